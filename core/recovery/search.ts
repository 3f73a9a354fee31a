import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DaichoError } from '../../contract/errors.ts';
import { MESSAGES } from '../../contract/messages.ts';
import type { BackupChoice, GoodBackup, MissingChange, RecoverySearch } from '../../contract/recovery.ts';
import { countAssets } from '../../db/assets.ts';
import { hashAt } from '../../db/backupImage.ts';
import { readHeadMark } from '../../db/headMark.ts';
import { changesBetween } from '../../db/history.ts';
import { inspectFile, openUnchecked, registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { withChecked } from '../backup/check.ts';
import { BACKUPS, readFolder } from '../backup/folder.ts';
import type { Secret } from '../backup/key.ts';
import { backupFolder, keptKey, readPlace } from '../backup/place.ts';
import { checkChain } from '../history/checkChain.ts';
import { copyAside, privateFolder, removeFolder } from '../register/aside.ts';
import { mayHaveAccounts } from './viewing.ts';

/** What to look through: the backups of this PC, its second place, and a file or folder that the person points to. */
export interface SearchOrder {
  readonly dataDir: string;
  readonly from: string | null;
  readonly password: string | undefined;
}

/** A file that may serve as a backup. */
export interface Candidate extends BackupChoice {
  readonly path: string;
  /** Of the register that it says it is of; null for a bare register file. */
  readonly uuid: string | null;
  readonly no: number;
}

/** What the search needs to know of a good backup to say what is not in it. */
interface Found {
  readonly assets: number;
  readonly entries: number;
  readonly uuid: string;
  readonly unionName: string;
  /** Last entry of its history; null before version 3. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/** The newest ones are looked at until one is good; a stick full of old files must not keep a clerk waiting. */
const MOST_LOOKED_AT = 20;
/** Changes that are named; the rest is counted. */
const SHOWN_CHANGES = 100;

type OnProgress = (phase: string, done: number, total: number | null) => void;

/** All candidates, newest first: by their numbers, as clocks may be wrong (reliability.md P12). */
export function candidates({ dataDir, from }: SearchOrder): Candidate[] {
  const { second } = readPlace(dataDir);
  const found = [
    ...inFolder(backupFolder(dataDir), 'local'),
    ...(second ? inFolder(second, 'second') : []),
    ...(from ? pointedTo(from) : []),
  ];
  const byPath = new Map(found.map((one) => [one.path, one]));
  return [...byPath.values()].sort((a, b) => b.no - a.no || b.at.localeCompare(a.at));
}

/** The candidate with this id; undefined when it is gone. */
export function candidateById(order: SearchOrder, id: string): Candidate | undefined {
  return candidates(order).find((one) => one.id === id);
}

export function secretOf({ dataDir, password }: SearchOrder): Secret {
  return { password, key: keptKey(dataDir) };
}

function pointedTo(from: string): Candidate[] {
  // A path that begins so would be a command to SQLite, not a file (reliability.md P30).
  if (/^file:/i.test(from) || !existsSync(from)) return [];
  if (!statSync(from).isDirectory()) return [bare(from)];
  // The old PC's whole data folder may lie on the stick.
  return [from, join(from, BACKUPS)].flatMap((folder) => inFolder(folder, 'given'));
}

function inFolder(folder: string, place: BackupChoice['place']): Candidate[] {
  return readFolder(folder).backups.map(({ path, fileName, fileBytes, encrypted, manifest }) => ({
    id: idOf(path),
    name: fileName,
    at: manifest.madeAt,
    bytes: fileBytes,
    encrypted,
    place,
    path,
    uuid: manifest.uuid,
    no: manifest.no,
  }));
}

/** One file: a backup, or a register that somebody copied by hand. */
function bare(path: string): Candidate {
  const [known] = inFolder(join(path, '..'), 'given').filter((one) => one.path === path);
  if (known) return known;
  const { mtime, size } = statSync(path);
  return {
    id: idOf(path),
    name: basename(path),
    at: mtime.toISOString(),
    bytes: size,
    encrypted: false,
    place: 'given',
    path,
    uuid: null,
    no: 0,
  };
}

const idOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 24);

/** Reads a candidate whole, in a copy: nothing is written beside it. @throws DaichoError why it is no good */
function examine(path: string, secret: Secret): Found {
  const dir = privateFolder();
  try {
    return withChecked(path, secret, dir, ({ facts: { assets, entries, uuid, unionName, seq, hash } }) => ({
      ...{ assets, entries, uuid, unionName },
      head: hash === '' ? null : { seq, hash },
    }));
  } finally {
    removeFolder(dir);
  }
}

/** Finds the newest good backup and says what the register has that it has not. */
export function searchBackups(order: SearchOrder, onProgress: OnProgress): RecoverySearch {
  const all = candidates(order);
  const mark = readHeadMark(order.dataDir);
  const damaged = openDamaged(order.dataDir);
  try {
    const uuid = mark?.uuid ?? damaged?.uuid ?? null;
    const refused: (BackupChoice & { why: string })[] = [];
    let best: { choice: GoodBackup; found: Found } | null = null;
    let at = 0;
    for (; at < Math.min(all.length, MOST_LOOKED_AT) && !best; at += 1) {
      onProgress('控えを調べています', at, all.length);
      const one = all[at]!;
      const looked = lookInto(one, uuid, secretOf(order));
      if (typeof looked === 'string') refused.push({ ...choiceOf(one), why: looked });
      else {
        const { assets, entries, unionName } = looked;
        best = { choice: { ...choiceOf(one), assets, entries, unionName }, found: looked };
      }
    }
    const noted = mark && best?.found.head ? Math.max(0, mark.seq - best.found.head.seq) : null;
    return {
      best: best?.choice ?? null,
      refused,
      older: all.slice(at).map(choiceOf),
      readable: damaged && { assets: damaged.assets, soundEntries: damaged.sound, lastAt: damaged.lastAt },
      missing: best && missingOf(damaged, best.found, noted),
    };
  } finally {
    damaged?.close();
  }
}

function choiceOf({ id, name, at, bytes, encrypted, place }: Candidate): BackupChoice {
  return { id, name, at, bytes, encrypted, place };
}

/** @returns why it is no good, in words */
function lookInto(one: Candidate, uuid: string | null, secret: Secret): Found | string {
  const other = '別の台帳の控えです。';
  if (uuid && one.uuid && one.uuid !== uuid) return other;
  try {
    const found = examine(one.path, secret);
    return uuid && found.uuid !== uuid ? other : found;
  } catch (error) {
    if (error instanceof DaichoError) return [MESSAGES[error.code].what, error.detail].filter(Boolean).join('');
    return '最後まで読めませんでした。';
  }
}

interface Damaged {
  readonly db: ReadableDb;
  readonly uuid: string | null;
  readonly assets: number;
  /** Entries that are sound from the first one on. */
  readonly sound: number;
  /** True: its history is sound to its end. */
  readonly whole: boolean;
  readonly lastAt: string | null;
  close(): void;
}

/** The damaged register as far as it can be read, in a copy; null: not at all. */
function openDamaged(dataDir: string): Damaged | null {
  let dir: string | undefined;
  let db: ReadableDb | undefined;
  const close = () => {
    db?.close();
    if (dir) removeFolder(dir);
  };
  try {
    if (inspectFile(dataDir).state !== 'readable') return null;
    dir = copyAside(registerPath(dataDir));
    db = openUnchecked(dir);
    const { entries, firstBad } = checkChain(db);
    const [last] = entries > 0 ? changesBetween(db, entries - 1, entries, 1).changes : [];
    return {
      db,
      uuid: tried(() => registerRow(db!)?.uuid) ?? null,
      assets: tried(() => countAssets(db!)) ?? 0,
      sound: entries,
      whole: firstBad === null,
      lastAt: last?.at ?? null,
      close,
    };
  } catch {
    close();
    return null;
  }
}

/**
 * Which changes stand in the damaged file after the backup's last entry. Nobody has logged in here: of a register with
 * accounts it says when and who, so that the right person is asked, and not what was changed.
 */
function missingOf(damaged: Damaged | null, { head }: Found, entriesNoted: number | null): RecoverySearch['missing'] {
  const unknown =
    entriesNoted === null
      ? null
      : { changes: 0, shown: [], complete: entriesNoted === 0, entriesNoted, contentHidden: false };
  if (!damaged || !head || damaged.sound < head.seq) return unknown;
  const { db, sound } = damaged;
  // Only where the register went on from the backup's own last entry is "since" a word with a meaning.
  if (tried(() => hashAt(db, head.seq)) !== head.hash) return unknown;
  const since = tried(() => changesBetween(db, head.seq, sound, SHOWN_CHANGES));
  if (!since) return unknown;
  const contentHidden = mayHaveAccounts(db);
  const shown = since.changes.map(
    (change): MissingChange => ({
      at: change.at,
      who: [change.post, change.who].filter(Boolean).join(' '),
      action: change.action,
      reason: contentHidden ? null : change.reason,
      about: contentHidden
        ? ''
        : aboutOf(db, change.entity, change.entity_id, change.after_words ?? change.before_words),
      entries: change.entries,
    }),
  );
  const noted = entriesNoted === null || sound - head.seq >= entriesNoted;
  return { changes: since.total, shown, complete: damaged.whole && noted, entriesNoted, contentHidden };
}

function aboutOf(db: ReadableDb, entity: string, id: string, words: string | null): string {
  if (entity !== 'asset') return words && !words.startsWith('{') ? words : '';
  const sql = 'select number, name from asset where id = ?';
  const asset = tried(() => db.prepare(sql).get(Number(id)) as { number: string; name: string } | undefined);
  return asset ? `${asset.number} ${asset.name}` : `資産（内部番号 ${id}）`;
}

/** What a damaged file answers; undefined where it cannot. */
function tried<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
