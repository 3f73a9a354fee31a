import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { BackupManifest } from '../../contract/backup.ts';
import type { Random } from './random.ts';

/**
 * Files that pretend to be backups (reliability.md P30), made from a good one. What a forger can compute is computed
 * anew: sums, lengths and counts are right unless they are what is wrong, so that each is refused for its own reason.
 */

export interface Good {
  /** SQLite image of a register. */
  readonly image: Buffer;
  readonly manifest: BackupManifest;
}

export interface Hostile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Makes the file this long without writing it. */
  readonly sparse?: number;
}

/** Takes seconds and half a gigabyte where it is computed: nobody can overlook it. */
export const HEAVY = 'length(hex(zeroblob(400000000)))';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

interface Parts {
  readonly magic?: string;
  readonly format?: number;
  readonly headLength?: number;
  readonly sum?: Buffer;
}

/** A backup file as docs/控えの形式.md has it, with the right sum. */
export function container(head: string | object, body: Buffer, parts: Parts = {}): Buffer {
  const json = Buffer.from(typeof head === 'string' ? head : JSON.stringify(head));
  const start = Buffer.alloc(16);
  start.write(parts.magic ?? 'DAICHOBK', 'latin1');
  start.writeUInt32BE(parts.format ?? 1, 8);
  start.writeUInt32BE(parts.headLength ?? json.length, 12);
  const all = Buffer.concat([start, json, body]);
  return Buffer.concat([all, parts.sum ?? sha256(all)]);
}

/** The image in a container whose manifest says what is in it. */
export function packed({ manifest }: Good, image: Buffer, more: object = {}): Buffer {
  const told = { ...manifest, bytes: image.length, sha256: sha256(image).toString('hex'), ...more };
  return container({ manifest: told, encryption: null }, image);
}

/** The image after some SQL, written without anything that would hinder a forger. */
function changed(image: Buffer, work: (db: Database.Database) => void): Buffer {
  const db = new Database(image);
  try {
    db.unsafeMode(true);
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    work(db);
    return db.serialize();
  } finally {
    db.close();
  }
}

const exec = (sql: string) => (db: Database.Database) => void db.exec(sql);

/** Rewrites rows of the schema itself. */
const schema =
  (sql: string, ...values: unknown[]) =>
  (db: Database.Database) => {
    db.pragma('writable_schema = ON');
    if (db.prepare(sql).run(...values).changes === 0) throw new Error(`no row of the schema: ${sql}`);
  };

/** A table with one more column or constraint. */
const withMore = (table: string, more: string) =>
  schema(
    "update sqlite_schema set sql = substr(sql, 1, length(sql) - length(') STRICT')) || ', ' || ? || ') STRICT' where name = ?",
    more,
    table,
  );

/** Changes rows that triggers guard, and puts the triggers back word for word. */
const unguarded = (work: (db: Database.Database) => void) => (db: Database.Database) => {
  const triggers = db.prepare("select name, sql from sqlite_schema where type = 'trigger' order by rowid").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of triggers) db.exec(`drop trigger "${name}"`);
  work(db);
  for (const { sql } of triggers) db.exec(sql);
};

const STAT1 = 'CREATE TABLE sqlite_stat1(tbl,idx,stat)';
type Sql = readonly [name: string, work: (db: Database.Database, random: Random) => void];

const SCHEMA: readonly Sql[] = [
  ['trigger that erases the history', exec('create trigger t after insert on asset begin delete from history; end')],
  ['trigger that raises', exec("create trigger t before insert on history begin select raise(abort, 'no'); end")],
  ['trigger that writes elsewhere', exec('create trigger t after update on setting begin delete from asset; end')],
  [
    'trigger instead of',
    exec('create view v as select 1 as x; create trigger t instead of insert on v begin delete from asset; end'),
  ],
  [
    'trigger with an inner name',
    schema(
      "insert into sqlite_schema values ('trigger', 'sqlite_t', 'asset', 0, 'CREATE TRIGGER sqlite_t AFTER INSERT ON asset BEGIN DELETE FROM history; END')",
    ),
  ],
  [
    'guard taken away',
    (db) => {
      const name = db.prepare("select name from sqlite_schema where type = 'trigger' limit 1").pluck().get();
      db.exec(`drop trigger "${String(name)}"`);
    },
  ],
  [
    'guard turned',
    schema(
      "update sqlite_schema set sql = replace(sql, 'BEFORE UPDATE', 'AFTER UPDATE') where name = 'label_print_never_changes'",
    ),
  ],
  ['view', exec('create view v as select * from asset')],
  [
    'view without end',
    exec('create view v as with recursive n(i) as (select 1 union all select i + 1 from n) select * from n'),
  ],
  [
    'view in place of a table',
    (db) => {
      db.pragma('legacy_alter_table = ON');
      db.exec('alter table setting rename to setting_real; create view setting as select * from setting_real');
    },
  ],
  ['full text search', exec('create virtual table f using fts5(x)')],
  [
    'shadow tables alone',
    exec('create table f_data(id integer primary key, block blob); create table f_idx(segid, term, pgno)'),
  ],
  ['rtree', exec('create virtual table r using rtree(id, a, b)')],
  [
    'virtual table of another program',
    schema(
      "insert into sqlite_schema values ('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING csv(filename=''/etc/passwd'')')",
    ),
  ],
  ['extra table', exec('create table extra(x)')],
  ['temp-like table', exec('create table "sqlite" (x)')],
  ['extra index', exec('create index i on asset(name)')],
  ['unique index', exec('create unique index i on asset(name, id)')],
  ['partial index', exec("create index i on asset(name) where name > 'a'")],
  ['index of an expression', exec(`create index i on label_print(${HEAVY}) where 0`)],
  ['generated column', withMore('asset', `g INTEGER GENERATED ALWAYS AS (${HEAVY}) VIRTUAL`)],
  ['default that computes', exec('alter table label_sheet add column d integer default (abs(-1))')],
  ['check that computes', withMore('setting', `CHECK (${HEAVY} > 0)`)],
  ['extra column', exec('alter table asset add column e text')],
  ['column renamed', exec('alter table asset rename column note to memo')],
  ['column dropped', exec('alter table register rename column uuid to id_of')],
  ['table renamed', exec('alter table label_sheet rename to sheet')],
  ['strict taken away', schema("update sqlite_schema set sql = replace(sql, 'STRICT', '') where name = 'asset'")],
  ['a comment more', schema("update sqlite_schema set sql = sql || '/* */' where name = 'asset'")],
  [
    'a comment over many pages',
    schema("update sqlite_schema set sql = sql || '/*' || hex(zeroblob(20000)) || '*/' where name = 'asset'"),
  ],
  [
    'another collation',
    schema("update sqlite_schema set sql = replace(sql, 'name', 'name COLLATE none') where name = 'asset'"),
  ],
  [
    'statistics that compute',
    (db) => {
      db.exec('analyze');
      schema(
        'update sqlite_schema set sql = ? where name = ?',
        `CREATE TABLE sqlite_stat1(tbl,idx,x,stat AS (${HEAVY}))`,
        'sqlite_stat1',
      )(db);
    },
  ],
  [
    'statistics that compute, by another name',
    (db) => {
      db.exec('analyze');
      schema(
        'update sqlite_schema set name = ?, sql = ? where name = ?',
        'asset2',
        `CREATE TABLE "sqlite_stat1"(tbl,idx,x,stat AS (${HEAVY}))`,
        'sqlite_stat1',
      )(db);
    },
  ],
  [
    'statistics as a view',
    schema(
      "insert into sqlite_schema values ('view', 'sqlite_stat1', 'sqlite_stat1', 0, 'CREATE VIEW sqlite_stat1 AS SELECT 1 AS tbl, 2 AS idx, 3 AS stat')",
    ),
  ],
  [
    'statistics as a virtual table',
    schema(
      "insert into sqlite_schema values ('table', 'sqlite_stat1', 'sqlite_stat1', 0, 'CREATE VIRTUAL TABLE sqlite_stat1 USING fts5(tbl,idx,stat)')",
    ),
  ],
  [
    'statistics under the name of a table',
    schema('update sqlite_schema set sql = ? where name = ?', STAT1, 'label_print'),
  ],
  [
    'sequence that computes',
    schema(
      'update sqlite_schema set sql = ? where name = ?',
      `CREATE TABLE sqlite_sequence(name,x,seq AS (${HEAVY}))`,
      'sqlite_sequence',
    ),
  ],
  [
    'a row of the schema twice',
    schema(
      "insert into sqlite_schema select type, name, tbl_name, rootpage, sql from sqlite_schema where name = 'asset'",
    ),
  ],
  ['a row of the schema without its text', schema("update sqlite_schema set sql = null where name = 'asset'")],
  ['a row of no kind', schema("update sqlite_schema set type = 'thing' where name = 'asset'")],
  ['a table called an index', schema("update sqlite_schema set type = 'index' where name = 'asset'")],
  ['a name of another kind of value', schema("update sqlite_schema set name = x'ff00' where name = 'asset'")],
  ['a text that is no SQL', schema("update sqlite_schema set sql = 'nonsense' where name = 'asset'")],
  [
    'two tables on one page',
    schema(
      "update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'setting') where name = 'register'",
    ),
  ],
  ['a table on the schema itself', schema("update sqlite_schema set rootpage = 1 where name = 'register'")],
  ['a table beyond the file', schema("update sqlite_schema set rootpage = 2000000000 where name = 'register'")],
  [
    'an index on another one',
    schema(
      "update sqlite_schema set rootpage = (select max(rootpage) from sqlite_schema where type = 'index') where rowid = (select min(rowid) from sqlite_schema where type = 'index' and sql is not null)",
    ),
  ],
  [
    'a schema of a thousand tables',
    (db) => {
      for (let i = 0; i < 300; i += 1) db.exec(`create table many_${i}(x)`);
    },
  ],
];

/** A right schema over rows that are not. */
const ROWS: readonly Sql[] = [
  [
    'a value of the history',
    unguarded(exec('update history set after = \'"другой"\' where seq = (select max(seq) / 2 from history)')),
  ],
  [
    'a hash of the history',
    unguarded(exec(`update history set hash = '${'0'.repeat(64)}' where seq = (select max(seq) / 2 from history)`)),
  ],
  ['an entry taken out', unguarded(exec('delete from history where seq = (select max(seq) / 2 from history)'))],
  ['the first entry taken out', unguarded(exec('delete from history where seq = 1'))],
  [
    'two entries the other way round',
    unguarded(
      exec('update history set seq = -seq where seq in (2, 3); update history set seq = 5 + seq where seq < 0'),
    ),
  ],
  ['who did it', unguarded(exec("update change set who = '別の人' where id = 1"))],
  ['when it was done', unguarded(exec("update change set at = '2001-01-01T00:00:00.000Z' where id = 1"))],
  ['a change taken out', unguarded(exec('delete from change where id = 1'))],
  ['no history at all', unguarded(exec('delete from history'))],
  ['no register', unguarded(exec('delete from register'))],
  ['an empty id', unguarded(exec("update register set uuid = ''"))],
  ['a setting that is no JSON', unguarded(exec("update setting set value = '{' where key = 'unionName'"))],
  [
    'a reference to nothing',
    unguarded(exec('update history set change_id = 999999 where seq = (select max(seq) from history)')),
  ],
  ['a sequence at the end of all numbers', exec('update sqlite_sequence set seq = 9223372036854775807')],
  ['a sequence of words', exec("update sqlite_sequence set seq = 'many'")],
];

type Bytes = readonly [name: string, work: (image: Buffer, random: Random) => Buffer];

const put32 = (at: number, value: number) => (image: Buffer) => {
  image.writeUInt32BE(value, at);
  return image;
};
const put8 = (at: number, value: number) => (image: Buffer) => {
  image[at] = value;
  return image;
};

/** Bytes of the file that SQLite, or who reads it before, stands on. */
const BYTES: readonly Bytes[] = [
  ['another magic', put8(0, 0x54)],
  ['another application', (image, random) => put32(68, random.below(2 ** 31))(image)],
  ['no application', put32(68, 0)],
  ['version 0', put32(60, 0)],
  ['a version to come', (image, random) => put32(60, 4 + random.below(1000))(image)],
  ['a negative version', put32(60, 0xffffffff)],
  ['an older version', put32(60, 1)],
  ['pages of no size', (image) => put8(17, 0)(put8(16, 0)(image))],
  ['pages of an odd size', (image, random) => put8(17, 1 + random.below(254))(image)],
  ['pages of another size', (image) => put8(17, 0)(put8(16, 2)(image))],
  ['a terabyte of pages', put32(28, 0x0fffffff)],
  ['no page', put32(28, 0)],
  ['one page more', (image) => put32(28, image.readUInt32BE(28) + 1)(image)],
  ['UTF-16', put32(56, 2)],
  ['an encoding of nobody', put32(56, 7)],
  ['pointer maps', put32(52, 3)],
  ['all of a page reserved', put8(20, 255)],
  ['a schema of another format', put32(44, 9)],
  ['a schema on a page of another kind', (image, random) => put8(100, random.pick([0, 1, 2, 10, 99]))(image)],
  ['ten thousand cells', (image) => put8(103, 0x27)(image)],
  ['a cell beyond its page', (image, random) => put8(112 + 2 * random.below(5), 0xff)(image)],
  ['a schema that refers to itself', (image) => put32(108, 1)(put8(100, 5)(image))],
  [
    'a page of zeroes',
    (image, random) => {
      const at = 4096 * (1 + random.below(image.length / 4096 - 1));
      return image.fill(0, at, at + 4096);
    },
  ],
  [
    'a page of noise',
    (image, random) => {
      const at = 4096 * (1 + random.below(image.length / 4096 - 1));
      for (let i = 0; i < 4096; i += 1) image[at + i] = random.below(256);
      return image;
    },
  ],
  [
    'two pages the other way round',
    (image, random) => {
      const pages = image.length / 4096 - 2;
      const [a, b] = [1 + random.below(pages / 2), 1 + Math.floor(pages / 2) + random.below(pages / 2)].map(
        (n) => n * 4096,
      ) as [number, number];
      const first = Buffer.from(image.subarray(a, a + 4096));
      image.copyWithin(a, b, b + 4096);
      first.copy(image, b);
      return image;
    },
  ],
  ['cut off at a page', (image, random) => image.subarray(0, 4096 * (1 + random.below(image.length / 4096 - 1)))],
  ['cut off anywhere', (image, random) => image.subarray(0, 1 + random.below(image.length - 1))],
  ['a free list that is none', (image) => put32(36, 3)(put32(32, 2)(image))],
];

interface Secretive {
  /** A backup with a password, in several chunks, and where its body begins. */
  readonly encrypted: Buffer;
  readonly bodyAt: number;
}

type File = readonly [name: string, make: (good: Good & Secretive, random: Random) => Buffer | Hostile];

const CHUNK = 1024 * 1024 + 16;
const resummed = (bytes: Buffer) => {
  sha256(bytes.subarray(0, -32)).copy(bytes, bytes.length - 32);
  return bytes;
};
const told =
  (more: object) =>
  ({ manifest, image }: Good) =>
    container({ manifest: { ...manifest, ...more }, encryption: null }, image);
/** The head of the encrypted backup with other words of the same length. */
const encrypted =
  (find: RegExp, put: (found: string, random: Random) => string): File[1] =>
  (good, random) => {
    const head = good.encrypted.toString('latin1', 16, good.bodyAt);
    const other = head.replace(find, (found) => put(found, random));
    if (other === head || other.length !== head.length) throw new Error(`nothing changed: ${find}`);
    return resummed(
      Buffer.concat([
        good.encrypted.subarray(0, 16),
        Buffer.from(other, 'latin1'),
        good.encrypted.subarray(good.bodyAt),
      ]),
    );
  };
const ofChunks =
  (work: (chunks: Buffer[]) => Buffer[]): File[1] =>
  ({ encrypted: bytes, bodyAt }) => {
    const body = bytes.subarray(bodyAt, -32);
    const chunks: Buffer[] = [];
    for (let at = 0; at < body.length; at += CHUNK) chunks.push(body.subarray(at, at + CHUNK));
    return resummed(Buffer.concat([bytes.subarray(0, bodyAt), ...work(chunks), Buffer.alloc(32)]));
  };

/** What is wrong with the file around the register. */
const FILES: readonly File[] = [
  ['nothing', () => Buffer.alloc(0)],
  ['a few letters', () => Buffer.from('DAICHOBK')],
  ['noise', (_good, random) => Buffer.from(Array.from({ length: 2000 }, () => random.below(256)))],
  ['zeroes', () => Buffer.alloc(8192)],
  ['a zip', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000)])],
  ['cut off', (good, random) => packed(good, good.image).subarray(0, 16 + random.below(good.image.length))],
  ['a byte less', (good) => packed(good, good.image).subarray(0, -1)],
  ['a byte more', (good) => Buffer.concat([packed(good, good.image), Buffer.from([0])])],
  [
    'another magic',
    (good) => container({ manifest: good.manifest, encryption: null }, good.image, { magic: 'DAICHOBX' }),
  ],
  [
    'a format to come',
    (good, random) =>
      container({ manifest: good.manifest, encryption: null }, good.image, { format: 2 + random.below(1000) }),
  ],
  [
    'a head of four gigabytes',
    (good) => container({ manifest: good.manifest, encryption: null }, good.image, { headLength: 0xffffffff }),
  ],
  [
    'a head of no length',
    (good) => container({ manifest: good.manifest, encryption: null }, good.image, { headLength: 0 }),
  ],
  [
    'a head one byte short',
    (good) => container({ manifest: good.manifest, encryption: null }, good.image, { headLength: 100 }),
  ],
  ['a head that is no JSON', (good) => container('{"manifest":', good.image)],
  ['a head of brackets', (good) => container('['.repeat(2_000_000), good.image)],
  ['a head of null', (good) => container('null', good.image)],
  [
    'another sum',
    (good) => container({ manifest: good.manifest, encryption: null }, good.image, { sum: Buffer.alloc(32) }),
  ],
  [
    'a byte turned',
    (good, random) => {
      const bytes = packed(good, good.image);
      const at = random.below(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.below(8));
      return bytes;
    },
  ],
  ['of another register', told({ uuid: '00000000-0000-4000-8000-000000000000' })],
  ['a path as the id', told({ uuid: '../../../../etc/passwd' })],
  ['an id without end', told({ uuid: 'x'.repeat(100_000) })],
  ['a title without end', told({ title: 'x'.repeat(1_000_000) })],
  ['a title that is an object', told({ title: { toString: 'x' } })],
  ['attachments with paths', told({ attachments: ['../../../windows/system32'] })],
  ['attachments without end', told({ attachments: Array.from({ length: 100_001 }, () => 'a'.repeat(64)) })],
  ['more assets', (good, random) => told({ assets: 1 + good.manifest.assets + random.below(9e15) })(good)],
  ['fewer assets', told({ assets: 0 })],
  ['more entries', told({ entries: 9_007_199_254_740_991 })],
  ['counts below nothing', told({ entries: -1 })],
  ['counts that are none', told({ assets: 1e300 })],
  ['another end of the history', (good) => told({ seq: good.manifest.seq - 1 })(good)],
  [
    'another hash',
    (_good, random) =>
      told({
        hash: random
          .below(2 ** 31)
          .toString(16)
          .padStart(64, '0'),
      })(_good),
  ],
  ['another version', told({ schemaVersion: 1 })],
  ['a version to come', told({ schemaVersion: 99_999 })],
  ['no number', told({ no: 0 })],
  ['a number beyond all', told({ no: 2 ** 60 })],
  ['a reason that is none', told({ why: 'rm -rf' })],
  ['a day that is none', told({ day: '2026-02-31' })],
  ['a size without end', told({ bytes: 1e15 })],
  ['a size one less', (good) => told({ bytes: good.manifest.bytes - 1 })(good)],
  ['a sum of the register that is another', told({ sha256: 'a'.repeat(64) })],
  [
    'a manifest of another backup',
    (good) => told({ sha256: sha256(good.encrypted).toString('hex'), seq: 1, hash: 'b'.repeat(64) })(good),
  ],
  [
    'a prototype',
    (good) =>
      container(
        `{"__proto__":{"manifest":1},"manifest":${JSON.stringify({ ...good.manifest, hash: 'x' })},"encryption":null}`,
        good.image,
      ),
  ],
  [
    'called encrypted',
    ({ manifest, image }) =>
      container(
        {
          manifest,
          encryption: {
            kdf: 'scrypt',
            N: 131072,
            r: 8,
            p: 1,
            salt: `${'A'.repeat(22)}==`,
            nonce: `${'A'.repeat(22)}==`,
          },
        },
        Buffer.concat([image, Buffer.alloc(16)]),
      ),
  ],
  [
    'called not encrypted',
    ({ encrypted: bytes, bodyAt, manifest }) => packed({ manifest, image: bytes }, bytes.subarray(bodyAt, -32)),
  ],
  ['a key that takes forever', encrypted(/"N":131072/, () => '"N":999999')],
  ['a key that protects nothing', encrypted(/"N":131072/, () => '"N":000001')],
  ['another way to the key', encrypted(/"r":8/, () => '"r":9')],
  ['another salt', encrypted(/"salt":".{4}/, (found) => found.replace(/.{4}$/, 'AAAA'))],
  ['another nonce', encrypted(/"nonce":".{4}/, (found) => found.replace(/.{4}$/, 'AAAA'))],
  ['another word in a sealed head', encrypted(/"day":"\d{4}/, () => '"day":"2019')],
  ['two chunks the other way round', ofChunks(([a, b, ...rest]) => [b!, a!, ...rest])],
  ['a chunk twice', ofChunks(([a, _b, ...rest]) => [a!, a!, ...rest])],
  [
    'a byte of a chunk',
    ofChunks((chunks) =>
      chunks.map((chunk, i) => (i === 1 ? put8(5000, chunk[5000]! ^ 1)(Buffer.from(chunk)) : chunk)),
    ),
  ],
  [
    'a byte of the first chunk',
    ofChunks((chunks) => chunks.map((chunk, i) => (i === 0 ? put8(9, chunk[9]! ^ 1)(Buffer.from(chunk)) : chunk))),
  ],
  [
    'a seal of the last chunk',
    ofChunks((chunks) =>
      chunks.map((chunk, i) =>
        i === chunks.length - 1 ? put8(chunk.length - 1, chunk.at(-1)! ^ 1)(Buffer.from(chunk)) : chunk,
      ),
    ),
  ],
  ['a chunk less', ofChunks((chunks) => chunks.slice(0, -1))],
  ['9 GB of a register', ({ image }) => ({ name: '', bytes: image, sparse: 9_000_000_000 })],
  [
    '1.5 GB of nothing after a header',
    ({ image }) => {
      const head = Buffer.from(image.subarray(0, 100));
      head.writeUInt32BE(366_210, 28);
      return { name: '', bytes: head, sparse: 366_210 * 4096 };
    },
  ],
  ['a container of 4 GB', (good) => ({ name: '', bytes: told({ bytes: 4_000_000_000 })(good), sparse: 4_000_100_000 })],
];

/** As a bare file, or in a container with a right manifest. */
const form = (good: Good, image: Buffer, random: Random) => (random.chance(0.5) ? image : packed(good, image));

type Maker = readonly [name: string, make: () => Buffer | Hostile];

/** One for each kind. */
function makersFor(good: Good & Secretive, random: Random): Maker[] {
  return [
    ...SCHEMA.map(
      ([name, work]): Maker => [
        `schema: ${name}`,
        () =>
          form(
            good,
            changed(good.image, (db) => work(db, random)),
            random,
          ),
      ],
    ),
    // A bare file says nothing of how long its history was; what is cut off there is an older state.
    ...ROWS.map(
      ([name, work]): Maker => [
        `rows: ${name}`,
        () =>
          packed(
            good,
            changed(good.image, (db) => work(db, random)),
          ),
      ],
    ),
    ...BYTES.map(
      ([name, work]): Maker => [`bytes: ${name}`, () => form(good, work(Buffer.from(good.image), random), random)],
    ),
    ...FILES.map(([name, make]): Maker => [`file: ${name}`, () => make(good, random)]),
  ];
}

/** @yields `count` hostile files, each kind in its turn */
export function* hostileBackups(good: Good & Secretive, random: Random, count: number): Generator<Hostile> {
  const makers = makersFor(good, random);
  for (let i = 0; i < count; i += 1) {
    const [name, make] = makers[i % makers.length]!;
    const made = make();
    yield Buffer.isBuffer(made) ? { name, bytes: made } : { ...made, name };
  }
}
