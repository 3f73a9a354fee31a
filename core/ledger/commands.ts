import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '../../contract/api.ts';
import { fieldsOf, KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isIsoDate } from '../../contract/japanese/date.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { LedgerPreview, LedgerResult } from '../../contract/ledger.ts';
import { insertOutput } from '../../db/outputs.ts';
import { findIds } from '../asset/list.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
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
    fileName: outputName(context, LEDGER, 'xlsx'),
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
  const { fileName, path } = newOutput(context, LEDGER, 'xlsx');
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
    const written = await inWorker<{ rows: number; bytes: number; byKind: LedgerResult['byKind'] }>(
      context.dataDir,
      { type: 'ledger.export', order, path },
      handle,
      { memoryMb: MEMORY_MB },
    );
    const outputId = context.ports.newId();
    // Never inside the transaction of an import, which may be taken back.
    await context.exclusive(() =>
      insertOutput(opened(context).db, {
        id: outputId,
        kind: 'ledger',
        file_name: fileName,
        path,
        bytes: written.bytes,
        rows: written.rows,
        about: words,
        at,
        who: exportedBy,
      }),
    );
    return {
      outputId,
      fileName,
      path,
      bytes: written.bytes,
      rows: written.rows,
      byKind: written.byKind,
      filterWords: words,
    };
  });
}

/** Folder of finished files in the data folder; they lie there until they are handed over. */
export const OUTPUTS = 'outputs';

function outputsDir(context: Context): string {
  const dir = join(context.dataDir, OUTPUTS);
  mkdirSync(dir, { recursive: true });
  return dir;
}

const LEDGER = '情報資産台帳';

/** Names that jobs of this session were given; their files may not be there yet. */
const given = new WeakMap<Context, Set<string>>();

/** A name in the outputs folder that no other output has: a second one of the same second gets _2. */
export function newOutput(context: Context, what: string, extension: string): { fileName: string; path: string } {
  const dir = outputsDir(context);
  const names = given.get(context) ?? new Set<string>();
  given.set(context, names);
  for (let n = 1; ; n += 1) {
    const fileName = outputName(context, what, extension, n === 1 ? '' : `_${n}`);
    const path = join(dir, fileName);
    if (names.has(fileName) || existsSync(path)) continue;
    names.add(fileName);
    return { fileName, path };
  }
}

/** 情報資産台帳_水郷地方環境衛生組合_20261123-103215.xlsx: sorts by time, no characters that a file system refuses. */
function outputName(context: Context, what: string, extension: string, suffix = ''): string {
  const now = context.ports.now();
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${today(context).replaceAll('-', '')}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const { unionName } = opened(context).state.settings;
  const union = [...unionName.toWellFormed().replaceAll(/[\\/:*?"<>|\s\p{Cc}\p{Cf}]/gu, '')].slice(0, 30).join('');
  return `${[what, union, time].filter(Boolean).join('_')}${suffix}.${extension}`;
}
