import { hash } from 'node:crypto';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * Tables whose rows are kept in the history as they are stored, beside the words for the reader: triggers put an image
 * of each row that is added, changed or taken away into `unrecorded_row`, and the change that is under way records it
 * (core/change.ts). So no path can write such a row and leave it out of the history. Assets, their links and numbers are
 * kept value by value instead and are replayed by core/register/replay.ts.
 */

/** The field of a history entry that holds a stored row. */
export const ROW = '$row';

/** Columns that the history proves without telling: it holds their SHA-256. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  account: ['password'],
  account_recovery: ['verifier'],
};

interface Column {
  readonly name: string;
  /** Place in the primary key from 1; 0: none. */
  readonly pk: number;
}

function columnsOf(db: ReadableDb, table: string): Column[] {
  return db.prepare('select name, pk from pragma_table_info(?) order by cid').all(table) as Column[];
}

/** `json_object(…)` of all columns, in the order of the table. */
function imageOf(columns: readonly Column[], row: string): string {
  return `json_object(${columns.map(({ name }) => `'${name}', ${row}"${name}"`).join(', ')})`;
}

function keyOf(columns: readonly Column[], row: string): string {
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const list = key.map(({ name }) => `${row}"${name}"`).join(', ');
  return key.length === 1 ? `cast(${list} as text)` : `json_array(${list})`;
}

/** The three triggers of a table. A migration that changes its columns makes them anew. */
export function rowTriggers(db: ReadableDb, table: string): string {
  const columns = columnsOf(db, table);
  const put = (row: string, before: string, after: string) =>
    `INSERT INTO unrecorded_row (entity, entity_id, before, after) VALUES ('${table}', ${keyOf(columns, row)}, ${before}, ${after});`;
  const [old, now] = [imageOf(columns, 'OLD.'), imageOf(columns, 'NEW.')];
  return `
CREATE TRIGGER ${table}_row_added AFTER INSERT ON ${table} BEGIN ${put('NEW.', 'NULL', now)} END;
CREATE TRIGGER ${table}_row_changed AFTER UPDATE ON ${table} BEGIN ${put('OLD.', old, now)} END;
CREATE TRIGGER ${table}_row_gone AFTER DELETE ON ${table} BEGIN ${put('OLD.', old, 'NULL')} END;`;
}

/** The tables that have them. */
export function imagedTables(db: ReadableDb): string[] {
  return db
    .prepare(
      "select tbl_name from sqlite_schema where type = 'trigger' and name = tbl_name || '_row_added' order by tbl_name",
    )
    .pluck()
    .all() as string[];
}

export interface RowImage {
  readonly entity: string;
  readonly entity_id: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Notes that are taken over at once: some milliseconds. */
const NOTES_AT_ONCE = 500;

/**
 * Takes what the triggers noted since the last time: one image for each row, from what it was first to what it is now;
 * rows that ended as they began are left out. Null between the steps of the reading, where whoever writes ten thousand
 * rows lets others in between; nothing may be written to the register before the last image is taken.
 */
export function* takeUnrecorded(db: WritableDb): Generator<RowImage | null> {
  const rows = new Map<string, RowImage>();
  const some = prepared(db, 'select id, entity, entity_id, before, after from unrecorded_row order by id limit ?');
  for (;;) {
    const noted = some.all(NOTES_AT_ONCE) as (RowImage & { id: number })[];
    if (noted.length === 0) break;
    prepared(db, 'delete from unrecorded_row where id <= ?').run(noted.at(-1)!.id);
    for (const { entity, entity_id, before, after } of noted) {
      const key = `${entity}\n${entity_id}`;
      rows.set(key, { entity, entity_id, before: (rows.get(key) ?? { before }).before, after });
    }
    yield null;
  }
  for (const { entity, entity_id, before, after } of rows.values())
    if (before !== after) yield { entity, entity_id, before: masked(entity, before), after: masked(entity, after) };
}

/** Rows that wait to be recorded: none outside a transaction. */
export function unrecordedRows(db: ReadableDb): number {
  return db.prepare('select count(*) from unrecorded_row').pluck().get() as number;
}

/** All rows of a table as the history would tell them, by their keys. */
export function* currentRows(db: ReadableDb, table: string): Generator<{ entity_id: string; after: string }> {
  const columns = columnsOf(db, table);
  const sql = `select ${keyOf(columns, '')} as entity_id, ${imageOf(columns, '')} as after from ${table}`;
  for (const row of db.prepare(sql).iterate() as IterableIterator<{ entity_id: string; after: string }>)
    yield { entity_id: row.entity_id, after: masked(table, row.after)! };
}

/**
 * The last image of each row that the history tells and that still stands, by table and key; in one pass.
 * @param until the last entry to look at
 */
export function recordedRows(db: ReadableDb, until = Number.MAX_SAFE_INTEGER): Map<string, Map<string, string>> {
  const sql = `select entity, entity_id, after from history where field = '${ROW}' and seq <= ? order by seq`;
  const tables = new Map<string, Map<string, string>>();
  for (const [entity, id, after] of db.prepare(sql).raw().iterate(until) as IterableIterator<
    [string, string, string | null]
  >) {
    const rows = tables.get(entity) ?? new Map<string, string>();
    tables.set(entity, rows);
    if (after === null) rows.delete(id);
    else rows.set(id, after);
  }
  return tables;
}

/** The last entry of the change that told the first stored rows: before it, a register of an older version told none. */
export function firstImagesUntil(db: ReadableDb): number {
  const sql = `select max(seq) from history where change_id =
    (select change_id from history where field = '${ROW}' order by seq limit 1)`;
  return (prepared(db, sql).pluck().get() as number | null) ?? 0;
}

function masked(table: string, image: string | null): string | null {
  const secrets = SECRETS[table];
  if (!secrets || image === null) return image;
  const row = JSON.parse(image) as Record<string, unknown>;
  for (const name of secrets) if (typeof row[name] === 'string') row[name] = `sha256:${hash('sha256', row[name])}`;
  return JSON.stringify(row);
}

/** One row as the history would tell it, by its key there; null: there is none. */
export function currentRow(db: ReadableDb, table: string, entityId: string): string | null {
  const columns = columnsOf(db, table);
  const sql = `select ${imageOf(columns, '')} from ${table} where ${keyOf(columns, '')} = ?`;
  return masked(table, (prepared(db, sql).pluck().get(entityId) as string | undefined) ?? null);
}

/** Puts a row back as an image says it: adds, changes, or with null takes it away. Not for tables with masked columns. */
export function putRow(db: WritableDb, table: string, entityId: string, image: string | null): void {
  const columns = columnsOf(db, table);
  if (image === null) {
    prepared(db, `delete from ${table} where ${keyOf(columns, '')} = ?`).run(entityId);
    return;
  }
  const names = columns.map(({ name }) => `"${name}"`);
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => `"${name}"`);
  const set = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const sql = `insert into ${table} (${names.join(', ')}) values (${columns.map(({ name }) => `@${name}`).join(', ')})
    on conflict (${key.join(', ')}) do update set ${set.join(', ')}`;
  prepared(db, sql).run(JSON.parse(image) as Record<string, unknown>);
}
