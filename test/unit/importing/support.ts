import { createHash } from 'node:crypto';
import type { Kind } from '../../../contract/catalogue/index.ts';
import type { ImportOutline, ImportPlan, ImportProblem, ImportProposal } from '../../../contract/importing.ts';
import type { NewAsset } from '../../../core/asset/store.ts';
import type { ReadBook } from '../../../core/excel/read/index.ts';
import { proposePlan } from '../../../core/importing/propose.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { checkImport, type ImportSessionState, importBatches, readImport } from '../../../core/importing/task.ts';
import { loadState } from '../../../core/register/state.ts';
import { openReadOnly } from '../../../db/open.ts';
import { newRegister } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';

/** What a new register knows: presets and two groups, no assets. */
export async function emptyKnown(): Promise<Known> {
  const test = await newRegister();
  const db = openReadOnly(test.dir);
  const state = loadState(db);
  db.close();
  await test.close();
  return { state, numberTaken: () => false, binned: () => undefined, today: '2026-08-01' };
}

/** Rows of cells as a CSV file in UTF-8. */
export function csv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'));
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export interface Tried {
  readonly plan: ImportPlan;
  readonly check: ReturnType<typeof checkImport>;
  readonly assets: readonly NewAsset[];
  /** Problems of one code. */
  readonly said: (code: ImportProblem['code']) => readonly ImportProblem[];
}

/** Reads a file and runs it dry, as the worker does; `change` corrects the proposed plan. */
export function tryFile(
  known: Known,
  bytes: Uint8Array,
  options: {
    fileName?: string;
    kind?: Kind | null;
    change?: (plan: ImportPlan) => ImportPlan;
    look?: (sheets: ImportOutline['sheets']) => void;
  } = {},
): Tried {
  const session: ImportSessionState = {};
  const { fileName = '台帳.csv', kind = null, change = (plan: ImportPlan) => plan } = options;
  const outline = readImport(session, { fileName, bytes, kind }, known.state, () => undefined);
  options.look?.(outline.sheets);
  const plan = change(outline.plan);
  const check = checkImport(session, plan, known, () => undefined, true);
  const assets: NewAsset[] = [];
  if (check.leftOut < check.rows) {
    for (const batch of importBatches(session, plan, known)) {
      if (batch.type === 'assets') assets.push(...batch.assets);
    }
  }
  return { plan, check, assets, said: (code) => check.problems.filter((problem) => problem.code === code) };
}

/** Like `tryFile`, for a book that no file holds. */
export function tryBook(known: Known, book: ReadBook, change = (plan: ImportPlan) => plan): ImportProposal {
  const plan = change(proposePlan(book, 'Book1.xlsx', null, known.state));
  return checkImport({ book }, plan, known, () => undefined, true).proposal!;
}

/** Everything the register holds, table by table, the counters of ids included. */
export function digest(dir: string): string {
  return withSql(dir, (db) => {
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .pluck()
      .all() as string[];
    const hash = createHash('sha256');
    for (const table of tables) {
      const rows = db.prepare(`select * from "${table}"`).raw().all();
      hash.update(
        `${table}\n${rows
          .map((row) => JSON.stringify(row))
          .sort()
          .join('\n')}\n`,
      );
    }
    return hash.digest('hex');
  });
}
