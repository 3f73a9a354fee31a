import fs from 'node:fs';
import type { BackupFile, BackupWhy } from '../../contract/backup.ts';
import { DaichoError, type ErrorCode } from '../../contract/errors.ts';
import { chainHead } from '../../db/history.ts';
import { registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import { type Context, opened, today } from '../context.ts';
import { toFailure } from '../failure.ts';
import type { JobHandle } from '../jobs/run.ts';
import { checkAgain } from './again.ts';
import { isFolder, nextNo, readFolder } from './folder.ts';
import { backupFolder, keptKey, type Place, readPlace, savePlace } from './place.ts';
import { inThread } from './thread.ts';
import { doBackupWork } from './work.ts';

/** When backups of the open register are made: by the clock, on closing, before what changes much, and when asked for. */

/** So small a register is copied and checked in a few frames; starting a thread would take longer. */
const SMALL_BYTES = 8 * 1024 * 1024;
/** Closing waits this long for its backup; the one that was made half an hour before stays. */
const CLOSE_MS = 30_000;
/** Fewer are taken back by hand or with 取り消す. */
const BULK = 10;
interface State {
  /** One backup at a time. */
  last: Promise<unknown>;
  timer: NodeJS.Timeout | undefined;
  failed: ErrorCode | null;
  /** The same of the copy to the second place */
  secondFailed: ErrorCode | null;
  /** Backups that no key here opens; they are not tried again by themselves. */
  readonly locked: Set<string>;
}
const states = new WeakMap<Context, State>();

function stateOf(context: Context): State {
  let state = states.get(context);
  if (!state) {
    state = { last: Promise.resolve(), timer: undefined, failed: null, secondFailed: null, locked: new Set() };
    states.set(context, state);
  }
  return state;
}

const noHandle = (signal: AbortSignal = new AbortController().signal): JobHandle => ({
  signal,
  progress: () => undefined,
});

/** The newest good backup of the open register in this PC. */
export function newestOwn(context: Context, place: Place): BackupFile | undefined {
  const uuid = registerRow(opened(context).db)?.uuid;
  return readFolder(backupFolder(context.dataDir)).backups.find(
    ({ fileName, manifest }) => manifest.uuid === uuid && place.checked[fileName]?.ok !== false,
  );
}

export function isChanged(context: Context, newest: BackupFile | undefined): boolean {
  return newest?.manifest.hash !== (chainHead(opened(context).db)?.hash ?? '');
}

/**
 * Makes a verified backup of the register as it stands, and takes it to the second place. Null where nothing has changed
 * since the last one, unless a person or a seal asks for it.
 * @throws DaichoError damaged, diskFull, readOnly, cancelled
 */
export function backupNow(
  context: Context,
  why: BackupWhy,
  title: string | null = null,
  handle: JobHandle = noHandle(),
): Promise<BackupFile | null> {
  const state = stateOf(context);
  const made = state.last.then(() => make(context, why, title, handle));
  state.last = made.catch(() => undefined);
  return made;
}

async function make(
  context: Context,
  why: BackupWhy,
  title: string | null,
  handle: JobHandle,
): Promise<BackupFile | null> {
  const { dataDir } = context;
  const state = stateOf(context);
  const place = readPlace(dataDir);
  const newest = newestOwn(context, place);
  if (why !== 'manual' && why !== 'yearEnd' && !isChanged(context, newest)) return null;
  const order = {
    why,
    title,
    now: context.ports.now(),
    appVersion: context.appVersion,
    key: place.encrypt === 'both' ? keptKey(dataDir) : null,
    // A new PC goes on from what its second place holds.
    ...(newest ? {} : { no: nextNo(place.second, (place.copied?.no ?? 0) + 1) }),
  };
  const bad = Object.keys(place.checked).filter((name) => place.checked[name]?.ok === false);
  const work = { type: 'backup.make', order, bad } as const;
  try {
    const small = why === 'close' && fs.statSync(registerPath(dataDir)).size <= SMALL_BYTES;
    const file = small ? (doBackupWork(dataDir, work) as BackupFile) : await inThread(context, work, handle);
    state.failed = null;
    await toSecondPlace(context, file, handle, small);
    context.emit({ type: 'register.changed', revision: context.revision });
    return file;
  } catch (error) {
    const failure = toFailure(error, context.ports.newId, context.ports.log);
    state.failed = failure.code;
    throw error;
  }
}

/** A second place that is not there now is no error: the list says how old its last copy is. */
async function toSecondPlace(context: Context, file: BackupFile, handle: JobHandle, here: boolean): Promise<void> {
  const { dataDir } = context;
  const place = readPlace(dataDir);
  if (place.second === '' || !isFolder(place.second)) return;
  const kept = keptKey(dataDir);
  const work = {
    type: 'backup.copy',
    file,
    folder: place.second,
    kept,
    key: place.encrypt === 'none' ? null : kept,
  } as const;
  try {
    if (here) doBackupWork(dataDir, work);
    else await inThread(context, work, handle);
    const copied = { at: context.ports.now().toISOString(), day: today(context), no: file.manifest.no };
    savePlace(dataDir, { ...readPlace(dataDir), copied });
    stateOf(context).secondFailed = null;
  } catch (error) {
    const { code } = toFailure(error, context.ports.newId, context.ports.log);
    stateOf(context).secondFailed = code;
    context.ports.log(`backup: second place: ${code}`);
  }
}

/** Before many assets are changed at once: a backup first, and no change where none can be made. */
export async function afterBackup<T>(context: Context, count: number, work: () => T | Promise<T>): Promise<T> {
  if (count >= BULK) await backupNow(context, 'bulk');
  return work();
}

/** Backups while people work: at every turn of the timer, which no clock can set back, when something has changed. */
export function startBackups(context: Context): void {
  const state = stateOf(context);
  clearInterval(state.timer);
  state.timer = setInterval(() => void turn(context), readPlace(context.dataDir).minutes * 60_000);
  state.timer.unref();
}

async function turn(context: Context): Promise<void> {
  if (!context.register || context.trouble) return;
  await backupNow(context, 'auto').catch(() => undefined);
  await checkOne(context).catch((error: unknown) => context.ports.log(`backup: check: ${String(error)}`));
}

/** Reads one old backup a day again, the one that was not read for longest: it is named before it is needed. */
async function checkOne(context: Context): Promise<void> {
  const place = readPlace(context.dataDir);
  const day = today(context);
  if (Object.values(place.checked).some((one) => one.day === day)) return;
  const at = (file: BackupFile) => place.checked[file.fileName]?.at ?? file.manifest.madeAt;
  const { locked } = stateOf(context);
  const [oldest] = readFolder(backupFolder(context.dataDir))
    .backups.filter(({ path }) => !locked.has(path))
    .sort((a, b) => (at(a) < at(b) ? -1 : 1));
  if (!oldest) return;
  try {
    await checkAgain(context, oldest.path, {}, noHandle());
  } catch (error) {
    if (error instanceof DaichoError && error.code === 'wrongPassword') locked.add(oldest.path);
    throw error;
  }
}

export function stopBackups(context: Context): void {
  clearInterval(stateOf(context).timer);
}

/** The backup on closing; it never keeps the register from being closed. */
export async function backupOnClose(context: Context): Promise<void> {
  stopBackups(context);
  if (context.register)
    await backupNow(context, 'close', null, noHandle(AbortSignal.timeout(CLOSE_MS))).catch(() => undefined);
}

/** Why the last backup could not be made, and the last copy to the second place; null: they could. */
export function failuresOf(context: Context): Pick<State, 'failed' | 'secondFailed'> {
  const { failed, secondFailed } = stateOf(context);
  return { failed, secondFailed };
}
