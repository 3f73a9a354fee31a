import fs from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { ParsedInputOf } from '../../contract/api.ts';
import type {
  BackupComparison,
  BackupFile,
  BackupSettings,
  BackupStatus,
  BackupWhy,
  ListedBackup,
  Restored,
} from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import { chainHead } from '../../db/history.ts';
import { registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import { change } from '../change.ts';
import { type Context, opened, today, worker } from '../context.ts';
import { toFailure } from '../failure.ts';
import { inWorker, type JobHandle } from '../jobs/run.ts';
import { removeWorkingFile, workingFile } from './check.ts';
import { nextNo, readFolder } from './folder.ts';
import { newKey, type Secret } from './key.ts';
import { restoreInto } from './offline.ts';
import { backupFolder, keepKey, keptKey, type Place, readPlace, savePlace } from './place.ts';
import { swapIn } from './restore.ts';
import { type BackupAnswers, type BackupWork, doBackupWork } from './work.ts';

/** Backups of the open register: when they are made, and what the screen does with them. */

const MEMORY_MB = 512;
/** So small a register is copied and checked in a few frames; starting a thread would take longer. */
const SMALL_BYTES = 8 * 1024 * 1024;
/** Closing waits this long for its backup; the one that was made half an hour before stays. */
const CLOSE_MS = 30_000;
/** Fewer are taken back by hand or with 取り消す. */
const BULK = 10;
/** After this many days the second place is asked for. */
const SECOND_DAYS = 30;

interface State {
  /** One backup at a time. */
  last: Promise<unknown>;
  timer: NodeJS.Timeout | undefined;
  failed: string | null;
}
const states = new WeakMap<Context, State>();

function stateOf(context: Context): State {
  let state = states.get(context);
  if (!state) {
    state = { last: Promise.resolve(), timer: undefined, failed: null };
    states.set(context, state);
  }
  return state;
}

const noHandle = (signal: AbortSignal = new AbortController().signal): JobHandle => ({
  signal,
  progress: () => undefined,
});

function inThread<T extends BackupWork>(
  context: Context,
  work: T,
  handle: JobHandle,
): Promise<BackupAnswers[T['type']]> {
  return inWorker(context.dataDir, work, handle, { memoryMb: MEMORY_MB });
}

/** The newest good backup of the open register in this PC. */
function newestOwn(context: Context, place: Place): BackupFile | undefined {
  const uuid = registerRow(opened(context).db)?.uuid;
  return readFolder(backupFolder(context.dataDir)).backups.find(
    ({ fileName, manifest }) => manifest.uuid === uuid && place.checked[fileName]?.ok !== false,
  );
}

function isChanged(context: Context, newest: BackupFile | undefined): boolean {
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
  } catch (error) {
    const { code } = toFailure(error, context.ports.newId, context.ports.log);
    context.ports.log(`backup: second place: ${code}`);
  }
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Before many assets are changed at once: a backup first, and no change where none can be made. */
export async function afterBackup<T>(context: Context, count: number, work: () => T): Promise<T> {
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
  if (!context.register) return;
  await backupNow(context, 'auto').catch(() => undefined);
  await checkOne(context).catch((error: unknown) => context.ports.log(`backup: check: ${String(error)}`));
}

/** Reads one old backup a day again, the one that was not read for longest: it is named before it is needed. */
async function checkOne(context: Context): Promise<void> {
  const place = readPlace(context.dataDir);
  const day = today(context);
  if (Object.values(place.checked).some((one) => one.day === day)) return;
  const at = (file: BackupFile) => place.checked[file.fileName]?.at ?? file.manifest.madeAt;
  const [oldest] = [...readFolder(backupFolder(context.dataDir)).backups].sort((a, b) => (at(a) < at(b) ? -1 : 1));
  if (oldest) await checkAgain(context, oldest.path, {}, noHandle());
}

export function stopBackups(context: Context): void {
  clearInterval(stateOf(context).timer);
}

/** The backup on closing; it never keeps the register from being closed. */
export async function backupOnClose(context: Context): Promise<void> {
  stopBackups(context);
  if (!context.register) return;
  await backupNow(context, 'close', null, noHandle(AbortSignal.timeout(CLOSE_MS))).catch(() => undefined);
}

export function backupStatus(context: Context): BackupStatus {
  const place = readPlace(context.dataDir);
  const local = readFolder(backupFolder(context.dataDir));
  const reachable = place.second !== '' && isFolder(place.second);
  const away = reachable ? readFolder(place.second) : { backups: [], unreadable: [] };
  const uuid = context.register && registerRow(context.register.db)?.uuid;
  const listed = (file: BackupFile, where: 'local' | 'second'): ListedBackup => {
    const checked = where === 'local' ? place.checked[file.fileName] : undefined;
    return {
      ...file,
      place: where,
      checkedAgain: checked ? { at: checked.at, ok: checked.ok } : null,
      own: file.manifest.uuid === uuid,
    };
  };
  const newest = context.register ? newestOwn(context, place) : undefined;
  const copiedDay = away.backups.find((file) => file.manifest.uuid === uuid)?.manifest.day ?? place.copied?.day;
  const days = copiedDay ? daysBetween(copiedDay, today(context)) : null;
  return {
    backups: [
      ...local.backups.map((file) => listed(file, 'local')),
      ...away.backups.map((file) => listed(file, 'second')),
    ],
    unreadable: [...local.unreadable, ...away.unreadable],
    settings: settingsOf(context, place),
    last: newest ? { at: newest.manifest.madeAt, day: newest.manifest.day, no: newest.manifest.no } : null,
    changed: context.register !== null && isChanged(context, newest),
    second: place.second === '' ? null : { reachable, days, due: days === null || days > SECOND_DAYS },
    failed: stateOf(context).failed,
  };
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

function settingsOf(context: Context, { minutes, second, encrypt }: Place): BackupSettings {
  return { minutes, second, encrypt, hasPassword: keptKey(context.dataDir) !== null };
}

/** Where and how backups are made on this PC; a new password is for the backups from here on. */
export function saveBackupSettings(context: Context, input: ParsedInputOf<'backup.settings'>): BackupSettings {
  const { dataDir } = context;
  const { password, ...wanted } = input;
  const before = readPlace(dataDir);
  const problem = (path: string, message: string) => new DaichoError('invalidInput', undefined, [{ path, message }]);
  if (wanted.second !== '' && wanted.second !== before.second) {
    if (!isFolder(wanted.second)) throw new DaichoError('backupPlaceGone');
    const inside = relative(fs.realpathSync(dataDir), fs.realpathSync(wanted.second));
    if (inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(inside)))
      throw problem('second', '台帳と同じ場所です。USBメモリや共有フォルダなど、別の場所を指定してください。');
  }
  if (wanted.encrypt !== 'none' && !password && !keptKey(dataDir))
    throw problem('password', 'パスワードを決めてください。');
  const told = settingsOf(context, before);
  if (password) keepKey(dataDir, newKey(password));
  savePlace(dataDir, { ...before, ...wanted, ...(wanted.second === before.second ? {} : { copied: null }) });
  const after = settingsOf(context, readPlace(dataDir));
  if (context.register) {
    change(context, { action: '控えの設定の変更' }, (recorder) => {
      const words = ({ minutes, second, encrypt }: BackupSettings) =>
        `${minutes}分ごと、二つめの置き場所${second === '' ? 'なし' : 'あり'}、パスワード${ENCRYPT_WORDS[encrypt]}`;
      const same = JSON.stringify(told) === JSON.stringify(after) && !password;
      if (!same)
        recorder.record(
          'setting',
          'backup',
          'backup',
          told,
          { ...after, newPassword: Boolean(password) },
          {
            before: words(told),
            after: words(after),
          },
        );
    });
  }
  startBackups(context);
  return after;
}

const ENCRYPT_WORDS = { none: 'なし', second: 'は二つめの置き場所', both: 'は両方' } as const;

export function makeJob(context: Context): JobStarted {
  opened(context);
  return context.jobs.start(async (handle) => (await backupNow(context, 'manual', null, handle))!);
}

export function checkJob(context: Context, input: ParsedInputOf<'backup.check'>): JobStarted {
  return context.jobs.start((handle) => checkAgain(context, input.path, input, handle));
}

async function checkAgain(context: Context, path: string, typed: Secret, handle: JobHandle) {
  const { dataDir } = context;
  const remember = (ok: boolean) => {
    if (dirname(path) !== backupFolder(dataDir)) return;
    const place = readPlace(dataDir);
    const there = new Set(readFolder(backupFolder(dataDir)).backups.map((file) => file.fileName));
    const kept = Object.entries(place.checked).filter(([name]) => there.has(name));
    const fileName = path.slice(dirname(path).length + 1);
    const result = { at: context.ports.now().toISOString(), day: today(context), ok };
    savePlace(dataDir, { ...place, checked: { ...Object.fromEntries(kept), [fileName]: result } });
  };
  try {
    const checked = await inThread(context, { type: 'backup.check', path, secret: secretOf(context, typed) }, handle);
    remember(true);
    return checked;
  } catch (error) {
    if (error instanceof DaichoError && ['backupBad', 'notARegister'].includes(error.code)) remember(false);
    throw error;
  }
}

function secretOf(context: Context, { password }: Secret): Secret {
  return { password, key: keptKey(context.dataDir) };
}

export function compareJob(context: Context, input: ParsedInputOf<'backup.compare'>): JobStarted {
  opened(context);
  return context.jobs.start(
    (handle): Promise<BackupComparison> =>
      inThread(context, { type: 'backup.compare', path: input.path, secret: secretOf(context, input) }, handle),
  );
}

/** 復元の練習: everything that a restore does but the last step; nothing changes. */
export function rehearseJob(context: Context, input: ParsedInputOf<'backup.rehearse'>): JobStarted {
  opened(context);
  return context.jobs.start(async (handle): Promise<BackupComparison> => {
    const secret = secretOf(context, input);
    const comparison = await inThread(context, { type: 'backup.compare', path: input.path, secret }, handle);
    await prepare(context, input, handle, async () => undefined);
    return comparison;
  });
}

/**
 * Puts a backup in the place of the register: what stands there becomes a verified backup first, so that this is taken
 * back in the same way (reliability.md P6). On a new PC there is nothing to store.
 */
export function restoreJob(context: Context, input: ParsedInputOf<'backup.restore'>): JobStarted {
  return context.jobs.start((handle) => context.exclusive(() => restore(context, input, handle)));
}

async function restore(context: Context, input: ParsedInputOf<'backup.restore'>, handle: JobHandle): Promise<Restored> {
  if (!context.register) {
    const { manifest } = await checkAgain(context, input.path, input, handle);
    let lost: readonly string[] = [];
    await context.reopen(async () => {
      ({ lost } = await restoreInto(context.dataDir, input.path, input.password, context.ports.now()));
    });
    startBackups(context);
    return { manifest, assets: manifest.assets, storedBefore: null, lost };
  }
  const secret = secretOf(context, input);
  const { relation } = await inThread(context, { type: 'backup.compare', path: input.path, secret }, handle);
  if (relation === 'other' && !input.acceptOther) throw new DaichoError('notReady', 'この控えは、別の台帳のものです。');
  await backupNow(context, 'restore', null, handle);
  const storedBefore = newestOwn(context, readPlace(context.dataDir))?.fileName ?? null;
  return prepare(context, input, handle, async ({ manifest, assets }, target) => {
    // Before the register that names them, and again whole.
    const lost = await inThread(context, { type: 'backup.attachments', path: input.path, secret }, handle);
    // The log goes into the file, so that none is left to be played into the new one.
    opened(context).db.pragma('wal_checkpoint(TRUNCATE)');
    await context.reopen(async () => swapIn(target, registerPath(context.dataDir)));
    return { manifest, assets, storedBefore, lost };
  });
}

async function prepare<T>(
  context: Context,
  input: Secret & { readonly path: string },
  handle: JobHandle,
  work: (prepared: BackupAnswers['backup.prepare'], target: string) => Promise<T>,
): Promise<T> {
  const target = workingFile(backupFolder(context.dataDir), 'restore');
  const head = chainHead(opened(context).db);
  const order = {
    now: context.ports.now(),
    worker: worker(context),
    from: head ? { seq: head.seq, hash: head.hash } : null,
  };
  try {
    const secret = secretOf(context, input);
    return await work(
      await inThread(context, { type: 'backup.prepare', path: input.path, secret, target, order }, handle),
      target,
    );
  } finally {
    removeWorkingFile(target);
  }
}
