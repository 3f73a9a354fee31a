import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { loadPyodide } from 'pyodide';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealNumber } from '../../contract/checkCode.ts';
import { proofText, readNumber } from '../../contract/proof.ts';
import { checkChain } from '../../core/history/checkChain.ts';
import { checkNumber, wantedNumber } from '../../core/history/checkNumber.ts';
import { EVIDENCE_FORMAT, EVIDENCE_VALUES, evidenceLines } from '../../core/history/evidence.ts';
import { CHAIN_START, entryHash } from '../../db/chain.ts';
import { openApp } from '../support/app.ts';
import { type Entry, entriesIn, rechained, workedRegister } from '../support/evidence.ts';
import { random } from '../support/random.ts';
import { LONGER, patience, report, times } from '../support/scale.ts';

const r = random();
/** Entries of the history, and those up to the print; in a longer run more. */
const [ENTRIES, UPTO] = LONGER ? [600, 500] : [300, 200];
const VERIFIER = fileURLToPath(new URL('../../docs/verify_history.py', import.meta.url));
let dir: string;
let folder: string;
let file: string;
let entries: Entry[];

beforeAll(async () => {
  dir = await workedRegister(ENTRIES);
  entries = entriesIn(dir);
  folder = mkdtempSync(join(tmpdir(), 'daicho-proof-'));
  file = join(folder, 'true.sqlite');
  const db = new Database(join(dir, 'register.sqlite'));
  db.prepare('VACUUM INTO ?').run(file);
  db.close();
});
afterAll(() => {
  rmSync(dir, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** A copy of the register's file, without its triggers and checks: what a forger works on. */
function forgerCopy(): Database.Database {
  const db = new Database(readFileSync(file));
  for (const name of db.prepare("select name from sqlite_schema where type = 'trigger'").pluck().all() as string[])
    db.exec(`drop trigger ${name}`);
  db.pragma('foreign_keys = OFF');
  return db;
}

const printed = () => sealNumber(entries[UPTO - 1]!.hash);

/** The list of entries as a forger leaves it: something of the past is otherwise, every hash made anew. */
function forged(): Entry[] {
  const list = entries.slice(0, UPTO + 20);
  const at = r.below(UPTO);
  const one = list[at]!;
  const way = r.below(4);
  if (way === 0) return rechained(list.toSpliced(at, 1), at);
  if (way === 1) return rechained(list.toSpliced(at, 0, { ...one, after: `"偽 ${r.below(1e9)}"` }), at);
  if (way === 2) {
    const column = r.pick(['who', 'action', 'reason', 'entity_id', 'field', 'before', 'after', 'after_words'] as const);
    return rechained(list.with(at, { ...one, [column]: `${one[column] ?? ''}${r.below(1e9)}` }), at);
  }
  const other = (at + 1 + r.below(UPTO - 1)) % UPTO;
  [list[at], list[other]] = [list[other]!, one];
  return rechained(list, Math.min(at, other));
}

const HISTORIES = times(10_000);
const REGISTERS = times(100);
const ROLLED_BACK = times(1000);

describe('照合番号', () => {
  it('control: the register itself holds every number it ever had, typed and scanned', () => {
    const db = forgerCopy();
    const registerId = db.prepare('select uuid from register').pluck().get() as string;
    for (const { seq, hash } of [entries[0]!, entries[UPTO - 1]!, entries.at(-1)!]) {
      const typed = ` ${sealNumber(hash).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}`;
      expect(checkNumber(db, wantedNumber(typed, seq))).toMatchObject({ verdict: 'contained', found: { seq } });
      const wide = sealNumber(hash).replaceAll(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      expect(checkNumber(db, wantedNumber(wide))).toMatchObject({ verdict: 'contained' });
      const code = proofText({ registerId, seq, hash });
      expect(checkNumber(db, wantedNumber(code))).toMatchObject({ verdict: 'contained', otherRegister: false });
    }
    db.close();
  });

  it(
    `${HISTORIES.toLocaleString('en')} forged histories with recomputed chains: none has the printed number (seed ${r.seed})`,
    () => {
      const began = performance.now();
      const wanted = wantedNumber(printed());
      let accepted = 0;
      for (let i = 0; i < HISTORIES; i += 1) {
        const list = forged();
        // Sound in itself, by its own hashes.
        if (i % 500 === 0) {
          let hash = CHAIN_START;
          for (const entry of list) {
            hash = entryHash(hash, entry);
            expect(hash).toBe(entry.hash);
          }
        }
        if (list.some(({ hash }) => hash.startsWith(wanted.start))) accepted += 1;
      }
      report('forged histories', began, { seed: r.seed, histories: HISTORIES, accepted });
      expect(accepted).toBe(0);
    },
    patience(180_000),
  );

  it(
    `${REGISTERS} forged registers with recomputed chains are refused, and sound in themselves`,
    () => {
      const began = performance.now();
      for (let i = 0; i < REGISTERS; i += 1) {
        const db = forgerCopy();
        const at = 1 + r.below(UPTO);
        db.prepare("update history set after = json_quote('偽 ' || ?) where seq = ?").run(i, at);
        // Control: before the hashes are made anew, the chain itself says where it breaks, and a check that compares only
        // what is stored is fooled.
        expect(checkNumber(db, wantedNumber(printed()))).toMatchObject({ verdict: 'broken', firstBad: { seq: at } });
        expect(db.prepare('select hash from history where seq = ?').pluck().get(UPTO)).toBe(entries[UPTO - 1]!.hash);
        rehash(db);
        expect(checkChain(db).firstBad).toBeNull();
        expect(checkNumber(db, wantedNumber(printed(), UPTO))).toMatchObject({
          verdict: 'notContained',
          found: null,
          rolledBack: false,
        });
        db.close();
      }
      report('forged registers', began, { seed: r.seed, registers: REGISTERS });
    },
    patience(180_000),
  );

  it(
    `${ROLLED_BACK.toLocaleString('en')} registers rolled back to before a print: none is accepted, and each is named as rolled back`,
    () => {
      const began = performance.now();
      const last = entries.at(-1)!.seq;
      const wanted = entries.map(({ seq, hash }) => wantedNumber(sealNumber(hash), seq));
      const db = forgerCopy();
      for (let i = 0; i < ROLLED_BACK; i += 1) {
        const kept = 1 + r.below(last - 1);
        db.exec('begin');
        db.exec(`delete from history where seq > ${kept};
        delete from change where id not in (select change_id from history);
        update sqlite_sequence set seq = ${kept} where name = 'history'`);
        const later = kept + 1 + r.below(last - kept);
        // Sound in itself, or the verdict would be 'broken'.
        expect(checkNumber(db, wanted[later - 1]!)).toMatchObject({ verdict: 'notContained', rolledBack: true });
        // Control: what was printed before is still there.
        if (i % 10 === 0) expect(checkNumber(db, wanted[kept - 1]!)).toMatchObject({ verdict: 'contained' });
        db.exec('rollback');
      }
      db.close();
      report('registers rolled back', began, { seed: r.seed, registers: ROLLED_BACK });
    },
    patience(180_000),
  );

  it('every typing error of one letter, and every two neighbours swapped, is said at once', () => {
    const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (const { hash } of entries.slice(0, 100)) {
      const number = sealNumber(hash);
      expect(readNumber(number)).toMatchObject({ ok: true, start: hash.slice(0, 25) });
      const plain = number.replaceAll('-', '');
      for (let at = 0; at < plain.length; at += 1) {
        for (const letter of LETTERS)
          if (letter !== plain[at])
            expect(readNumber(plain.slice(0, at) + letter + plain.slice(at + 1)).ok, `${plain} ${at} ${letter}`).toBe(
              false,
            );
        const next = plain[at + 1];
        if (next !== undefined && next !== plain[at])
          expect(readNumber(plain.slice(0, at) + next + plain[at] + plain.slice(at + 2)).ok).toBe(false);
        expect(readNumber(plain.slice(0, at) + plain.slice(at + 1)).ok).toBe(false);
      }
    }
  });
});

/** Hashes made anew in the file, by our own rule. */
function rehash(db: Database.Database): void {
  const update = db.prepare('update history set hash = ? where seq = ?');
  const rows = db
    .prepare(
      'select h.*, c.at, c.day, c.who, c.post, c.account_id, c.action, c.reason, c.undoes from history h join change c on c.id = h.change_id order by h.seq',
    )
    .all() as Entry[];
  db.transaction(() => {
    let hash = CHAIN_START;
    for (const row of rows) {
      hash = entryHash(hash, row);
      update.run(hash, row.seq);
    }
  })();
}

describe('the independent verifier', () => {
  it('gives the same verdict on 100 histories, good and forged', async () => {
    const python = await loadPyodide();
    python.FS.writeFile('/verify_history.py', readFileSync(VERIFIER));
    python.runPython("import sys, json; sys.path.insert(0, '/'); import verify_history");
    const theirs = (text: string, number: string) => {
      python.globals.set('text', text);
      python.globals.set('typed', number);
      return JSON.parse(
        String(
          python.runPython(
            'json.dumps(verify_history.check(iter(text.split("\\n")[:-1]), verify_history.read_number(typed)))',
          ),
        ),
      ) as {
        entries: number;
        firstBad: number | null;
        head: string | null;
        number: string | null;
        found: number | null;
      };
    };
    const verdicts = { good: 0, bad: 0 };
    const wanted = wantedNumber(printed());
    for (let i = 0; i < 100; i += 1) {
      const db = forgerCopy();
      const at = 1 + r.below(entries.length);
      const ways = [
        '',
        `update history set before_words = '偽' where seq = ${at}`,
        `delete from history where seq = ${at}`,
        `delete from history where seq >= ${at}`,
        `delete from change where id = (select change_id from history where seq = ${at})`,
        "insert into change (at, day, who, post, action) values ('x', 'x', 'x', '', 'x')",
        `update history set hash = replace(hash, '0', '1') where seq = ${at}`,
      ];
      db.exec(ways[i % ways.length]!);
      if (i % 14 === 8) rehash(db);
      const ours = checkNumber(db, wanted);
      const chain = checkChain(db);
      const text = [...evidenceLines(db)].map((line) => `${line}\n`).join('');
      const told = theirs(text, printed());
      expect(told, ways[i % ways.length]).toMatchObject({
        entries: chain.entries,
        firstBad: chain.firstBad?.seq ?? null,
        head: chain.head?.hash ?? null,
        number: chain.head && sealNumber(chain.head.hash),
        found: ours.found?.seq ?? null,
      });
      verdicts[chain.firstBad ? 'bad' : 'good'] += 1;
      db.close();
    }
    expect(verdicts.good).toBeGreaterThan(10);
    expect(verdicts.bad).toBeGreaterThan(50);
  });

  it('the exported file is the register’s, and runs with the Python of this machine where there is one', async () => {
    const test = await openApp(dir);
    const { path } = await test.job('history.evidence', {});
    await test.app.close();
    const text = readFileSync(path, 'utf8');
    const [head, first] = text.split('\n').map((line) => (line ? (JSON.parse(line) as unknown) : null));
    expect(head).toMatchObject({ format: EVIDENCE_FORMAT, emptyChanges: [] });
    expect(first).toHaveLength(EVIDENCE_VALUES.length + 1);
    let out: string;
    try {
      out = execFileSync('python3', [VERIFIER, path, '--number', printed()], { encoding: 'utf8' });
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return;
      throw error;
    }
    expect(JSON.parse(out)).toMatchObject({ firstBad: null, found: UPTO });
    writeFileSync(`${path}.bad`, text.replace('棚卸', '棚御'));
    expect(() => execFileSync('python3', [VERIFIER, `${path}.bad`], { stdio: 'pipe' })).toThrow();
  });
});
