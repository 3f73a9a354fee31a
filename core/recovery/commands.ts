import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { RecoveryLook, RecoverySearch, Restored } from '../../contract/recovery.ts';
import { forgetHeadMark } from '../../db/headMark.ts';
import { KEPT, REGISTER_FILES, RESTORING, registerPath } from '../../db/open.ts';
import { inTransaction } from '../../db/statements.ts';
import { findIds } from '../asset/list.ts';
import { beginChange } from '../change.ts';
import { announce, type Context, localDate, opened, today } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import type { LedgerOrder } from '../ledger/book.ts';
import { outputName } from '../output/files.ts';
import { isAcceptable } from '../register/soundness.ts';
import { type Candidate, candidateById, type Examined, type SearchOrder } from './search.ts';
import { endView, startView, viewBackup } from './viewing.ts';

const MEMORY_MB = 1024;

/** Recovery is for a register that cannot be worked on. @throws DaichoError('notReady') for one that can */
function trouble(context: Context) {
  if (!context.trouble) throw new DaichoError('notReady', '台帳は開いています。復旧はいりません。');
  return context.trouble;
}

export function look(context: Context): RecoveryLook {
  const { state, problems, detail } = trouble(context);
  const kept = existsSync(context.dataDir)
    ? readdirSync(context.dataDir)
        .filter((name) => name.startsWith(KEPT))
        .sort()
        .reverse()
    : [];
  return { state, problems, detail: detail ?? null, acceptable: isAcceptable(problems), kept };
}

const orderOf = (context: Context, from: string | undefined): SearchOrder => ({
  dataDir: context.dataDir,
  from: from || null,
});

/** Checks backups one after the other, newest first, until one is good. */
export function search(context: Context, input: ParsedInputOf<'recovery.search'>): JobStarted {
  trouble(context);
  const order = orderOf(context, input.from);
  return context.jobs.start((handle) =>
    inWorker<RecoverySearch>(context.dataDir, { type: 'recovery.search', order }, handle, { memoryMb: MEMORY_MB }),
  );
}

/**
 * Puts a good backup in the register's place. Nothing is deleted: what stands there, its log and mark too, is moved into
 * a folder of its own first. A power cut between leaves files aside and a waiting copy, never an empty register.
 */
export function restore(context: Context, input: ParsedInputOf<'recovery.restore'>): JobStarted {
  if (trouble(context).state !== 'damaged') throw new DaichoError('notReady', '台帳は壊れていません。');
  const backup = find(context, input);
  return context.jobs.start(async (handle): Promise<Restored> => {
    handle.progress('控えを写しています', 0, null);
    const waiting = join(context.dataDir, RESTORING);
    try {
      await copyWhole(backup.path, waiting);
      const request = { type: 'recovery.check', path: waiting } as const;
      const found = await inWorker<Examined>(context.dataDir, request, handle, { memoryMb: MEMORY_MB });
      if (found.why) throw new DaichoError('damaged', `控え「${backup.name}」は使えません。${found.why}`);
      handle.progress('台帳を開いています', 0, null);
      return await context.exclusive(() => putInPlace(context, backup, waiting));
    } catch (error) {
      rmSync(waiting, { force: true });
      throw error;
    }
  });
}

async function putInPlace(context: Context, backup: Candidate, waiting: string): Promise<Restored> {
  const problems = trouble(context).problems.map(({ message }) => message);
  let kept: string | null = null;
  await context.reopen(async () => {
    kept = keepAside(context);
    renameSync(waiting, registerPath(context.dataDir));
    await syncFolder(context.dataDir);
  });
  if (!context.register) throw new DaichoError('damaged', '控えを開けませんでした。');
  told(context, '控えからの復旧', `控え「${backup.name}」。${problems.join(' ')}`.slice(0, 1000), '$restored', {
    backup: backup.name,
    kept,
  });
  return { kept, assets: context.register.index.size };
}

/** Moves everything of the register into a new folder. @returns its name; null: there was nothing */
function keepAside(context: Context): string | null {
  const { dataDir } = context;
  const there = REGISTER_FILES.filter((name) => existsSync(join(dataDir, name)));
  if (there.length === 0) return null;
  const now = context.ports.now();
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${localDate(now).replaceAll('-', '')}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  let name = `${KEPT}${time}`;
  for (let n = 2; existsSync(join(dataDir, name)); n += 1) name = `${KEPT}${time}_${n}`;
  mkdirSync(join(dataDir, name));
  // The register itself goes last: until then the folder still says what is wrong.
  for (const file of [...there].reverse()) renameSync(join(dataDir, file), join(dataDir, name, file));
  return name;
}

async function copyWhole(from: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the new names outlive a power cut; Windows has no such call for folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What recovery did is a fact of the register's history, too. */
function told(context: Context, action: string, reason: string, field: string, after: unknown): void {
  const { db } = opened(context);
  inTransaction(db, () => {
    const recorder = beginChange(context, { action, reason });
    recorder.record('register', '1', field, null, after, { after: reason });
    recorder.finish();
  });
  announce(context);
}

function find(context: Context, { id, from }: { id: string; from?: string | undefined }): Candidate {
  const backup = candidateById(orderOf(context, from), id);
  if (!backup) throw new DaichoError('notFound', '控えが見つかりません。もう一度さがしてください。');
  return backup;
}

/** Shows a copy for reading only: what is left of the register, or a backup. */
export function view(context: Context, input: ParsedInputOf<'recovery.view'>): { assets: number } {
  const { state } = trouble(context);
  if (input.what === 'register') {
    if (state === 'owned') throw new DaichoError('ownedElsewhere', context.trouble?.detail);
    startView(context, state);
    if (!context.register) throw new DaichoError('newerSchema', 'この版のアプリでは、中身を読めませんでした。');
  } else {
    const backup = find(context, { id: input.id ?? '', from: input.from });
    try {
      viewBackup(context, backup.path, new Date(backup.at));
    } catch (error) {
      context.ports.log(`view: ${String(error)}`);
      throw new DaichoError('damaged', '控えの中身を読めませんでした。');
    }
  }
  announce(context);
  return { assets: opened(context).index.size };
}

export function leaveView(context: Context): { viewing: false } {
  trouble(context);
  endView(context);
  announce(context);
  return { viewing: false };
}

/** An Excel book of all assets of what is viewed, as far as they can be read. */
export function exportView(context: Context): JobStarted {
  trouble(context);
  const { viewing } = context;
  if (!viewing) throw new DaichoError('notReady', '先に「読めるところを見る」で開いてください。');
  const ids = findIds(context, {});
  if (ids.length === 0) throw new DaichoError('nothingToExport');
  const fileName = outputName(context, '読み出した台帳', 'xlsx');
  const path = join(viewing.dir, 'outputs', fileName);
  const order: LedgerOrder = {
    ids,
    filterWords: viewing.words,
    asOf: today(context),
    title: '情報資産台帳（読み出し）',
    exportedBy: context.who,
    exportedAt: context.ports.now().toISOString(),
    appVersion: context.appVersion,
  };
  return context.jobs.start(async (handle) => {
    const written = await inWorker<{ rows: number }>(viewing.dir, { type: 'ledger.export', order, path }, handle, {
      memoryMb: MEMORY_MB,
    });
    const outputId = context.ports.newId();
    viewing.outputs.set(outputId, { path, fileName });
    return { outputId, fileName, path, bytes: (await stat(path)).size, rows: written.rows };
  });
}

/** A person says that the older or other state is the one to go on with; the history says so, too. */
export async function acceptState(
  context: Context,
  { reason }: ParsedInputOf<'recovery.accept'>,
): Promise<{ accepted: true }> {
  const { problems } = trouble(context);
  if (!isAcceptable(problems)) throw new DaichoError('notReady', '台帳に壊れたところがあります。');
  const words = problems.map(({ message }) => message).join(' ');
  endView(context);
  forgetHeadMark(context.dataDir);
  await context.retry();
  if (!context.register) throw new DaichoError('damaged');
  told(context, '古い状態からの再開', reason, '$accepted', { words });
  return { accepted: true };
}

export async function retry(context: Context): Promise<{ opened: boolean }> {
  trouble(context);
  await context.retry();
  return { opened: context.trouble === null };
}
