import type { ParsedInputOf } from '../../contract/api.ts';
import type { HistoryFilter } from '../../contract/history.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import type { NumberCheck, Proof } from '../../contract/proof.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { wantedNumber } from './checkNumber.ts';
import type { HistoryOrder } from './paper.ts';
import { HISTORY_PAPER } from './print.ts';
import { filterInWords } from './read.ts';

const MEMORY_MB = 1024;

function orderOf(context: Context, filter: HistoryFilter): HistoryOrder {
  const { db, state } = opened(context);
  return {
    filter,
    filterWords: filterInWords(db, state.catalogue, filter),
    asOf: today(context),
    exportedBy: whoWorks(context),
    exportedAt: context.ports.now().toISOString(),
    appVersion: context.appVersion,
  };
}

/** 照合: follows the whole history in a worker. @throws DaichoError('invalidInput') for a number with a typing error */
export function checkTypedNumber(context: Context, input: ParsedInputOf<'seal.check'>): JobStarted {
  opened(context);
  const wanted = wantedNumber(input.number, input.seq);
  return context.jobs.start((handle) =>
    inWorker<NumberCheck>(context.dataDir, { type: 'checkNumber', wanted }, handle, { memoryMb: 512 }),
  );
}

/** The filtered history as a PDF, A4 across. */
export function printHistory(context: Context, filter: ParsedInputOf<'history.print'>): JobStarted {
  const order = orderOf(context, filter);
  const { fileName, path } = newOutput(context, '変更の履歴', 'pdf');
  const { fontDirs } = context;
  return context.jobs.start(async (handle): Promise<Output> => {
    const drawn = await inWorker<{ html: string; rows: number; proof: Proof }>(
      context.dataDir,
      { type: 'history.print', order, fontDirs },
      handle,
      { memoryMb: MEMORY_MB },
    );
    handle.progress('PDFにしています', 0, null);
    const page = { widthMm: HISTORY_PAPER.w, heightMm: HISTORY_PAPER.h };
    const bytes = await writePdf(context, path, drawn.html, page, handle.signal);
    const { rows, proof } = drawn;
    const facts = { about: order.filterWords, at: order.exportedAt, who: order.exportedBy };
    return keepOutput(context, { kind: 'history', fileName, path, bytes, rows, proof, ...facts });
  });
}

/** The filtered history as an Excel book. */
export function exportHistory(context: Context, filter: ParsedInputOf<'history.export'>): JobStarted {
  const order = orderOf(context, filter);
  return toFile(context, order, 'history', '変更の履歴', 'xlsx');
}

/** The whole history as it is stored, for checking without this program (reliability.md P24). */
export function exportEvidence(context: Context): JobStarted {
  return toFile(context, orderOf(context, {}), 'evidence', '検証用の履歴', 'jsonl');
}

function toFile(
  context: Context,
  order: HistoryOrder,
  kind: 'history' | 'evidence',
  what: string,
  extension: string,
): JobStarted {
  const { fileName, path } = newOutput(context, what, extension);
  const type = kind === 'history' ? 'history.export' : 'history.evidence';
  return context.jobs.start(async (handle): Promise<Output> => {
    const written = await inWorker<{ rows: number; bytes: number; proof: Proof }>(
      context.dataDir,
      { type, order, path },
      handle,
      { memoryMb: MEMORY_MB },
    );
    const { rows, bytes, proof } = written;
    const facts = { about: order.filterWords, at: order.exportedAt, who: order.exportedBy };
    return keepOutput(context, { kind, fileName, path, bytes, rows, proof, ...facts });
  });
}
