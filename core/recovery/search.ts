import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupChoice, GoodBackup, MissingChange, RecoverySearch } from '../../contract/recovery.ts';
import { countAssets } from '../../db/assets.ts';
import { readHeadMark } from '../../db/headMark.ts';
import { changesAfter, countHistory, hashAt } from '../../db/history.ts';
import { inspectFile, openUnchecked, registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { checkChain } from '../history/checkChain.ts';
import { contentDamage } from '../register/soundness.ts';
import { copyAside, removeView } from './viewing.ts';

/** What to look through: the app's own backups, and a file or folder that the person points to. */
export interface SearchOrder {
  readonly dataDir: string;
  readonly from: string | null;
}

/** A register file that may serve as a backup. */
export interface Candidate extends BackupChoice {
  readonly path: string;
}

export interface Examined {
  /** Why it is no good, in words; null: it was read whole and is sound. */
  readonly why: string | null;
  readonly uuid: string | null;
  readonly assets: number;
  readonly entries: number;
  /** Last entry of its history; null before version 3. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/** The newest ones are looked at until one is good; a stick full of old files must not keep a clerk waiting. */
const MOST_LOOKED_AT = 20;
/** Changes that are named; the rest is counted. */
const SHOWN_CHANGES = 100;

type OnProgress = (phase: string, done: number, total: number | null) => void;

/** All candidates, newest first. */
export function candidates({ dataDir, from }: SearchOrder): Candidate[] {
  const found = [...filesIn(join(dataDir, 'backups'), 'local'), ...(from ? pointedTo(from) : [])];
  return found.sort((a, b) => b.at.localeCompare(a.at));
}

/** The candidate with this id; undefined when it is gone. */
export function candidateById(order: SearchOrder, id: string): Candidate | undefined {
  return candidates(order).find((one) => one.id === id);
}

function pointedTo(from: string): Candidate[] {
  // A path that begins so would be a command to SQLite, not a file (reliability.md P30).
  if (/^file:/i.test(from) || !existsSync(from)) return [];
  if (!statSync(from).isDirectory()) return [candidate(from, 'given')];
  return [from, join(from, 'backups')].flatMap((folder) => filesIn(folder, 'given'));
}

function filesIn(folder: string, place: BackupChoice['place']): Candidate[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sqlite'))
    .map(({ name }) => candidate(join(folder, name), place));
}

function candidate(path: string, place: BackupChoice['place']): Candidate {
  const { mtime, size } = statSync(path);
  const id = createHash('sha256').update(path).digest('hex').slice(0, 24);
  return { id, name: basename(path), at: mtime.toISOString(), bytes: size, place, path };
}

/** Reads a candidate whole, in a copy: nothing is written beside it. */
export function examine(path: string, onProgress: OnProgress = () => undefined): Examined {
  const none = { uuid: null, assets: 0, entries: 0, head: null };
  let dir: string | undefined;
  let db: ReadableDb | undefined;
  try {
    dir = copyAside(path);
    const { state } = inspectFile(dir);
    if (state === 'newer') return { ...none, why: '新しい版のアプリで作られています。' };
    if (state !== 'readable') return { ...none, why: '台帳のファイルではないか、先頭が壊れています。' };
    db = openUnchecked(dir);
    const [first] = contentDamage(db, null, () => undefined, onProgress);
    if (first) return { ...none, why: first.message };
    const entries = countHistory(db);
    const chained = (db.pragma('user_version', { simple: true }) as number) >= 3;
    const hash = chained ? hashAt(db, entries) : undefined;
    const head = hash === undefined ? null : { seq: entries, hash };
    return { why: null, uuid: registerRow(db)?.uuid ?? null, assets: countAssets(db), entries, head };
  } catch {
    return { ...none, why: '最後まで読めませんでした。' };
  } finally {
    db?.close();
    if (dir) removeView(dir);
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
    let best: { choice: GoodBackup; found: Examined } | null = null;
    let at = 0;
    for (; at < Math.min(all.length, MOST_LOOKED_AT) && !best; at += 1) {
      onProgress('控えを調べています', at, all.length);
      const { path, ...choice } = all[at]!;
      const found = examine(path);
      const why = found.why ?? (uuid && found.uuid !== uuid ? '別の台帳の控えです。' : null);
      if (why) refused.push({ ...choice, why });
      else best = { choice: { ...choice, assets: found.assets, entries: found.entries }, found };
    }
    const older = all.slice(at).map(({ path: _, ...choice }) => choice);
    const noted = mark && best?.found.head ? Math.max(0, mark.seq - best.found.head.seq) : null;
    return {
      best: best?.choice ?? null,
      refused,
      older,
      readable: damaged && { assets: damaged.assets, soundEntries: damaged.sound, lastAt: damaged.lastAt },
      missing: best && missingOf(damaged, best.found, noted),
    };
  } finally {
    damaged?.close();
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
    if (dir) removeView(dir);
  };
  try {
    if (inspectFile(dataDir).state !== 'readable') return null;
    dir = copyAside(registerPath(dataDir));
    db = openUnchecked(dir);
    const chain = soundPrefix(db);
    const [last] = chain.seq > 0 ? changesAfter(db, chain.seq - 1, chain.seq, 1).changes : [];
    return {
      db,
      uuid: tried(() => registerRow(db!)?.uuid) ?? null,
      assets: tried(() => countAssets(db!)) ?? 0,
      sound: chain.seq,
      whole: chain.whole,
      lastAt: last?.at ?? null,
      close,
    };
  } catch {
    close();
    return null;
  }
}

/** The chain up to its first bad entry, or up to where the file cannot be read any more. */
function soundPrefix(db: ReadableDb): { seq: number; whole: boolean } {
  let seq = 0;
  try {
    const { firstBad } = checkChain(db, undefined, (at) => {
      seq = at;
    });
    return { seq, whole: firstBad === null };
  } catch {
    return { seq, whole: false };
  }
}

function missingOf(damaged: Damaged | null, backup: Examined, entriesNoted: number | null): RecoverySearch['missing'] {
  const unknown = entriesNoted === null ? null : { changes: 0, shown: [], complete: entriesNoted === 0, entriesNoted };
  const { head } = backup;
  if (!damaged || !head || damaged.sound < head.seq) return unknown;
  // Only where the register went on from the backup's own last entry is "since" a word with a meaning.
  if (tried(() => hashAt(damaged.db, head.seq)) !== head.hash) return unknown;
  const since = tried(() => changesAfter(damaged.db, head.seq, damaged.sound, SHOWN_CHANGES));
  if (!since) return unknown;
  const shown = since.changes.map(
    (change): MissingChange => ({
      at: change.at,
      who: [change.post, change.who].filter(Boolean).join(' '),
      action: change.action,
      reason: change.reason,
      about: aboutOf(damaged.db, change.entity, change.entity_id, change.after_words ?? change.before_words),
      entries: change.entries,
    }),
  );
  const noted = entriesNoted === null || damaged.sound - head.seq >= entriesNoted;
  return { changes: since.total, shown, complete: damaged.whole && noted, entriesNoted };
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
