import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { ErrorBook, ImportCheck, ImportOutline, ImportPlan, ImportReceipt } from '../../contract/importing.ts';
import type { SheetPicture, TableRead } from '../../contract/importPicture.ts';
import type { JobStarted } from '../../contract/job.ts';
import { rowsAfter } from '../../db/history.ts';
import { inLongTransaction } from '../../db/statements.ts';
import { changeOneOfMany, namedAsset } from '../asset/commands.ts';
import { levelsOf } from '../asset/derive.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { addAsset, bringBack, relate } from '../asset/store.ts';
import { backupNow } from '../backup/automatic.ts';
import { beginChange, type Recorder, slices } from '../change.ts';
import { forgetFindings } from '../classification/findingCache.ts';
import { classGraph } from '../classification/graph.ts';
import { keepClasses } from '../classification/leaving.ts';
import { holdForApproval } from '../classification/proposing.ts';
import { announce, type Context, opened, today, whoWorks } from '../context.ts';
import { readerBounds, type TextChoice } from '../excel/read/index.ts';
import { ITEMS_OF_IMPORT } from '../history/undoable.ts';
import { type JobHandle, startWorker, type WorkerSession } from '../jobs/run.ts';
import type { WorkerRequest } from '../jobs/worker.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput } from '../output/keep.ts';
import { addItem } from '../register/masters.ts';
import { putOwnFields } from '../register/ownFields.ts';
import { loadState } from '../register/state.ts';
import type { MadeErrorBook } from './errorBook.ts';
import type { Overwrite } from './overwrite.ts';
import type { ImportedAsset } from './rows.ts';
import type { ImportBatch } from './task.ts';
import { tellDecisions } from './told.ts';

/** Imports from the side of the main thread: sessions, and the one place where imported rows are written. */

/** Of a file; base64 in the contract is a third longer. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Each keeps a whole book in memory. */
const MAX_SESSIONS = 3;
/** After this long nobody comes back to an import. */
const IDLE_MS = 30 * 60_000;
/** Assets whose index entries are read in one go. */
const INDEX_CHUNK = 200;

interface Session {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly kind: Kind | null;
  /** Of a text file: what the person said about it. */
  choice: TextChoice;
  /** Null after a cancelled or failed run: the file is read again when it is needed. */
  worker: WorkerSession | null;
  /** True once the worker has the file. */
  loaded: boolean;
  busy: boolean;
  /** Settles when the request under way has ended. */
  idle: Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

const sessionsOf = new WeakMap<Context, Map<string, Session>>();

function sessions(context: Context): Map<string, Session> {
  let map = sessionsOf.get(context);
  if (!map) {
    map = new Map();
    sessionsOf.set(context, map);
  }
  return map;
}

/**
 * Reads a ledger and proposes how to take it in; nothing is written. The job's result is an `ImportOutline`.
 * @throws DaichoError('fileTooLarge') beyond 32 MiB
 */
export function readJob(context: Context, input: ParsedInputOf<'importing.read'>): JobStarted {
  opened(context);
  const bytes = Buffer.from(input.base64, 'base64');
  if (bytes.length > MAX_BYTES) throw new DaichoError('fileTooLarge', 'ファイルの大きさが上限（32MB）を超えています。');
  const importId = context.ports.newId();
  const session: Session = {
    fileName: input.fileName,
    bytes,
    kind: input.kind ?? null,
    choice: {},
    worker: null,
    loaded: false,
    busy: false,
    idle: Promise.resolve(),
    timer: undefined,
  };
  return context.jobs.start(async (handle): Promise<ImportOutline> => {
    const map = sessions(context);
    for (const [oldId, old] of map) if (map.size >= MAX_SESSIONS && !old.busy) await end(context, oldId);
    map.set(importId, session);
    try {
      return { importId, ...(await using(context, importId, session, (worker) => read(worker, session, handle))) };
    } catch (error) {
      await end(context, importId);
      throw error;
    }
  });
}

/**
 * Reads a text file again as the person chose. The job's result is a new `ImportOutline` of the same import; where the
 * file can't be read that way, the import stays as it was.
 * @throws in the job DaichoError('fileUnreadable')
 */
export function rereadJob(context: Context, input: ParsedInputOf<'importing.reread'>): JobStarted {
  const { importId, encoding, delimiter } = input;
  const session = sessionWith(context, importId);
  return context.jobs.start((handle) =>
    using(context, importId, session, async (worker): Promise<ImportOutline> => {
      const before = session.choice;
      session.choice = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
      try {
        return { importId, ...(await read(worker, session, handle)) };
      } catch (error) {
        session.choice = before;
        throw error;
      }
    }),
  );
}

/** What a sheet looks like with the plan as it is now. Waits for what the import is doing just then. */
export function lookAtSheet(context: Context, input: ParsedInputOf<'importing.picture'>): Promise<SheetPicture> {
  const { importId, sheet, from, count } = input;
  return look(context, importId, { type: 'import.picture', sheet, from, count });
}

/** A new proposal for a table whose place the person corrected. */
export function proposeAgain(context: Context, input: ParsedInputOf<'importing.table'>): Promise<TableRead> {
  const { importId, sheet, kind } = input;
  const { fileName } = sessionWith(context, importId);
  return look(context, importId, { type: 'import.table', sheet, kind, fileName });
}

/** A question that is quickly answered: neither progress nor a way to stop it. */
async function look<T>(context: Context, importId: string, request: WorkerRequest): Promise<T> {
  const session = sessionWith(context, importId);
  while (session.busy) await session.idle;
  const handle: JobHandle = { signal: new AbortController().signal, progress: () => undefined };
  return using(context, importId, sessionWith(context, importId), async (worker) => {
    if (!session.loaded) await read(worker, session, handle);
    return worker.ask<T>(request, handle);
  });
}

/** The dry run of a plan. The job's result is an `ImportCheck`. */
export function checkJob(context: Context, input: ParsedInputOf<'importing.check'>): JobStarted {
  const session = sessionWith(context, input.importId);
  return context.jobs.start((handle) =>
    using(context, input.importId, session, async (worker) => {
      if (!session.loaded) await read(worker, session, handle);
      return worker.ask<ImportCheck>(
        { type: 'import.check', plan: input.plan, today: today(context), full: input.full ?? false },
        handle,
      );
    }),
  );
}

/** The person's own book with the doubtful cells marked, to be mended and imported again. */
export function errorBookJob(context: Context, input: ParsedInputOf<'importing.errorBook'>): JobStarted {
  const session = sessionWith(context, input.importId);
  // The name of the ledger says what it is of, also when it comes back.
  const ledger = session.fileName.replace(/\.[^.]*$/, '').replaceAll(/[\\/:*?"<>|\s\p{Cc}\p{Cf}]/gu, '');
  const { fileName, path } = newOutput(context, `直すための${[...ledger].slice(0, 60).join('')}`, 'xlsx');
  return context.jobs.start(async (handle): Promise<ErrorBook> => {
    const made = await using(context, input.importId, session, async (worker) => {
      if (!session.loaded) await read(worker, session, handle);
      return worker.ask<MadeErrorBook>(
        { type: 'import.errorBook', plan: input.plan, today: today(context), path },
        handle,
      );
    });
    const { bytes, rows, cells } = made;
    const file = { kind: 'errorBook' as const, fileName, path, bytes, rows, about: session.fileName };
    const stamp = { at: context.ports.now().toISOString(), who: whoWorks(context) };
    return { ...(await keepOutput(context, { ...file, ...stamp })), rows, cells };
  });
}

/** Takes the rows in, all of them in one change or none. The job's result is an `ImportReceipt`; the import is over then. */
export function commitJob(context: Context, input: ParsedInputOf<'importing.commit'>): JobStarted {
  const session = sessionWith(context, input.importId);
  return context.jobs.start((handle) =>
    using(context, input.importId, session, async (worker) => {
      if (!session.loaded) await read(worker, session, handle);
      const receipt = await context.exclusive(async () => {
        await backupNow(context, 'import', session.fileName, handle);
        return commit(context, worker, session.fileName, input, handle);
      });
      await end(context, input.importId);
      return receipt;
    }),
  );
}

/** Ends all imports that are under way; for the closing of the app, after its jobs have ended. */
export async function endImports(context: Context): Promise<void> {
  for (const importId of [...sessions(context).keys()]) await end(context, importId);
}

type Read = Omit<ImportOutline, 'importId'>;

async function read(worker: WorkerSession, session: Session, handle: JobHandle): Promise<Read> {
  const { fileName, bytes, kind, choice } = session;
  const outline = await worker.ask<Read>({ type: 'import.read', fileName, bytes, kind, choice }, handle, {
    deadlineMs: readerBounds(bytes.length).deadlineMs,
  });
  session.loaded = true;
  return outline;
}

function sessionWith(context: Context, importId: string): Session {
  const session = sessions(context).get(importId);
  if (!session)
    throw new DaichoError('notFound', 'この取り込みは終わっています。取り込むファイルを、もう一度選んでください。');
  return session;
}

/** One request at a time; a worker that failed or was cancelled is thrown away, the import itself goes on. */
async function using<T>(
  context: Context,
  importId: string,
  session: Session,
  work: (worker: WorkerSession) => Promise<T>,
): Promise<T> {
  if (session.busy) throw new DaichoError('busy', 'この取り込みは、いま処理しているところです。');
  session.busy = true;
  const { promise, resolve } = Promise.withResolvers<void>();
  session.idle = promise;
  clearTimeout(session.timer);
  const worker = session.worker ?? startWorker(context.dataDir, readerBounds(session.bytes.length).memoryMb);
  session.worker = worker;
  try {
    return await work(worker);
  } catch (error) {
    session.worker = null;
    session.loaded = false;
    await worker.end();
    throw error;
  } finally {
    session.busy = false;
    resolve();
    if (sessions(context).has(importId)) {
      session.timer = setTimeout(() => void end(context, importId), IDLE_MS);
      session.timer.unref();
    }
  }
}

async function end(context: Context, importId: string): Promise<void> {
  const session = sessions(context).get(importId);
  sessions(context).delete(importId);
  clearTimeout(session?.timer);
  await session?.worker?.end();
}

/** What the person decided to take in. */
interface Wanted {
  readonly plan: ImportPlan;
  readonly goodRowsOnly?: boolean | undefined;
  /** The last entry of the history that the person's dry run has seen. */
  readonly seen?: number | undefined;
}

async function commit(
  context: Context,
  worker: WorkerSession,
  fileName: string,
  wanted: Wanted,
  handle: JobHandle,
): Promise<ImportReceipt> {
  const register = opened(context);
  const { db } = register;
  let written: Written;
  try {
    written = await inLongTransaction(db, () => writeAll(context, worker, fileName, wanted, handle));
  } catch (error) {
    register.state = loadState(db);
    // Screens that asked meanwhile saw rows that are gone now: nothing of it may be kept.
    register.index.forgetOrders();
    classGraph(context).reset();
    forgetFindings(context);
    announce(context);
    throw error;
  }
  const { ids, updated, found, kept } = written;
  classGraph(context).reset();
  forgetFindings(context);
  register.index.forgetOrders();
  const touched = [...ids, ...updated, ...found, ...kept];
  for (let i = 0; i < touched.length; i += INDEX_CHUNK) {
    refreshIndex(db, register.state, register.index, touched.slice(i, i + INDEX_CHUNK));
    await nextTurn();
  }
  announce(context);
  return receiptOf(written, fileName);
}

interface Written {
  readonly recorder: Recorder;
  readonly check: ImportCheck;
  /** Of the new assets, and of those that were there. */
  readonly ids: number[];
  readonly updated: number[];
  /** Those that are found by other words, as an own field was taken out again. */
  readonly found: readonly number[];
  /** Those that kept a level when what they hold left them. */
  readonly kept: readonly number[];
}

/** Writes batch after batch inside the caller's transaction. Settles only when nothing is being written any more. */
async function writeAll(
  context: Context,
  worker: WorkerSession,
  fileName: string,
  wanted: Wanted,
  handle: JobHandle,
): Promise<Written> {
  const begun: Written[] = [];
  let writing: Promise<void> = Promise.resolve();
  let over = false;
  const slice = slices();
  const breathe = async () => {
    await slice();
    if (handle.signal.aborted) throw new DaichoError('cancelled');
  };
  const write = async (batch: ImportBatch) => {
    if (batch.type === 'plan') {
      begun.push(begin(context, fileName, batch, wanted.plan));
      return;
    }
    const { recorder, check, ids, updated } = begun[0]!;
    for (const asset of batch.assets) {
      if (over) throw new DaichoError('cancelled');
      if (asset.updates) updated.push(overwrite(context, recorder, asset, asset.updates, wanted.seen));
      else ids.push(put(context, recorder, asset));
      await breathe();
    }
    handle.progress('台帳に書いています', ids.length + updated.length, check.rows - check.leftOut);
  };
  try {
    const { plan, goodRowsOnly = false } = wanted;
    await worker.ask({ type: 'import.batches', plan, today: today(context), goodRowsOnly }, handle, {
      onBatch: (batch) => {
        writing = write(batch as ImportBatch);
        return writing;
      },
    });
  } finally {
    // A cancelled request comes back at once; the batch under way must be over before the transaction is.
    over = true;
    await writing.catch(() => undefined);
  }
  const { recorder } = begun[0]!;
  // Only an asset that was there can leave what holds it.
  const kept = recorder.leaving.length > 0 ? keepClasses(context, recorder, false) : [];
  await recorder.finishInSlices(breathe);
  if (handle.signal.aborted) throw new DaichoError('cancelled');
  return { ...begun[0]!, kept };
}

/**
 * The asset takes what the row fills and what differs, by the same way as a change on the screen: a class may wait for the
 * second person, and none is lowered without a reason.
 * @throws DaichoError('conflict') for an asset that was changed since the dry run, ('invalidInput') for a class laxer than
 *   what it holds, without a reason
 */
function overwrite(
  context: Context,
  recorder: Recorder,
  { related = [] }: ImportedAsset,
  { id, changes, reason, schemeId }: Overwrite,
  seen = Number.MAX_SAFE_INTEGER,
): number {
  const { db } = opened(context);
  const since = rowsAfter(db, 'asset', String(id), seen).filter((row) => row.change_id !== recorder.changeId);
  if (since.length > 0)
    throw new DaichoError(
      'conflict',
      `${namedAsset(context, id)}は、確かめたあとで変わりました。もう一度、確かめ直してください。`,
    );
  try {
    changeOneOfMany(context, recorder, id, changes, reason, schemeId);
  } catch (error) {
    // What the asset holds asks for more than the dry run could see.
    if (!(error instanceof DaichoError && error.code === 'invalidInput')) throw error;
    const way = 'もとの表のその行に「分類の理由」を書くか、その行を「取り込まない」にしてください。';
    throw new DaichoError('invalidInput', `${error.detail ?? ''}${way}`);
  }
  relate(context, recorder, id, related);
  return id;
}

function put(context: Context, recorder: Recorder, asset: ImportedAsset): number {
  if (asset.bringsBack === undefined) return addAsset(context, recorder, asset).id;
  const { bringsBack: id, schemeId, values } = asset;
  const reason = values['classificationReason'] ?? null;
  const wanted = { levels: levelsOf(values), schemeId, reason: typeof reason === 'string' ? reason : null };
  // Coming back with another class is a class change like any other: no way round the second person.
  const waits = holdForApproval(context, recorder, id, wanted);
  bringBack(context, recorder, id, asset, waits);
  return id;
}

/**
 * New entries of lists are a change of their own: they stay when the import is taken back, as assets may use them. Own
 * fields go with it (core/history/undo.ts).
 */
function begin(
  context: Context,
  fileName: string,
  batch: ImportBatch & { readonly type: 'plan' },
  plan: ImportPlan,
): Written {
  const register = opened(context);
  if (batch.items.length > 0) {
    const recorder = beginChange(context, { action: ITEMS_OF_IMPORT, reason: fileName });
    for (const item of batch.items) addItem(register.db, recorder, item);
    recorder.finish();
    // Their words go into search text and history.
    register.state = loadState(register.db);
  }
  // What holds an asset that is overwritten, as it is before: an asset that is disposed of leaves it.
  if (batch.check.updates.clean + batch.check.updates.doubtful > 0) classGraph(context).load();
  const recorder = beginChange(context, { action: '取り込み', reason: fileName });
  tellDecisions(recorder, register.state, plan);
  const found = putOwnFields(context, recorder, batch.ownFields);
  if (batch.ownFields.length > 0) register.state = loadState(register.db);
  return { recorder, check: batch.check, ids: [], updated: [], found, kept: [] };
}

function receiptOf({ check, ids, updated, recorder }: Written, fileName: string): ImportReceipt {
  const { rows, byKind, problems, problemCount, newItems, ownFields } = check;
  const counts = { rows, imported: ids.length, updated: updated.length, skipped: rows - ids.length - updated.length };
  const told = { byKind, problems, problemCount, newItems, ownFields };
  return { ...counts, changeId: String(recorder.changeId), fileName, ...told };
}
