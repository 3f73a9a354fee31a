import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChain } from '../../core/history/checkChain.ts';
import { EVIDENCE_VALUES } from '../../core/history/evidence.ts';
import { TABLE_WORDS } from '../../core/history/tableWords.ts';
import { contentProblems } from '../../core/register/verify.ts';
import { CHAIN_START, type ChainedEntry, entryHash } from '../../db/chain.ts';
import { imagedTables, rowTriggers } from '../../db/rowImages.ts';
import { inTransaction } from '../../db/statements.ts';
import { type Entry, entriesIn, workedRegister } from '../support/evidence.ts';
import { random } from '../support/random.ts';
import { LONGER, patience, report, times } from '../support/scale.ts';

const r = random();
const decoder = new TextDecoder();
let dir: string;
let entries: Entry[];
let db: Database.Database;

beforeAll(async () => {
  dir = await workedRegister(2000);
  entries = entriesIn(dir).slice(0, 2000);
  db = new Database(join(dir, 'register.sqlite'));
  for (const name of db.prepare("select name from sqlite_schema where type = 'trigger'").pluck().all() as string[])
    db.exec(`drop trigger ${name}`);
  db.pragma('foreign_keys = OFF');
});
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

/** What the check says after a change that is then taken back. */
function badAfter(...statements: string[]): number | null {
  db.exec('begin');
  try {
    for (const sql of statements) db.exec(sql);
    return checkChain(db).firstBad?.seq ?? null;
  } finally {
    db.exec('rollback');
  }
}

it('control: nothing is found where nothing was changed', () => {
  expect(badAfter()).toBeNull();
});

// Worked out by hand in another language: this value never changes.
it('the hash of an entry is what it has always been', () => {
  const entry: ChainedEntry = {
    seq: 1,
    change_id: 2,
    at: '2026-11-23T01:00:00.000Z',
    day: '2026-11-23',
    who: '葦沼 恵',
    post: '主任',
    account_id: null,
    action: '登録',
    reason: null,
    undoes: null,
    entity: 'asset',
    entity_id: '7',
    field: 'name',
    before: '"旧"',
    after: '"𠮷田"',
    before_words: null,
    after_words: '',
  };
  expect(entryHash(CHAIN_START, entry)).toBe('b53241af882d3f8466d9622ea0be1d955bfed1276b5a2a9315fa3e3f1428785f');
});

it('every byte of every column of 2,000 entries, changed once, breaks the chain at that entry', () => {
  let flips = 0;
  const missed: string[] = [];
  let previous = CHAIN_START;
  for (const entry of entries) {
    const found = (changed: ChainedEntry, what: string) => {
      flips += 1;
      if (entryHash(previous, changed) === entry.hash) missed.push(`${entry.seq} ${what}`);
    };
    for (const name of EVIDENCE_VALUES) {
      const value = entry[name];
      if (typeof value === 'string') {
        const bytes = Buffer.from(value);
        for (let at = 0; at < bytes.length; at += 1) {
          const bit = 1 << (at % 8);
          bytes[at]! ^= bit;
          found({ ...entry, [name]: decoder.decode(bytes) }, `${name} ${at}`);
          bytes[at]! ^= bit;
        }
        found({ ...entry, [name]: null }, `${name} emptied`);
      } else if (typeof value === 'number') {
        for (let byte = 0; byte < 6; byte += 1) found({ ...entry, [name]: value + 256 ** byte }, `${name} ${byte}`);
      } else found({ ...entry, [name]: '' }, `${name} filled`);
    }
    const right = entryHash(previous, entry);
    for (let at = 0; at < 64; at += 1) {
      const digit = entry.hash[at] === '0' ? '1' : '0';
      const changed = entry.hash.slice(0, at) + digit + entry.hash.slice(at + 1);
      flips += 1;
      if (changed === right) missed.push(`${entry.seq} hash ${at}`);
    }
    previous = entry.hash;
  }
  expect(missed).toEqual([]);
  expect(flips).toBeGreaterThan(300_000);
});

it(
  `values changed in the file are found at their entry (seed ${r.seed})`,
  () => {
    const began = performance.now();
    const changed = times(240);
    const first = new Map<number, number>();
    for (const entry of entries) if (!first.has(entry.change_id)) first.set(entry.change_id, entry.seq);
    for (let i = 0; i < changed; i += 1) {
      const entry = r.pick(entries);
      const column = r.pick(EVIDENCE_VALUES.filter((name) => typeof entry[name] === 'string' && entry[name] !== ''));
      const ofChange = ['at', 'day', 'who', 'post', 'account_id', 'action', 'reason'].includes(column);
      const bytes = Buffer.from(String(entry[column]));
      bytes[r.below(bytes.length)]! ^= 1 << r.below(8);
      const value = `cast(x'${bytes.toString('hex')}' as text)`;
      const where = ofChange
        ? `change set ${column} = ${value} where id = ${entry.change_id}`
        : `history set ${column} = ${value} where seq = ${entry.seq}`;
      expect(badAfter(`update ${where}`), `${column} of ${entry.seq}`).toBe(
        ofChange ? first.get(entry.change_id) : entry.seq,
      );
    }
    report('values changed in the history', began, { seed: r.seed, changed });
  },
  patience(180_000),
);

const ALL = 'seq, change_id, entity, entity_id, field, before, after, before_words, after_words, hash';
/** Another entry put at the place of this one. */
const take = (at: number, from: number) =>
  `update history set (change_id, entity, entity_id, field, before, after, before_words, after_words, hash) =
   (select change_id, entity, entity_id, field, before, after, before_words, after_words, hash from copy where seq = ${from}) where seq = ${at}`;

describe('entries', () => {
  it('one taken out: the first, the last and every fourth, in a longer run each', () => {
    const step = LONGER ? 1 : 4;
    for (const seq of [1, 2000, ...Array.from({ length: 2000 / step }, (_, i) => 1 + r.below(step) + i * step)])
      expect(badAfter(`delete from history where seq = ${seq}`), `entry ${seq}`).toBe(seq);
  });

  it('doubled, swapped with a neighbour, swapped over a distance', () => {
    for (let i = 0; i < 100; i += 1) {
      const seq = 2 + r.below(1990);
      const copy = `create temp table copy as select ${ALL} from history`;
      const far = 1 + r.below(1990);
      const [low, high] = far === seq ? [seq, seq + 1] : [Math.min(seq, far), Math.max(seq, far)];
      expect(badAfter(copy, take(seq, seq + 1), take(seq + 1, seq)), `neighbours ${seq}`).toBe(seq);
      expect(badAfter(copy, take(low, high), take(high, low)), `${low} and ${high}`).toBe(low);
      expect(
        badAfter(
          copy,
          `delete from history where seq > ${seq}`,
          `insert into history select seq + 1, change_id, entity, entity_id, field, before, after, before_words, after_words, hash from copy where seq >= ${seq}`,
        ),
        `doubled ${seq}`,
      ).toBe(seq + 1);
    }
  });

  it('1 to 100 cut off at the end, with the headers of their changes too', () => {
    const last = checkChain(db).head!.seq;
    for (let cut = 1; cut <= 100; cut += 1) {
      const rows = `delete from history where seq > ${last - cut}`;
      expect(badAfter(rows), `${cut}`).toBe(last - cut + 1);
      const headers = 'delete from change where id not in (select change_id from history)';
      expect(badAfter(rows, headers), `${cut} with headers`).toBe(last - cut + 1);
      // Control: who sets SQLite's own counter back as well leaves a shorter history that is sound in itself. Only paper
      // finds that (proof.test.ts).
      if (cut === 1)
        expect(
          badAfter(rows, headers, `update sqlite_sequence set seq = ${last - cut} where name = 'history'`),
        ).toBeNull();
    }
  });

  it('a header that no entry tells of, and a header that is gone', () => {
    expect(badAfter("insert into change (at, day, who, post, action) values ('x', 'x', 'x', '', 'x')")).toBe(
      checkChain(db).head!.seq + 1,
    );
    const one = entries[1000]!;
    const first = entries.find((entry) => entry.change_id === one.change_id)!.seq;
    expect(badAfter(`delete from change where id = ${one.change_id}`)).toBe(first);
  });
});

describe('current tables', () => {
  it('every column of every table, edited behind the back of the history, is found', () => {
    const tables = db
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name")
      .pluck()
      .all() as string[];
    let edited = 0;
    for (const table of tables) {
      if (['change', 'history', 'unrecorded_row'].includes(table)) continue;
      const columns = db.prepare('select name, type from pragma_table_info(?)').all(table) as {
        name: string;
        type: string;
      }[];
      if (db.prepare(`select count(*) from "${table}"`).pluck().get() === 0) continue;
      for (const { name, type } of columns) {
        db.exec('begin');
        db.pragma('ignore_check_constraints = ON');
        const value = type === 'TEXT' ? `coalesce("${name}", '') || ' '` : `coalesce("${name}", 0) + 1000001`;
        const key = `rowid = (select min(rowid) from "${table}")`;
        const where = [
          'number_counter',
          'scheme_revision',
          'asset_number',
          'scheme_move_item',
          'label_template_revision',
        ].includes(table)
          ? `"${columns[0]!.name}" = (select min("${columns[0]!.name}") from "${table}")`
          : key;
        try {
          db.exec(`update "${table}" set "${name}" = ${value} where ${where}`);
          edited += 1;
          // Nothing else of the verifier is needed for it: file, schema and chain are sound.
          expect(contentProblems(db).problems, `${table}.${name}`).not.toEqual([]);
        } finally {
          db.exec('rollback');
          db.pragma('ignore_check_constraints = OFF');
        }
      }
    }
    expect(edited).toBeGreaterThan(100);
  });
});

describe('every table', () => {
  /** Kept value by value and replayed, or no content of the register. */
  const OTHERWISE = [
    'asset',
    'asset_document',
    'asset_hardware',
    'asset_information',
    'asset_link',
    'asset_medium',
    'asset_network',
    'asset_number',
    'asset_service',
    'asset_software',
    'asset_system',
    'change',
    'history',
    'unrecorded_row',
    'unresolved_link',
  ];

  it('is imaged by triggers that name all its columns, or replayed', async () => {
    const fresh = new Database(':memory:');
    const { migrate } = await import('../../db/migrate.ts');
    migrate(fresh as never, { now: new Date(0) });
    const imaged = imagedTables(fresh);
    const tables = fresh
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
      .pluck()
      .all() as string[];
    expect(imaged).toEqual(Object.keys(TABLE_WORDS).sort());
    expect(tables.filter((table) => !imaged.includes(table) && !OTHERWISE.includes(table))).toEqual([]);
    for (const table of imaged) {
      const made = fresh
        .prepare(
          "select sql from sqlite_schema where type = 'trigger' and tbl_name = ? and name like '%_row_%' order by name",
        )
        .pluck()
        .all(table) as string[];
      const wanted = rowTriggers(fresh, table)
        .trim()
        .split('\nCREATE TRIGGER')
        .map((sql) =>
          sql
            .replace(/^CREATE TRIGGER/, '')
            .replace(/;\s*$/, '')
            .trim(),
        );
      expect(made.map((sql) => sql.replace(/^CREATE TRIGGER/, '').trim()).sort(), table).toEqual(wanted.sort());
    }
    // Control: a write that tells nobody is refused when it wants to stay.
    expect(() => inTransaction(fresh, () => fresh.exec("insert into setting values ('x', '1')"))).toThrow(
      'not recorded',
    );
    expect(fresh.prepare('select count(*) from setting').pluck().get()).toBe(0);
    fresh.close();
  });
});
