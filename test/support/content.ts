import type { TestApp } from './app.ts';
import { withSql } from './files.ts';

/** Columns that say when and by whom, or count on; no undo gives them back. */
const STAMPS = new Set(['revision', 'updated_on', 'updated_by', 'measured_at']);

/**
 * What a register says, without how it came to it: its assets with their values, links, lists, settings, label sheets,
 * templates and printers. What was registered after asset `upTo` counts only where it is not in the bin, as undo puts it
 * there and never erases it.
 */
export function contentOf(test: TestApp, upTo = Number.MAX_SAFE_INTEGER): string {
  return withSql(test.dir, (db) => {
    const all = (sql: string, ...values: unknown[]) =>
      (db.prepare(sql).all(...values) as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !STAMPS.has(name))),
      );
    const here = 'in (select id from asset where id <= @upTo or binned = 0)';
    const kinds = db
      .prepare("select name from sqlite_schema where type = 'table' and name like 'asset\\_%' escape '\\'")
      .pluck()
      .all() as string[];
    const details = kinds.filter((name) => !['asset_link', 'asset_number'].includes(name));
    const values = { upTo };
    return JSON.stringify([
      all(`select * from asset where id ${here} order by id`, values),
      ...details.map((name) => all(`select * from ${name} where asset_id ${here} order by asset_id`, values)),
      all(
        `select type, from_id, to_id from asset_link where from_id ${here} and to_id ${here} order by 1, 2, 3`,
        values,
      ),
      all(`select asset_id, number from unresolved_link where asset_id ${here} order by 1, 2`, values),
      all("select * from setting where key <> 'operator' order by key"),
      all('select * from master_item order by id'),
      all('select * from own_field order by id'),
      all('select id, body from label_sheet where removed = 0 order by id'),
      all(`select t.id, r.body from label_template t join label_template_revision r
        on r.template_id = t.id and r.revision = t.revision where t.removed = 0 order by t.id`),
      all('select * from label_printer order by id'),
    ]);
  });
}
