import type { Health } from '../../contract/health.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import type { VerifyResult } from '../../contract/register.ts';
import { registerRow } from '../../db/settings.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { proofNow } from '../history/proof.ts';
import { inWorker } from '../jobs/run.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { checkAppFiles } from './appFiles.ts';
import { keepChecked } from './checked.ts';
import { lookAtHealth } from './look.ts';
import { HEALTH_PAPER, healthDocument } from './page.ts';

/** The whole check: the file, its history, the app's own files. What it finds is kept for the page. */
export function checkHealth(context: Context): JobStarted {
  opened(context);
  return context.jobs.start(async (handle): Promise<Health> => {
    const found = await inWorker<VerifyResult>(context.dataDir, { type: 'verify' }, handle, { memoryMb: 1024 });
    handle.progress('アプリのファイルの検査', 0, null);
    const app = await checkAppFiles(context.appFolder);
    keepChecked(context.dataDir, {
      at: context.ports.now().toISOString(),
      day: today(context),
      uuid: registerRow(opened(context).db)?.uuid ?? '',
      assets: found.assets,
      entries: found.historyRows,
      problems: found.problems.map(({ code, message }) => ({ code, message })),
      app,
    });
    return lookAtHealth(context);
  });
}

/** The page on paper, for 自己点検: with 照合番号 and the boxes for seals. */
export function printHealth(context: Context): JobStarted {
  opened(context);
  return context.jobs.start(async (handle): Promise<Output> => {
    handle.progress('PDFにしています', 0, null);
    // No change can come between what follows up to the first wait: lines and number are of one moment.
    const health = lookAtHealth(context);
    const { db, state } = opened(context);
    const proof = proofNow(db);
    const who = whoWorks(context);
    const at = context.ports.now();
    const { fileName, path } = newOutput(context, '健康診断', 'pdf');
    const html = healthDocument(
      { health, settings: state.settings, proof, who, at, day: today(context) },
      context.fontDirs,
    );
    const bytes = await writePdf(
      context,
      path,
      html,
      { widthMm: HEALTH_PAPER.w, heightMm: HEALTH_PAPER.h },
      handle.signal,
    );
    const facts = { about: '健康診断', at: at.toISOString(), who };
    return keepOutput(context, { kind: 'health', fileName, path, bytes, rows: health.lines.length, proof, ...facts });
  });
}
