import type { ParsedInputOf } from '../../contract/api.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import type { JobStarted, Output, OutputKind } from '../../contract/job.ts';
import type { LedgerPreview, LedgerResult } from '../../contract/ledger.ts';
import type { Proof } from '../../contract/proof.ts';
import { findIds } from '../asset/list.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import type { WorkerRequest } from '../jobs/worker.ts';
import type { BookOrder } from '../output/book.ts';
import { newOutput, outputName } from '../output/files.ts';
import { keepOutput } from '../output/keep.ts';
import type { Difference } from './difference.ts';
import { filterWords } from './filterWords.ts';

/** A ledger of 100,000 rows needs about 220 MB in all (docs/architecture.md); the rest is room. */
const MEMORY_MB = 1024;

export function previewLedger(context: Context, input: ParsedInputOf<'ledger.preview'>): LedgerPreview {
  const { index, state } = opened(context);
  const ids = findIds(context, input.filter);
  const counts = new Map<string, number>();
  for (const id of ids) {
    const kind = index.kindOf(id)!;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const byKind = KIND_ORDER.filter((kind) => counts.has(kind)).map((kind) => ({
    label: KIND_DEFINITIONS[kind].label,
    rows: counts.get(kind)!,
    columns: state.catalogue.fieldsOf(kind).length,
  }));
  return {
    rows: ids.length,
    columns: Math.max(0, ...byKind.map((kind) => kind.columns)),
    byKind,
    filterWords: filterWords(state, input.filter),
    fileName: outputName(context, '情報資産台帳', 'xlsx'),
  };
}

/** Writes the ledger in a worker thread over a read-only connection: a consistent snapshot, and the screens stay alive. */
export function exportLedger(context: Context, input: ParsedInputOf<'ledger.export'>): JobStarted {
  const asOf = dayOf('asOf', input.asOf) ?? today(context);
  const title = input.title?.trim() || '情報資産台帳';
  const order = { asOf, title, ...stampOf(context) };
  const past = asOf < today(context);
  const ids = past ? [] : findIds(context, input.filter);
  if (!past && ids.length === 0) throw new DaichoError('nothingToExport');
  const words = filterWords(opened(context).state, input.filter);
  return writeInWorker(context, '情報資産台帳', 'ledger', order, async (path, inThread) => {
    const { filterWords: pastWords = words, ...made } = await inThread<LedgerMade>(
      past
        ? { type: 'ledger.past', order: { ...order, filter: input.filter }, path }
        : { type: 'ledger.export', order: { ...order, ids, filterWords: words }, path },
    );
    const about = past ? `${formatDate(asOf, 'wareki')}現在、${pastWords}` : words;
    return { made, about, result: { rows: made.rows, byKind: made.byKind, filterWords: pastWords } };
  });
}

/** What was added, removed and changed between the ends of two days, as a book. */
export function exportDifference(context: Context, input: ParsedInputOf<'ledger.difference'>): JobStarted {
  const to = dayOf('to', input.to) ?? today(context);
  const from = dayOf('from', input.from)!;
  if (from >= to)
    throw new DaichoError('invalidInput', undefined, [
      { path: 'from', message: '前の日には、後の日より前の日付を入れてください。' },
    ]);
  const order = { from, asOf: to, title: input.title?.trim() || '情報資産台帳の増減と変更', ...stampOf(context) };
  const about = `${formatDate(from, 'wareki')}から${formatDate(to, 'wareki')}までの増減と変更`;
  return writeInWorker(context, '情報資産台帳の増減と変更', 'difference', order, async (path, inThread) => {
    const made = await inThread<Made & Record<Difference['what'], number>>({ type: 'ledger.difference', order, path });
    const { added, removed, changed } = made;
    return { made, about, result: { added, removed, changed } };
  });
}

interface Made {
  readonly bytes: number;
  readonly rows: number;
  readonly proof: Proof;
}

type LedgerMade = Made & { readonly byKind: LedgerResult['byKind']; readonly filterWords?: string };

/** @throws DaichoError('invalidInput') for what is no date */
function dayOf(path: string, typed: string | undefined): string | null {
  if (!typed) return null;
  if (!isIsoDate(typed))
    throw new DaichoError('invalidInput', undefined, [{ path, message: '日付を入れてください。' }]);
  return typed;
}

function stampOf(context: Context): Omit<BookOrder, 'asOf'> {
  const exportedAt = context.ports.now().toISOString();
  return { exportedBy: whoWorks(context), exportedAt, appVersion: context.appVersion };
}

/** Has the worker write a book, and records it as given out. */
function writeInWorker<R>(
  context: Context,
  name: string,
  kind: OutputKind,
  { exportedAt, exportedBy }: BookOrder,
  write: (
    path: string,
    inThread: <T>(request: WorkerRequest) => Promise<T>,
  ) => Promise<{ made: Made; about: string; result: R }>,
): JobStarted {
  const { fileName, path } = newOutput(context, name, 'xlsx');
  return context.jobs.start(async (handle): Promise<Output & R> => {
    const { made, about, result } = await write(path, (request) =>
      inWorker(context.dataDir, request, handle, { memoryMb: MEMORY_MB }),
    );
    const { bytes, rows, proof } = made;
    const file = { kind, fileName, path, bytes, rows, about, at: exportedAt, who: exportedBy, proof };
    return { ...(await keepOutput(context, file)), ...result };
  });
}
