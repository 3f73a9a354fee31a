import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportCheck, ImportOutline, ImportReceipt } from '../../contract/importing.ts';
import { createApp } from '../../core/app.ts';
import { readBook } from '../../core/excel/read/index.ts';
import type { CellValue } from '../../core/excel/write/model.ts';
import { writeBook } from '../../core/excel/write/writeBook.ts';
import { ledgerBook } from '../../core/ledger/book.ts';
import { loadState } from '../../core/register/state.ts';
import { allIds } from '../../db/assets.ts';
import { openReadOnly } from '../../db/open.ts';
import { LONGEST_BLOCK_MS, watchEventLoop } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, job, quietPorts } from './register.ts';

const COLUMNS = 40;

/** A ledger of `rows` new assets: the words of existing ones, without their numbers. */
async function makeLedger(dir: string, path: string, rows: number): Promise<void> {
  const db = openReadOnly(dir);
  const ids = allIds(db).slice(0, rows);
  const order = {
    ids,
    filterWords: 'すべて',
    asOf: '2026-11-23',
    title: '旧台帳',
    exportedBy: 'bench',
    exportedAt: new Date().toISOString(),
    appVersion: 'bench',
  };
  const { book } = ledgerBook(db, loadState(db), order);
  const sheets = book.sheets.map((sheet) => {
    const kept = sheet.columns
      .map((_, i) => i)
      .filter((i) => !['number', 'relatedNumbers'].includes(sheet.columns[i]!.id));
    const cut = kept.slice(0, COLUMNS);
    return { ...sheet, columns: cut.map((i) => sheet.columns[i]!), rows: cells(sheet.rows, cut, sheet.columns) };
  });
  await writeBook({ ...book, sheets }, path);
  db.close();
}

/** Other things of the same kind: what is in the register already would be recognised, and left out. */
function* cells(
  rows: Iterable<readonly CellValue[]>,
  kept: readonly number[],
  columns: readonly { readonly id: string }[],
): Iterable<CellValue[]> {
  const own = new Set(['name', 'serialNumber']);
  for (const row of rows)
    yield kept.map((i) => {
      const value = row[i] ?? null;
      return typeof value === 'string' && own.has(columns[i]!.id) ? `旧 ${value}` : value;
    });
}

/** Read, check and take in, as the screens do it, while the main thread must stay free. */
export async function measureImport({ dir, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    mkdirSync(join(copy, 'in'));
    const path = join(copy, 'in', 'ledger.xlsx');
    await makeLedger(dir, path, rows);
    const bytes = readFileSync(path);
    const readFrom = performance.now();
    readBook(bytes, 'ledger.xlsx');
    const readAlone = performance.now() - readFrom;

    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    await call(app, 'asset.list', {});
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const base64 = bytes.toString('base64');
    const blocks: number[] = [];
    const step = async <T>(name: string, input: unknown): Promise<{ result: T; ms: number }> => {
      const blocked = watchEventLoop();
      const from = performance.now();
      const result = await job<T>(app, name, input);
      const ms = performance.now() - from;
      blocks.push(blocked());
      return { result, ms };
    };
    const read = await step<ImportOutline>('importing.read', { fileName: 'ledger.xlsx', base64 });
    const { importId, plan } = read.result;
    const check = await step<ImportCheck>('importing.check', { importId, plan });
    const commit = await step<ImportReceipt>('importing.commit', { importId, plan });
    if (commit.result.imported !== rows) {
      throw new Error(
        `imported ${commit.result.imported} of ${rows} rows: ${JSON.stringify(commit.result.problems.slice(0, 3))}`,
      );
    }
    await app.close();
    const reference = { what: 'reading the book alone', value: readAlone };
    return [
      { name: `import ${rows} rows x ${COLUMNS} columns`, unit: 'ms', ours: read.ms + check.ms + commit.ms, reference },
      { name: '  read and propose', unit: 'ms', ours: read.ms, reference },
      { name: '  check', unit: 'ms', ours: check.ms },
      { name: '  take in, with history', unit: 'ms', ours: commit.ms },
      ...['read', 'check', 'take in'].map(
        (name, i): Figure => ({
          name: `  longest block of the main thread: ${name}`,
          unit: 'ms',
          ours: blocks[i]!,
          aim: LONGEST_BLOCK_MS,
        }),
      ),
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
