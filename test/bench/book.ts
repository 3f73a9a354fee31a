import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBook } from '../../core/excel/write/writeBook.ts';
import { ledgerBook } from '../../core/ledger/book.ts';
import { loadState } from '../../core/register/state.ts';
import { allIds } from '../../db/assets.ts';
import { openReadOnly } from '../../db/open.ts';
import { deflateTime } from './deflate.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { BENCH_DIR } from './register.ts';

const MIB = 2 ** 20;
const COLUMNS = 40;

/** The ledger cut to 40 columns, read from the register and written, in a process that does nothing else. */
export async function measureBook({ dir, rows }: MeasureInput): Promise<Figure[]> {
  const work = join(BENCH_DIR, `work-book-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    const db = openReadOnly(dir);
    const before = process.memoryUsage().rss / MIB;
    const from = performance.now();
    const order = {
      ids: allIds(db).slice(0, rows),
      filterWords: 'すべて',
      asOf: '2026-11-23',
      title: '情報資産台帳',
      exportedBy: 'bench',
      exportedAt: new Date().toISOString(),
      appVersion: 'bench',
    };
    const { book } = ledgerBook(db, loadState(db), order);
    const sheets = book.sheets.map((sheet) => ({
      ...sheet,
      columns: sheet.columns.slice(0, COLUMNS),
      rows: firstCells(sheet.rows),
    }));
    const path = join(work, 'book.xlsx');
    const written = await writeBook({ ...book, sheets }, path);
    const took = performance.now() - from;
    const peak = process.resourceUsage().maxRSS / 1024;
    db.close();
    const deflate = deflateTime(path);
    if (written.rows !== rows) throw new Error(`wrote ${written.rows} of ${rows} rows`);
    const cells = rows * COLUMNS;
    const aims = rows <= 10_000;
    return [
      {
        name: `export ${rows} rows x ${COLUMNS} columns`,
        unit: 'ms',
        ours: took,
        reference: { what: `deflate of the same ${Math.round(deflate.bytes / MIB)} MiB of XML`, value: deflate.ms },
        ...(aims ? { aim: 5000 } : {}),
      },
      {
        name: '  for each cell',
        unit: 'µs',
        ours: (took / cells) * 1000,
        reference: { what: 'deflate', value: (deflate.ms / cells) * 1000 },
      },
      {
        name: '  peak memory of the process',
        unit: 'MiB',
        ours: peak,
        reference: { what: 'before the export', value: before },
        ...(aims ? { aim: 256 } : {}),
      },
    ];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function* firstCells<T>(rows: Iterable<readonly T[]>): Iterable<readonly T[]> {
  for (const row of rows) yield row.slice(0, COLUMNS);
}
