import { existsSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { Recovered, RecoveryLook, RecoverySearch } from '../../contract/recovery.ts';
import { forgetHeadMark } from '../../db/headMark.ts';
import { KEPT, registerPath } from '../../db/open.ts';
import { findIds } from '../asset/list.ts';
import { removeWorkingFile, workingFile } from '../backup/check.ts';
import { takePlace } from '../backup/offline.ts';
import { change } from '../change.ts';
import { announce, type Context, opened, today, type Worker, whoWorks } from '../context.ts';
import { inWorker, type JobHandle } from '../jobs/run.ts';
import type { WorkerRequest } from '../jobs/worker.ts';
import type { LedgerOrder } from '../ledger/book.ts';
import { formatMoment } from '../moment.ts';
import { outputName } from '../output/files.ts';
import { copyAside, privateFolder, removeFolder } from '../register/aside.ts';
import { isAcceptable, isRestorable } from '../register/soundness.ts';
import { type Candidate, candidateById, type SearchOrder, secretOf } from './search.ts';
import { endView, showCopy, VIEW_WORDS } from './viewing.ts';

/**
 * Recovery: for a register that cannot be worked on, and refused for one that can.
 *
 * Nobody can log in to a register that cannot be opened, so these commands ask for no role (contract/access.ts). What they
 * do with a register that has accounts is therefore no more than recovery needs:
 * - look, search: kinds of damage, counts, names of backups; which changes are missing only as when, who and which kind
 *   (search.ts). No name or value of an asset.
 * - view, export: a copy asks for its own login first, and every reading method checks the role as ever (viewing.ts).
 * - restore, accept, retry: end in a sound register of the same identity, which asks for its login at once. What was there
 *   is kept aside, and the history says what happened. Whoever sits here could as well put the file back by hand; no
 *   administrator has to be found to let an office work on.
 */

const MEMORY_MB = 1024;

/** @throws DaichoError('notReady') while a register is open for work, or where there is none yet */
function trouble(context: Context) {
  if (!context.trouble) throw new DaichoError('notReady', '台帳に、復旧のいるところはありません。');
  return context.trouble;
}

function inThread<T>(context: Context, request: WorkerRequest, handle: JobHandle): Promise<T> {
  return inWorker<T>(context.dataDir, request, handle, { memoryMb: MEMORY_MB });
}

export function look(context: Context): RecoveryLook {
  const { state, problems, detail } = trouble(context);
  const names = existsSync(context.dataDir) ? readdirSync(context.dataDir) : [];
  const kept = names.filter((name) => name.startsWith(KEPT) && name.endsWith('.sqlite'));
  return {
    state,
    problems,
    detail: detail ?? null,
    acceptable: isAcceptable(problems),
    restorable: isRestorable(problems),
    kept: kept.sort().reverse(),
  };
}

function orderOf(context: Context, { from, password }: ParsedInputOf<'recovery.search'>): SearchOrder {
  return { dataDir: context.dataDir, from: from || null, password };
}

/** Checks backups one after the other, newest first, until one is good. */
export function search(context: Context, input: ParsedInputOf<'recovery.search'>): JobStarted {
  trouble(context);
  const order = orderOf(context, input);
  return context.jobs.start((handle) => inThread<RecoverySearch>(context, { type: 'recovery.search', order }, handle));
}

/** Puts a good backup in the register's place; what stands there is kept aside, whole (core/backup/offline.ts). */
export function restore(context: Context, input: ParsedInputOf<'recovery.restore'>): JobStarted {
  const { state, problems } = trouble(context);
  if (state !== 'damaged') throw new DaichoError('notReady', '台帳は壊れていません。');
  if (!isRestorable(problems)) throw new DaichoError(context.trouble!.code);
  const { backup, secret } = find(context, input);
  const now = context.ports.now();
  const words = problems.map(({ message }) => message).join(' ');
  const order = {
    now,
    worker: whoRecovers(context),
    from: null,
    reason: `控え「${backup.name}」。${words}`.slice(0, 1000),
  };
  return context.jobs.start(async (handle): Promise<Recovered> => {
    handle.progress('控えを確かめています', 0, null);
    const target = workingFile(context.dataDir, 'restore');
    try {
      await inThread(context, { type: 'backup.prepare', path: backup.path, secret, target, order }, handle);
      handle.progress('台帳を開いています', 0, null);
      return await context.exclusive(async () => {
        // Somebody may have got it open meanwhile with 「もう一度開く」.
        trouble(context);
        let kept: string | null = null;
        await context.reopen(async () => {
          kept = takePlace(context.dataDir, target, now);
        });
        if (context.trouble) throw new DaichoError('damaged', '控えを開けませんでした。');
        return { kept: kept && basename(kept), assets: opened(context).index.size };
      });
    } finally {
      removeWorkingFile(target);
    }
  });
}

/** Nobody is logged in: the user of the operating system is all that is known. */
function whoRecovers(context: Context): Worker {
  return { name: context.who, post: '', accountId: null };
}

function find(context: Context, input: ParsedInputOf<'recovery.restore'>) {
  const order = orderOf(context, input);
  const backup: Candidate | undefined = candidateById(order, input.id);
  if (!backup) throw new DaichoError('notFound', '控えが見つかりません。もう一度さがしてください。');
  return { backup, secret: secretOf(order) };
}

/** Shows a copy for reading only: what is left of the register, or a backup. */
export async function view(context: Context, input: ParsedInputOf<'recovery.view'>): Promise<{ viewing: true }> {
  const { state, detail } = trouble(context);
  if (input.what === 'backup') await viewBackup(context, input);
  else {
    if (state === 'owned') throw new DaichoError('ownedElsewhere', detail);
    viewRegister(context, state);
  }
  announce(context);
  return { viewing: true };
}

/** @throws DaichoError damaged, newerSchema where it cannot be read */
export function viewRegister(context: Context, state: 'damaged' | 'newer'): void {
  try {
    showCopy(context, copyAside(registerPath(context.dataDir)), VIEW_WORDS[state]);
  } catch (error) {
    context.ports.log(`view: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (error instanceof DaichoError) throw error;
    const words = '中身を読めませんでした。';
    throw state === 'newer' ? new DaichoError('newerSchema', words) : new DaichoError('damaged', words);
  }
}

async function viewBackup(context: Context, input: ParsedInputOf<'recovery.restore'>): Promise<void> {
  const { backup, secret } = find(context, input);
  const dir = privateFolder();
  const order = { path: backup.path, secret, target: registerPath(dir), now: context.ports.now() };
  try {
    await inThread(
      context,
      { type: 'backup.extract', ...order },
      { signal: new AbortController().signal, progress: () => undefined },
    );
  } catch (error) {
    removeFolder(dir);
    throw error;
  }
  const at = formatMoment(new Date(backup.at));
  showCopy(context, dir, `控え「${backup.name}」（${at}）です。見るだけで、変えることはできません`);
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
  if (!viewing) throw new DaichoError('notReady', '先に、読めるところか控えを開いてください。');
  const ids = findIds(context, {});
  if (ids.length === 0) throw new DaichoError('nothingToExport');
  const fileName = outputName(context, '読み出した台帳', 'xlsx');
  const path = join(viewing.dir, 'outputs', fileName);
  const order: LedgerOrder = {
    ids,
    filterWords: viewing.words,
    asOf: today(context),
    title: '情報資産台帳（読み出し）',
    exportedBy: whoWorks(context),
    exportedAt: context.ports.now().toISOString(),
    appVersion: context.appVersion,
  };
  return context.jobs.start(async (handle) => {
    const request = { type: 'ledger.export', order, path } as const;
    const { rows } = await inWorker<{ rows: number }>(viewing.dir, request, handle, { memoryMb: MEMORY_MB });
    const outputId = context.ports.newId();
    viewing.outputs.set(outputId, { path, fileName });
    return { outputId, fileName, path, bytes: (await stat(path)).size, rows };
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
  forgetHeadMark(context.dataDir);
  await context.retry();
  opened(context);
  change(context, { action: '古い状態からの再開', reason, who: whoRecovers(context) }, (recorder) => {
    recorder.record('register', '1', '$accepted', null, { words }, { after: words });
  });
  return { accepted: true };
}

export async function retry(context: Context): Promise<{ opened: boolean }> {
  trouble(context);
  await context.retry();
  return { opened: context.trouble === null };
}
