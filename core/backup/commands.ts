import fs from 'node:fs';
import { basename } from 'node:path';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { BackupComparison, Restored } from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import { chainHead } from '../../db/history.ts';
import { registerPath } from '../../db/open.ts';
import { type Context, opened, worker } from '../context.ts';
import type { JobHandle } from '../jobs/run.ts';
import { checkAgain, remembering, secretOf } from './again.ts';
import { backupNow, newestOwn, startBackups } from './automatic.ts';
import { removeWorkingFile, workingFile } from './check.ts';
import type { Secret } from './key.ts';
import { restoreInto } from './offline.ts';
import { backupFolder, readPlace, savePlace } from './place.ts';
import { swapIn } from './restore.ts';
import { inThread } from './thread.ts';
import type { BackupAnswers } from './work.ts';

/** What the screen does with backups: make one, check, compare, rehearse, restore. */

export function makeJob(context: Context): JobStarted {
  opened(context);
  return context.jobs.start(async (handle) => (await backupNow(context, 'manual', null, handle))!);
}

/** The register that is open is no backup; to read and close it would drop the locks that this process holds on it. */
function refuseOwn(context: Context, path: string): void {
  const info = fs.statSync(path, { throwIfNoEntry: false });
  const own = fs.statSync(registerPath(context.dataDir), { throwIfNoEntry: false });
  if (info && own && info.dev === own.dev && info.ino === own.ino)
    throw new DaichoError('notARegister', '今使っている台帳のファイルです。控えを選んでください。');
}

export function checkJob(context: Context, input: ParsedInputOf<'backup.check'>): JobStarted {
  refuseOwn(context, input.path);
  return context.jobs.start(async (handle) => {
    try {
      return await checkAgain(context, input.path, input, handle);
    } finally {
      context.emit({ type: 'register.changed', revision: context.revision });
    }
  });
}

export function compareJob(context: Context, input: ParsedInputOf<'backup.compare'>): JobStarted {
  refuseOwn(context, input.path);
  opened(context);
  return context.jobs.start((handle) => compare(context, input, handle));
}

function compare(
  context: Context,
  input: ParsedInputOf<'backup.compare'>,
  handle: JobHandle,
): Promise<BackupComparison> {
  const { path } = input;
  return remembering(context, path, () =>
    inThread(context, { type: 'backup.compare', path, secret: secretOf(context, input) }, handle),
  );
}

/** 復元の練習: everything that a restore does but the last step; nothing changes but that the PC remembers it. */
export function rehearseJob(context: Context, input: ParsedInputOf<'backup.rehearse'>): JobStarted {
  refuseOwn(context, input.path);
  opened(context);
  return context.jobs.start(async (handle): Promise<BackupComparison> => {
    try {
      const comparison = await compare(context, input, handle);
      const { assets } = await prepare(context, input, handle, async (prepared) => prepared);
      practised(context, input.path, true, assets);
      return comparison;
    } catch (error) {
      if (error instanceof DaichoError && error.code !== 'cancelled' && error.code !== 'wrongPassword')
        practised(context, input.path, false, 0);
      throw error;
    }
  });
}

/** When the last rehearsal was and how it went: an auditor asks for it. */
function practised(context: Context, path: string, ok: boolean, assets: number): void {
  const at = context.ports.now().toISOString();
  const rehearsed = { at, fileName: basename(path), ok, assets };
  savePlace(context.dataDir, { ...readPlace(context.dataDir), rehearsed });
  context.emit({ type: 'register.changed', revision: context.revision });
}

/**
 * Puts a backup in the place of the register: what stands there becomes a verified backup first, so that this is taken
 * back in the same way (reliability.md P6). On a new PC there is nothing to store.
 */
export function restoreJob(context: Context, input: ParsedInputOf<'backup.restore'>): JobStarted {
  refuseOwn(context, input.path);
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
  const { relation } = await compare(context, input, handle);
  if (relation === 'other' && !input.acceptOther) throw new DaichoError('notReady', 'この控えは、別の台帳のものです。');
  await backupNow(context, 'restore', null, handle);
  const storedBefore = newestOwn(context, readPlace(context.dataDir))?.fileName ?? null;
  return prepare(context, input, handle, async ({ manifest, assets }, target) => {
    // Before the register that names them, and again whole.
    const wanted = { type: 'backup.attachments', path: input.path, secret: secretOf(context, input) } as const;
    const lost = await inThread(context, wanted, handle);
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
