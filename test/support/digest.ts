import { createHash } from 'node:crypto';
import type { ReadableDb } from '../../db/types.ts';

/**
 * SHA-256 over every row of every table, by its values. `upTo` leaves out what the history told later: what a restored
 * register adds is that it was restored.
 */
export function stateDigest(db: ReadableDb, upTo = Number.MAX_SAFE_INTEGER): string {
  const sum = createHash('sha256');
  const tables = db
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const where =
      table === 'history'
        ? 'where seq <= @upTo'
        : table === 'change'
          ? 'where id in (select change_id from history where seq <= @upTo)'
          : '';
    sum.update(`\n${table}\n`);
    const rows = db
      .prepare(`select * from "${table}" ${where}`)
      .raw()
      .all(...(where ? [{ upTo }] : [])) as unknown[][];
    for (const row of rows.map((one) => JSON.stringify(one)).sort()) sum.update(`${row}\n`);
  }
  return sum.digest('hex');
}
