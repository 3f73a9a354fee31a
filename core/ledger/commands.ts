import type { ParsedInputOf } from '../../contract/api.ts';
import { fieldsOf, KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isIsoDate } from '../../contract/japanese/date.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { LedgerPreview, LedgerResult } from '../../contract/ledger.ts';
import type { Proof } from '../../contract/proof.ts';
import { findIds } from '../asset/list.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import { newOutput, outputName } from '../output/files.ts';
import { keepOutput } from '../output/keep.ts';
import type { LedgerOrder } from './book.ts';
import { filterWords } from './filterWords.ts';

/** A ledger of 100,000 rows needs about 220 MB in all (docs/architecture.md); the rest is room. */
const MEMORY_MB = 1024;

export function previewLedger(context: Context, input: ParsedInputOf<'ledger.preview'>): LedgerPreview {
  const { index, state } = opened(context);
  const ids = findIds(context, input.filter);
  const counts = new Map<string, number>();
  for (const id of ids) {
    const kind = index.get(id)!.kind;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const byKind = KIND_ORDER.filter((kind) => counts.has(kind)).map((kind) => ({
    label: KIND_DEFINITIONS[kind].label,
    rows: counts.get(kind)!,
    columns: fieldsOf(kind).length,
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
  const { state } = opened(context);
  const ids = findIds(context, input.filter);
  if (ids.length === 0) throw new DaichoError('nothingToExport');
  const exportedBy = whoWorks(context);
  const at = context.ports.now().toISOString();
  if (input.asOf && !isIsoDate(input.asOf))
    throw new DaichoError('invalidInput', undefined, [{ path: 'asOf', message: '基準日を日付で入れてください。' }]);
  const { fileName, path } = newOutput(context, '情報資産台帳', 'xlsx');
  const words = filterWords(state, input.filter);
  const order: LedgerOrder = {
    ids,
    filterWords: words,
    asOf: input.asOf || today(context),
    title: input.title?.trim() || '情報資産台帳',
    exportedBy,
    exportedAt: at,
    appVersion: context.appVersion,
  };
  return context.jobs.start(async (handle): Promise<LedgerResult> => {
    const written = await inWorker<{ rows: number; bytes: number; byKind: LedgerResult['byKind']; proof: Proof }>(
      context.dataDir,
      { type: 'ledger.export', order, path },
      handle,
      { memoryMb: MEMORY_MB },
    );
    const { bytes, rows, byKind, proof } = written;
    const output = await keepOutput(context, {
      kind: 'ledger',
      fileName,
      path,
      bytes,
      rows,
      about: words,
      at,
      who: exportedBy,
      proof,
    });
    return { ...output, rows, byKind, filterWords: words };
  });
}
