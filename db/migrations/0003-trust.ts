import { CHAIN_START, type ChainedEntry, entryHash } from '../chain.ts';
import { currentRows, ROW, rowTriggers } from '../rowImages.ts';
import type { WritableDb } from '../types.ts';

/** Tables whose stored rows the history keeps (db/rowImages.ts). */
const IMAGED = [
  'register',
  'setting',
  'master_item',
  'own_field',
  'scheme',
  'scheme_revision',
  'number_counter',
  'classification',
  'class_proposal',
  'review_task',
  'finding_acceptance',
  'scheme_move',
  'scheme_move_item',
  'label_sheet',
  'label_sheet_use',
  'label_template',
  'label_template_revision',
  'label_printer',
  'label_print',
  'output',
  'seal',
  'account',
  'account_recovery',
  'attachment',
] as const;

/** Columns for the values of the union's own fields, of whatever type the field is: own01 to own30. */
const OWN_COLUMNS = Array.from({ length: 30 }, (_, i) => `"own${String(i + 1).padStart(2, '0')}" ANY`).join(', ');

const TABLES = `
DROP TRIGGER change_never_changes;
ALTER TABLE change ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN account_id TEXT;
ALTER TABLE class_proposal ADD COLUMN account_id TEXT;

DROP TRIGGER history_never_changes;
DROP TRIGGER history_never_goes;
DROP INDEX history_entity;
DROP INDEX history_change;
ALTER TABLE history RENAME TO history_2;
CREATE TABLE history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  field TEXT,
  before TEXT,
  after TEXT,
  before_words TEXT,
  after_words TEXT,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE output_3 (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  about TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  seq INTEGER,
  hash TEXT
) STRICT;
INSERT INTO output_3 (id, kind, file_name, path, bytes, rows, about, at, who)
  SELECT id, kind, file_name, path, bytes, rows, about, at, who FROM output ORDER BY rowid;
DROP TABLE output;
ALTER TABLE output_3 RENAME TO output;

CREATE TABLE seal (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  fiscal_year INTEGER,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  assets INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  output_id TEXT REFERENCES output (id)
) STRICT;
CREATE TRIGGER seal_never_changes BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
CREATE TRIGGER seal_never_goes BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  password TEXT NOT NULL CHECK (json_valid(password)),
  failures INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  temporary INTEGER NOT NULL DEFAULT 0 CHECK (temporary IN (0, 1)),
  UNIQUE (name, post)
) STRICT;
CREATE TABLE account_recovery (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  verifier TEXT NOT NULL CHECK (json_valid(verifier)),
  failures INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX attachment_asset ON attachment (asset_id);

CREATE TABLE own_field (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('text', 'longText', 'integer', 'date')),
  kinds TEXT NOT NULL CHECK (json_valid(kinds)),
  help TEXT NOT NULL,
  sort INTEGER NOT NULL,
  in_grid INTEGER NOT NULL CHECK (in_grid IN (0, 1)),
  archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE unrecorded_row (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
`;

const AFTER = `
DROP TABLE history_2;
CREATE INDEX history_entity ON history (entity, entity_id, seq);
CREATE INDEX history_change ON history (change_id, seq);
CREATE INDEX history_field ON history (field, change_id);
CREATE TRIGGER change_never_changes BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER history_never_changes BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_never_goes BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
`;

/**
 * Version 3: the history as a chain that covers every table, outputs with the number of the entry they stand for, seals,
 * accounts, attachments, the union's own fields. Frozen.
 */
export function migration0003(db: WritableDb, now: Date): void {
  db.exec(TABLES);
  addOwnColumns(db);
  writeDays(db);
  const chain = chainHistory(db);
  for (const table of IMAGED) db.exec(rowTriggers(db, table));
  if (db.prepare('select exists (select 1 from register)').pluck().get() === 1) takeOver(db, chain, now);
  db.exec(AFTER);
}

/**
 * The table of the assets is made anew (sqlite.org/lang_altertable.html 7): to add one column takes as long, and there are
 * thirty. Foreign keys sleep meanwhile (db/migrate.ts).
 */
function addOwnColumns(db: WritableDb): void {
  const asked = (sql: string) => db.prepare(sql).pluck().all() as string[];
  const [table = ''] = asked("select sql from sqlite_schema where type = 'table' and name = 'asset'");
  const others = asked(
    "select sql from sqlite_schema where type <> 'table' and tbl_name = 'asset' and sql is not null",
  );
  const columns = asked("select '\"' || name || '\"' from pragma_table_info('asset') order by cid").join(', ');
  const end = table.lastIndexOf(')');
  db.exec(`${table.slice(0, end).replace('CREATE TABLE asset', 'CREATE TABLE asset_3')}, ${OWN_COLUMNS}${table.slice(end)};
    INSERT INTO asset_3 (${columns}) SELECT ${columns} FROM asset;
    DELETE FROM sqlite_sequence WHERE name = 'asset_3';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'asset_3', seq FROM sqlite_sequence WHERE name = 'asset';
    DROP TABLE asset;
    ALTER TABLE asset_3 RENAME TO asset;
    ${others.map((sql) => `${sql};`).join('\n')}`);
}

/** The calendar day of each change, where the register stands. */
function writeDays(db: WritableDb): void {
  const update = db.prepare('update change set day = ? where id = ?');
  for (const { id, at } of db.prepare('select id, at from change').all() as { id: number; at: string }[])
    update.run(localDay(new Date(at)), id);
}

function localDay(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

type Header = Omit<ChainedEntry, 'seq' | 'change_id' | keyof Told>;
type Told = Pick<ChainedEntry, 'entity' | 'entity_id' | 'field' | 'before' | 'after' | 'before_words' | 'after_words'>;
const NOTHING = { before: null, after: null, before_words: null, after_words: null };

interface Chain {
  add(changeId: number, header: Header, told: Told): void;
}

/** Every entry so far gets its place in the chain, in the order in which they were written. */
function chainHistory(db: WritableDb): Chain {
  const insert = db.prepare(
    `insert into history (seq, change_id, entity, entity_id, field, before, after, before_words, after_words, hash)
     values (@seq, @change_id, @entity, @entity_id, @field, @before, @after, @before_words, @after_words, @hash)`,
  );
  let seq = 0;
  let hash = CHAIN_START;
  const chain: Chain = {
    add(changeId, header, told) {
      seq += 1;
      const entry = { ...header, ...told, seq, change_id: changeId };
      hash = entryHash(hash, entry);
      insert.run({ ...told, seq, change_id: changeId, hash });
    },
  };
  const headers = new Map(
    (db.prepare('select * from change').all() as (Header & { id: number })[]).map((header) => [header.id, header]),
  );
  const told = new Set<number>();
  // Ids first, rows after: nothing may be read from the connection while rows are written.
  const seqs = db.prepare('select seq from history_2 order by seq').pluck().all() as number[];
  const row = db.prepare(
    'select change_id, entity, entity_id, field, before, after, before_words, after_words from history_2 where seq = ?',
  );
  for (const one of seqs) {
    const { change_id, ...entry } = row.get(one) as Told & { change_id: number };
    told.add(change_id);
    chain.add(change_id, headers.get(change_id)!, entry);
  }
  for (const [id, header] of headers)
    if (!told.has(id)) chain.add(id, header, { entity: 'register', entity_id: '1', field: '$empty', ...NOTHING });
  return chain;
}

/** What the history did not tell before this version: the stored rows of all tables, and who last changed an asset when. */
function takeOver(db: WritableDb, chain: Chain, now: Date): void {
  const header: Header = {
    at: now.toISOString(),
    day: localDay(now),
    who: 'Daicho',
    post: '',
    account_id: null,
    action: '履歴の引き継ぎ',
    reason: '履歴がすべての記録を含むようになりました（版2から版3へ）',
    undoes: null,
  };
  const changeId = Number(
    db
      .prepare(
        `insert into change (at, day, who, post, account_id, action, reason, undoes)
         values (@at, @day, @who, @post, @account_id, @action, @reason, @undoes)`,
      )
      .run(header).lastInsertRowid,
  );
  for (const table of IMAGED) {
    for (const { entity_id, after } of [...currentRows(db, table)])
      chain.add(changeId, header, { ...NOTHING, entity: table, entity_id, field: ROW, after });
  }
  const assets = db.prepare('select id, revision, updated_on, updated_by from asset order by id').all() as {
    id: number;
    revision: number;
    updated_on: string | null;
    updated_by: string | null;
  }[];
  for (const { id, revision, updated_on, updated_by } of assets) {
    const after = JSON.stringify({ revision, updatedOn: updated_on, updatedBy: updated_by });
    chain.add(changeId, header, { ...NOTHING, entity: 'asset', entity_id: String(id), field: '$base', after });
  }
}
