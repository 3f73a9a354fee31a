import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ledgerBook } from '../../core/ledger/book.ts';
import { loadState } from '../../core/register/state.ts';
import { openReadOnly } from '../../db/open.ts';

const SCRIPT = fileURLToPath(new URL('writeXlsx.py', import.meta.url));
/** The second: where another one stands before the system's own. */
const PYTHONS = ['python3', '/usr/bin/python3'];

export interface PythonTime {
  readonly version: string;
  /** Writing alone: what it needs in memory is read before. */
  readonly ms: number;
  readonly cpuMs: number;
  readonly rows: number;
}

/** The same cells written by python3-xlsxwriter; null where this machine has none. @param dir a register that nobody writes */
export function xlsxwriterTime(dir: string, ids: readonly number[]): PythonTime | null {
  const python = PYTHONS.find((name) => spawnSync(name, ['-c', 'import xlsxwriter']).status === 0);
  if (!python) return null;
  const cells = join(dir, 'cells.jsonl');
  const book = join(dir, 'xlsxwriter.xlsx');
  try {
    writeCells(dir, ids, cells);
    const { stdout, stderr, status } = spawnSync(python, [SCRIPT, cells, book], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`writeXlsx.py: ${stderr}`);
    return JSON.parse(stdout) as PythonTime;
  } finally {
    for (const path of [cells, book]) rmSync(path, { force: true });
  }
}

function writeCells(dir: string, ids: readonly number[], path: string): void {
  const db = openReadOnly(dir);
  const order = {
    ids,
    filterWords: 'すべて',
    asOf: '2026-11-23',
    title: '情報資産台帳',
    exportedBy: 'bench',
    exportedAt: new Date().toISOString(),
    appVersion: 'bench',
  };
  const file = openSync(path, 'w');
  for (const { name, columns, rows } of ledgerBook(db, loadState(db), order).book.sheets) {
    writeSync(file, `${JSON.stringify({ sheet: name, columns })}\n`);
    for (const row of rows) writeSync(file, `${JSON.stringify(row)}\n`);
  }
  closeSync(file);
  db.close();
}
