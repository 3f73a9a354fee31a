import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import type { Proof } from '../../contract/proof.ts';
import { moveById } from '../../db/schemeMoves.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput } from '../output/keep.ts';
import type { ReportOrder } from './report.ts';

const MEMORY_MB = 512;

/**
 * The result sheet for the auditor as an Excel book; while the move is open it says 下書き.
 * @throws DaichoError('notFound')
 */
export function reportMove(context: Context, moveId: string): JobStarted {
  const { db, state } = opened(context);
  const move = moveById(db, Number(moveId));
  if (!move) throw new DaichoError('notFound');
  const at = context.ports.now().toISOString();
  const who = whoWorks(context);
  const { fileName, path } = newOutput(context, '分類体系の切替_結果表', 'xlsx');
  const order: ReportOrder = {
    moveId: move.id,
    asOf: today(context),
    exportedBy: who,
    exportedAt: at,
    appVersion: context.appVersion,
  };
  const name = (id: string) => state.schemes.get(id)?.name ?? id;
  const draft = { open: '（下書き）', finished: '', abandoned: '（取りやめ）' }[move.state];
  return context.jobs.start(async (handle): Promise<Output> => {
    const written = await inWorker<{ rows: number; bytes: number; proof: Proof }>(
      context.dataDir,
      { type: 'move.report', order, path },
      handle,
      { memoryMb: MEMORY_MB },
    );
    const { bytes, rows, proof } = written;
    const about = `${name(move.from_scheme)} → ${name(move.to_scheme)}${draft}`;
    return keepOutput(context, { kind: 'move', fileName, path, bytes, rows, about, at, who, proof });
  });
}
