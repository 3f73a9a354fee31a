import type { ParsedInputOf } from '../../contract/api.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { sealNumber } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import { fiscalYearLabel, formatDate } from '../../contract/japanese/date.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { SealInfo, SealMade } from '../../contract/proof.ts';
import { allSeals, insertSeal, type SealRecord } from '../../db/outputs.ts';
import { countAssets } from '../asset/commands.ts';
import { backupNow } from '../backup/automatic.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import type { ChainCheck } from '../history/checkChain.ts';
import { proofNow } from '../history/proof.ts';
import { inWorker } from '../jobs/run.ts';
import { formatMoment } from '../moment.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { sealDocument } from './page.ts';

/**
 * 年度末封印: what the register is now, on one page A4 with its 照合番号 (reliability.md P22). The history is followed
 * first: a broken one is not sealed. A backup of the same number is made and kept for good (P5); without it no seal.
 * @throws DaichoError('damaged') naming the entry where the history breaks
 */
export function makeSeal(context: Context, input: ParsedInputOf<'seal.make'>): JobStarted {
  opened(context);
  return context.jobs.start(async (handle): Promise<SealMade> => {
    const chain = await inWorker<ChainCheck>(context.dataDir, { type: 'checkChain' }, handle, { memoryMb: 512 });
    if (chain.firstBad) throw new DaichoError('damaged', chain.firstBad.message);
    handle.progress('封印する台帳の控えを作っています', 0, null);
    // No change can come in between: the backup, the rows and the number are of one moment.
    const { proof, byKind } = await context.exclusive(async () => {
      await backupNow(context, 'yearEnd', input.title, handle);
      return { proof: proofNow(opened(context).db), byKind: countAssets(context).byKind };
    });
    handle.progress('封印を作っています', 0, null);
    const { db, state } = opened(context);
    const counts = KIND_ORDER.map((kind) => [KIND_DEFINITIONS[kind].label, byKind[kind]] as const);
    const assets = counts.reduce((sum, [, count]) => sum + count, 0);
    const now = context.ports.now();
    const at = now.toISOString();
    const who = whoWorks(context);
    const { settings } = state;
    const { fileName, path } = newOutput(context, '年度末封印', 'pdf');
    const html = sealDocument(
      {
        unionName: settings.unionName,
        title: input.title,
        year: input.fiscalYear === null ? '' : fiscalYearLabel(input.fiscalYear),
        asOf: formatDate(today(context), 'wareki'),
        counts,
        approvals: settings.approvals,
        proof,
        stamp: `出力 ${formatMoment(now)}　${who}　${settings.marking}`,
        marking: settings.marking,
      },
      context.fontDirs,
    );
    const bytes = await writePdf(context, path, html, { widthMm: 210, heightMm: 297 }, handle.signal);
    const file = { kind: 'seal', fileName, path, bytes, rows: assets, about: input.title, at, who, proof } as const;
    const output = await keepOutput(context, file, (kept, recorder) => {
      const seal: SealRecord = {
        id: context.ports.newId(),
        title: input.title,
        fiscal_year: input.fiscalYear,
        seq: proof.seq,
        hash: proof.hash,
        assets,
        at,
        who,
        output_id: kept.id,
      };
      insertSeal(db, seal);
      const after = `${input.title}（照合番号 ${sealNumber(proof.hash)}、第${proof.seq}番まで、${assets}件）`;
      recorder.record('seal', seal.id, null, null, { seq: proof.seq, hash: proof.hash }, { after });
    });
    handle.progress('できました', 1, 1);
    return { ...output, number: sealNumber(proof.hash), seq: proof.seq };
  });
}

/** All seals, newest first. */
export function listSeals(context: Context): SealInfo[] {
  return allSeals(opened(context).db).map((seal) => ({
    id: seal.id,
    title: seal.title,
    fiscalYear: seal.fiscal_year,
    seq: seal.seq,
    number: sealNumber(seal.hash),
    assets: seal.assets,
    at: seal.at,
    who: seal.who,
    outputId: seal.output_id,
    fileName: seal.file_name,
  }));
}
