import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workingFile } from '../../core/backup/check.ts';
import { takePlace } from '../../core/backup/offline.ts';
import { prepareRestored } from '../../core/backup/restore.ts';
import { searchBackups } from '../../core/recovery/search.ts';
import { fileDamage, registerDamage } from '../../core/register/soundness.ts';
import { inspectFile, integrityProblems } from '../../db/open.ts';
import { openApp, type TestApp, tempDir } from '../support/app.ts';
import { closedRegister, withSql } from '../support/files.ts';
import { random as seeded } from '../support/random.ts';
import { patience, report, times } from '../support/scale.ts';

/** `npm run torture -- 4` comes to 4,000. */
const CORRUPTIONS = times(400);
/** Every n-th one is recovered from, by what the app's own threads do. */
const RECOVER_EVERY = 20;
/** Every n-th of those goes through the whole app, with its jobs. */
const THROUGH_APP_EVERY = 10;
/** Every n-th one is shown to SQLite's own checks, for comparison. */
const ASK_SQLITE_EVERY = 20;
const PAGE = 4096;
const FILES = ['register.sqlite', 'register.sqlite-wal', 'register.head'] as const;
type Image = Partial<Record<(typeof FILES)[number], Buffer>>;

let work: string;
/** The register at rest, and as a crash leaves it: the last changes in the log only. */
let atRest: Image;
let crashed: Image;
/** An older state of the same register, and another register. */
let older: Image;
let other: Image;
/** A verified backup of the register, two changes before its end; and its name. */
let backup: { readonly name: string; readonly bytes: Buffer };

const imageOf = (dir: string): Image =>
  Object.fromEntries(
    FILES.filter((name) => existsSync(join(dir, name))).map((name) => [name, readFileSync(join(dir, name))]),
  );

async function someAssets(test: TestApp): Promise<void> {
  for (let i = 0; i < 25; i += 1) {
    await test.call('asset.register', { kind: 'hardware', values: { name: `端末${i}`, summary: '説明'.repeat(20) } });
  }
}

beforeAll(async () => {
  work = tempDir();
  const dir = await closedRegister(someAssets);
  older = imageOf(dir);
  const test = await openApp(dir);
  await test.call('asset.update', { id: '3', revision: 1, values: { note: '控えより前の変更' } });
  const { fileName, path } = await test.job('backup.make', {});
  backup = { name: fileName, bytes: readFileSync(path) };
  await test.app.close();
  const again = await openApp(dir);
  for (let id = 1; id <= 12; id += 1)
    await again.call('asset.update', {
      id: String(id),
      revision: id === 3 ? 2 : 1,
      values: { note: `最後の変更${id}` },
    });
  crashed = imageOf(dir);
  await again.app.close();
  atRest = imageOf(dir);
  const stranger = await closedRegister(someAssets);
  const open = await openApp(stranger);
  await open.call('asset.update', { id: '5', revision: 1, values: { note: '別の台帳' } });
  other = imageOf(stranger);
  await open.app.close();
  for (const made of [dir, stranger]) rmSync(made, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function put(dir: string, image: Image): void {
  for (const name of [...FILES, 'register.sqlite-shm']) rmSync(join(dir, name), { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(image)) writeFileSync(join(dir, name), bytes);
}

/** Everything that a clerk could see, of all tables; SQLite's own are left out. Null: it cannot be read. */
function digest(dir: string): string | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(join(dir, 'register.sqlite'), { readonly: true });
    const tables = db
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name")
      .pluck()
      .all() as string[];
    const sum = createHash('sha256');
    for (const table of tables) {
      sum.update(table);
      sum.update(JSON.stringify(db.prepare(`select * from "${table}"`).raw().all()));
    }
    return sum.digest('hex');
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

type Random = () => number;
const pick = (random: Random, n: number) => Math.floor(random() * n);

/** The kinds of damage; each changes the files of a folder and says what it did. */
const DAMAGE: Readonly<Record<string, (dir: string, random: Random, image: Image) => void>> = {
  byte: (dir, random) => {
    const file = openSync(join(dir, 'register.sqlite'), 'r+');
    const { size } = fstatSync(file);
    const byte = Buffer.alloc(1);
    for (let i = pick(random, 3); i >= 0; i -= 1) {
      const at = pick(random, size);
      readSync(file, byte, 0, 1, at);
      byte[0]! ^= 1 + pick(random, 255);
      writeSync(file, byte, 0, 1, at);
    }
    closeSync(file);
  },
  zeroPage: (dir, random) => {
    const file = join(dir, 'register.sqlite');
    const bytes = readFileSync(file);
    const at = pick(random, bytes.length / PAGE) * PAGE;
    bytes.fill(0, at, at + PAGE);
    writeFileSync(file, bytes);
  },
  swappedPages: (dir, random) => {
    const file = join(dir, 'register.sqlite');
    const bytes = readFileSync(file);
    const [a, b] = [pick(random, bytes.length / PAGE) * PAGE, pick(random, bytes.length / PAGE) * PAGE];
    const first = Buffer.from(bytes.subarray(a, a + PAGE));
    bytes.copy(bytes, a, b, b + PAGE);
    first.copy(bytes, b);
    writeFileSync(file, bytes);
  },
  oldPage: (dir, random) => {
    const file = join(dir, 'register.sqlite');
    const bytes = readFileSync(file);
    const before = older['register.sqlite']!;
    const at = pick(random, Math.min(before.length, bytes.length) / PAGE) * PAGE;
    before.copy(bytes, at, at, at + PAGE);
    writeFileSync(file, bytes);
  },
  truncated: (dir, random) => {
    const file = join(dir, 'register.sqlite');
    truncateSync(file, pick(random, statSync(file).size));
  },
  swappedFile: (dir, random) => {
    const swapped = random() < 0.5 ? older : other;
    writeFileSync(join(dir, 'register.sqlite'), swapped['register.sqlite']!);
  },
  wrongWal: (dir) => writeFileSync(join(dir, 'register.sqlite-wal'), other['register.sqlite-wal']!),
  walByte: (dir, random, image) => {
    const bytes = Buffer.from(image['register.sqlite-wal'] ?? other['register.sqlite-wal']!);
    bytes[pick(random, bytes.length)]! ^= 1 + pick(random, 255);
    writeFileSync(join(dir, 'register.sqlite-wal'), bytes);
  },
  missingWal: (dir) => rmSync(join(dir, 'register.sqlite-wal'), { force: true }),
  missingFile: (dir) => unlinkSync(join(dir, 'register.sqlite')),
};
/** Most are bytes: that is what disks do, and what SQLite's own checks miss. */
const KINDS = [...Array(8).fill('byte'), ...Object.keys(DAMAGE)] as string[];

const damaged = (dir: string) => {
  const { state } = inspectFile(dir);
  if (state === 'newer') return true;
  const bytes = fileDamage(state);
  return bytes.length > 0 || registerDamage(dir).length > 0;
};

function sqliteIsContent(dir: string): boolean {
  let db: Database.Database | undefined;
  try {
    db = new Database(join(dir, 'register.sqlite'), { readonly: true, fileMustExist: true });
    return integrityProblems(db).length === 0;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

const giveBackup = (dir: string) => {
  mkdirSync(join(dir, 'backups'), { recursive: true });
  writeFileSync(join(dir, 'backups', backup.name), backup.bytes);
};

/** What the recovery screen's two clicks do, without threads: search, prepare, take the place. */
function recoverHere(dir: string, now: Date): void {
  const { best } = searchBackups({ dataDir: dir, from: null, password: undefined }, () => undefined);
  const target = workingFile(dir, 'restore');
  const worker = { name: '試験者', post: '', accountId: null };
  prepareRestored(join(dir, 'backups', best!.name), {}, dir, target, { now, worker, from: null });
  takePlace(dir, target, now);
}

async function recoverInApp(dir: string): Promise<'damaged' | 'other'> {
  const test = await openApp(dir);
  const { state } = await test.call('register.status', {});
  if (state === 'damaged') {
    const { best } = await test.job('recovery.search', {});
    await test.job('recovery.restore', { id: best!.id });
    expect((await test.call('asset.get', { id: '3' })).values['note']).toBe('控えより前の変更');
    await test.call('asset.update', { id: '4', revision: 1, values: { note: '続き' } });
  }
  await test.app.close();
  return state === 'damaged' ? 'damaged' : 'other';
}

describe(`${CORRUPTIONS} random corruptions`, () => {
  it('none opens silently with changed content; a good backup brings each back to work', {
    timeout: patience(300_000),
  }, async () => {
    const began = performance.now();
    const { next: random } = seeded(20_261_129);
    const counts = { seen: 0, unchanged: 0, missedBySqlite: 0, recovered: 0, throughApp: 0 };
    const silent: string[] = [];
    const dir = join(work, 'register');
    const asked = join(work, 'asked');
    for (const folder of [dir, asked]) mkdirSync(folder, { recursive: true });
    put(asked, atRest);
    const sound = digest(asked);
    expect(sound).not.toBeNull();
    put(asked, atRest);
    // CONTROL: untouched, neither is called damaged.
    for (const image of [atRest, crashed]) {
      put(dir, image);
      expect(damaged(dir)).toBe(false);
    }
    for (let i = 0; i < CORRUPTIONS; i += 1) {
      const image = random() < 0.5 ? atRest : crashed;
      const kind = KINDS[pick(random, KINDS.length)]!;
      put(dir, image);
      DAMAGE[kind]!(dir, random, image);
      const broken = imageOf(dir);
      if (!damaged(dir)) {
        // Then it says what it said before. Asked of a copy: SQLite tidies up a log when the last reader goes.
        put(asked, broken);
        if (digest(asked) === sound) counts.unchanged += 1;
        else silent.push(`${i} ${kind}`);
        continue;
      }
      counts.seen += 1;
      if (counts.seen % ASK_SQLITE_EVERY === 0) {
        put(asked, broken);
        if (digest(asked) !== sound && sqliteIsContent(asked)) counts.missedBySqlite += 1;
      }
      if (counts.seen % RECOVER_EVERY !== 0) continue;
      put(dir, broken);
      giveBackup(dir);
      if (counts.seen % (RECOVER_EVERY * THROUGH_APP_EVERY) === 0) {
        expect(await recoverInApp(dir), `${i} ${kind}`).toBe('damaged');
        counts.throughApp += 1;
      } else {
        recoverHere(dir, new Date());
        expect(registerDamage(dir), `${i} ${kind}`).toEqual([]);
        expect(withSql(dir, (db) => db.prepare('select note from asset where id = 3').pluck().get())).toBe(
          '控えより前の変更',
        );
      }
      counts.recovered += 1;
      rmSync(dir, { recursive: true });
      mkdirSync(dir);
    }
    report('corruptions of a register', began, { corruptions: CORRUPTIONS, silent: silent.length, ...counts });
    expect(silent).toEqual([]);
    expect(counts.seen).toBeGreaterThan(CORRUPTIONS / 2);
    expect(counts.recovered).toBe(Math.floor(counts.seen / RECOVER_EVERY));
    expect(counts.throughApp).toBeGreaterThan(0);
    // CONTROL: SQLite's own checks alone would have shown changed content as if nothing had happened, in many of those.
    expect(counts.missedBySqlite).toBeGreaterThan(counts.seen / ASK_SQLITE_EVERY / 10);
  });

  it('the damaged files are kept as they were, log and all', async () => {
    const dir = join(work, 'kept');
    mkdirSync(dir);
    put(dir, crashed);
    const bytes = readFileSync(join(dir, 'register.sqlite'));
    bytes.fill(0, 2 * PAGE, 3 * PAGE);
    writeFileSync(join(dir, 'register.sqlite'), bytes);
    giveBackup(dir);
    const before = imageOf(dir);
    const test = await openApp(dir);
    const found = await test.job('recovery.search', {});
    expect(imageOf(dir)).toEqual(before);
    const { kept } = await test.job('recovery.restore', { id: found.best!.id });
    expect(readFileSync(join(dir, kept!)).equals(before['register.sqlite']!)).toBe(true);
    expect(readFileSync(join(dir, `${kept}-wal`)).equals(before['register.sqlite-wal']!)).toBe(true);
    const changes = await test.call('history.list', {});
    expect(changes.changes[0]).toMatchObject({ action: '控えから戻した', who: '試験者' });
    await test.app.close();
  });

  it('says which changes would be missing, by name, and how many', async () => {
    const dir = join(work, 'missing');
    mkdirSync(dir);
    put(dir, atRest);
    withSql(dir, (db) => db.exec("update asset set note = '手で書いた' where id = 20"));
    giveBackup(dir);
    const test = await openApp(dir);
    const { missing, readable } = await test.job('recovery.search', {});
    expect(readable).toMatchObject({ assets: 25 });
    expect(missing).toMatchObject({ changes: 12, complete: true, contentHidden: false });
    expect(missing!.shown[0]).toMatchObject({ who: '主任 葦沼 恵', about: expect.stringContaining('端末0') });
    await test.app.close();
  });
});
