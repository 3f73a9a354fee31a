import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { Values } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { MasterItem } from '../../contract/master.ts';
import type { RoundTripItem, RoundTripOutline, RoundTripReceipt } from '../../contract/roundTrip.ts';
import { changeOneOfMany, namedAsset } from '../asset/commands.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { addAsset, assetRecord, setBinned } from '../asset/store.ts';
import { backupNow } from '../backup/automatic.ts';
import { type Breathe, beginChange, changeInSlices, type Recorder } from '../change.ts';
import { announce, type Context, opened, today } from '../context.ts';
import { readerBounds } from '../excel/read/index.ts';
import { ITEMS_OF_IMPORT } from '../history/undoable.ts';
import { type JobHandle, startWorker } from '../jobs/run.ts';
import { addItem } from '../register/masters.ts';
import { loadState } from '../register/state.ts';
import type { Step } from './compare.ts';
import type { RoundTripFound } from './task.ts';

/** Round trips from the side of the main thread: what was found is kept here until it is accepted. */

/** Of a file; base64 in the contract is a third longer. */
const MAX_BYTES = 32 * 1024 * 1024;
/** The register as it was is rebuilt in memory beside the file that was read. */
const MEMORY_MB = 1024;
const MS_PER_MB = 20_000;
/** Each keeps its list of differences in memory; nobody compares more ledgers at a time. */
const MAX_KEPT = 2;
/** Assets whose index entries are read in one go. */
const INDEX_CHUNK = 200;
const DISPOSED = 'state.disposed';

const keptOf = new WeakMap<Context, Map<string, RoundTripFound>>();

function kept(context: Context): Map<string, RoundTripFound> {
  let map = keptOf.get(context);
  if (!map) {
    map = new Map();
    keptOf.set(context, map);
  }
  return map;
}

/**
 * Reads an edited ledger of our own and compares it with the register; nothing is written. The job's result is a
 * `RoundTripOutline`; its differences come from `roundTrip.items`.
 * @throws DaichoError('fileTooLarge') beyond 32 MiB; by the job: those of reading, notOurLedger
 */
export function roundTripJob(context: Context, input: ParsedInputOf<'roundTrip.read'>): JobStarted {
  opened(context);
  const bytes = Buffer.from(input.base64, 'base64');
  if (bytes.length > MAX_BYTES) throw new DaichoError('fileTooLarge', 'ファイルの大きさが上限（32MB）を超えています。');
  return context.jobs.start(async (handle): Promise<RoundTripOutline> => {
    const worker = startWorker(context.dataDir, MEMORY_MB);
    try {
      // What kills a reader is small; a ledger of thousands of rows is not, and gets its time on a slow PC.
      const deadlineMs = readerBounds(bytes.length).deadlineMs + MS_PER_MB * Math.floor(bytes.length / 1024 / 1024);
      await worker.ask({ type: 'roundTrip.read', fileName: input.fileName, bytes }, handle, { deadlineMs });
      const found = await worker.ask<RoundTripFound>({ type: 'roundTrip.compare', today: today(context) }, handle);
      const roundTripId = context.ports.newId();
      const map = kept(context);
      for (const old of [...map.keys()].slice(0, Math.max(0, map.size - MAX_KEPT + 1))) map.delete(old);
      map.set(roundTripId, found);
      return { roundTripId, ...found.outline };
    } finally {
      await worker.end();
    }
  });
}

function foundOf(context: Context, roundTripId: string): RoundTripFound {
  const found = kept(context).get(roundTripId);
  if (!found) throw new DaichoError('notFound', 'この見比べは終わっています。ファイルを、もう一度選んでください。');
  return found;
}

/** Another register stands in the place of the one that was compared. */
export function endRoundTrips(context: Context): void {
  keptOf.delete(context);
}

/** The differences, page by page. */
export function roundTripItems(
  context: Context,
  { roundTripId, offset, limit }: ParsedInputOf<'roundTrip.items'>,
): { total: number; items: readonly RoundTripItem[] } {
  const { items } = foundOf(context, roundTripId);
  return { total: items.length, items: items.slice(offset, offset + limit) };
}

/**
 * Takes the accepted differences in: all of them in one change after a backup, or none. The job's result is a
 * `RoundTripReceipt`; the comparison is over then, as it no longer says how the register stands.
 * @throws DaichoError('invalidInput') for nothing accepted or keys of no difference; by the job: conflict where an asset
 *   was changed since it was compared, invalidInput for a class lowered without a reason
 */
export function commitRoundTrip(context: Context, input: ParsedInputOf<'roundTrip.commit'>): JobStarted {
  const found = foundOf(context, input.roundTripId);
  const wanted = wantedOf(found, input);
  return context.jobs.start(async (handle): Promise<RoundTripReceipt> => {
    const receipt = await context.exclusive(async () => {
      for (const id of wanted.revisions.keys()) refuseStale(context, id, wanted.revisions.get(id)!);
      await backupNow(context, 'import', found.outline.fileName, handle);
      return take(context, found, wanted, input.reason, handle);
    });
    kept(context).delete(input.roundTripId);
    return receipt;
  });
}

interface Wanted {
  /** Values of each asset together: levels are valid only with each other. */
  readonly changes: ReadonlyMap<number, Values>;
  readonly added: readonly (Step & { readonly do: 'add' })[];
  readonly binned: readonly number[];
  readonly disposed: readonly number[];
  readonly items: readonly MasterItem[];
  readonly revisions: ReadonlyMap<number, number>;
  readonly steps: number;
}

function wantedOf(found: RoundTripFound, input: ParsedInputOf<'roundTrip.commit'>): Wanted {
  const changes = new Map<number, Values>();
  const added: (Step & { readonly do: 'add' })[] = [];
  const items = new Map<string, MasterItem>();
  const revisions = new Map<number, number>();
  const stepOf = (key: string) => {
    const step = found.steps.get(key);
    if (!step) throw new DaichoError('invalidInput', `「${key}」という違いはありません。`);
    return step;
  };
  const accepted = new Set(input.accept);
  for (const key of accepted) {
    const step = stepOf(key);
    if (step.do === 'remove') throw new DaichoError('invalidInput', 'なくなった行は、ごみ箱か廃棄を選んでください。');
    for (const item of step.items) items.set(item.id, item);
    if (step.do === 'add') {
      added.push(step);
    } else {
      changes.set(step.assetId, { ...changes.get(step.assetId), [step.fieldId]: step.value });
      revisions.set(step.assetId, step.revision);
    }
  }
  const removed = (keys: ReadonlySet<string>) =>
    [...keys].map((key) => {
      const step = stepOf(key);
      if (step.do !== 'remove') throw new DaichoError('invalidInput', 'ごみ箱と廃棄は、なくなった行だけに選べます。');
      revisions.set(step.assetId, step.revision);
      return step.assetId;
    });
  const bin = new Set(input.bin);
  const dispose = new Set(input.dispose);
  if ([...bin].some((key) => dispose.has(key)))
    throw new DaichoError('invalidInput', '同じ行に、ごみ箱と廃棄の両方は選べません。');
  const steps = accepted.size + bin.size + dispose.size;
  if (steps === 0) throw new DaichoError('invalidInput', '取り込む違いを、一つ以上選んでください。');
  const [binned, disposed] = [removed(bin), removed(dispose)];
  return { changes, added, binned, disposed, items: [...items.values()], revisions, steps };
}

/** What somebody changed since it was compared would be overwritten unseen. */
function refuseStale(context: Context, id: number, revision: number): void {
  const record = assetRecord(context, id);
  if (record.revision === revision) return;
  throw new DaichoError(
    'conflict',
    `${namedAsset(context, id)}は、見比べたあとで変わりました。ファイルを、もう一度読み直してください。`,
  );
}

async function take(
  context: Context,
  found: RoundTripFound,
  wanted: Wanted,
  why: string | undefined,
  handle: JobHandle,
): Promise<RoundTripReceipt> {
  const { fileName } = found.outline;
  const register = opened(context);
  const reason = [fileName, why?.trim()].filter(Boolean).join('　');
  const { value, changeId } = await changeInSlices(
    context,
    { action: '台帳の変更の取り込み', reason },
    async (recorder, breathe) => {
      addItems(context, fileName, wanted.items);
      return write(context, recorder, wanted, why, handle, breathe);
    },
  );
  for (let i = 0; i < value.ids.length; i += INDEX_CHUNK) {
    if (i > 0) await nextTurn();
    refreshIndex(register.db, register.state, register.index, value.ids.slice(i, i + INDEX_CHUNK));
  }
  // Lists that were fetched between the slices, or before the index was read again, were half of it.
  announce(context);
  return {
    fileName,
    changeId,
    added: wanted.added.length,
    changedAssets: wanted.changes.size,
    changedFields: [...wanted.changes.values()].reduce((sum, values) => sum + Object.keys(values).length, 0),
    waiting: value.waiting,
    binned: wanted.binned.length,
    disposed: wanted.disposed.length,
    left: found.items.length - wanted.steps,
    refusedCount: found.outline.refusedCount,
  };
}

/** New entries of lists are a change of their own: they stay when the rest is taken back, as assets may use them. */
function addItems(context: Context, fileName: string, items: readonly MasterItem[]): void {
  if (items.length === 0) return;
  const register = opened(context);
  const recorder = beginChange(context, { action: ITEMS_OF_IMPORT, reason: fileName });
  for (const item of items) addItem(register.db, recorder, item);
  recorder.finish();
  // Their words go into search text and history.
  register.state = loadState(register.db);
}

async function write(
  context: Context,
  recorder: Recorder,
  wanted: Wanted,
  why: string | undefined,
  handle: JobHandle,
  breathe: Breathe,
): Promise<{ ids: number[]; waiting: number }> {
  const ids: number[] = [];
  let waiting = 0;
  const total = wanted.changes.size + wanted.added.length + wanted.binned.length + wanted.disposed.length;
  const step = async (id: number) => {
    ids.push(id);
    if (handle.signal.aborted) throw new DaichoError('cancelled');
    handle.progress('台帳に書いています', ids.length, total);
    await breathe();
  };
  for (const [id, values] of wanted.changes) {
    if (changeOneOfMany(context, recorder, id, values, why)) waiting += 1;
    await step(id);
  }
  for (const { asset } of wanted.added) await step(addAsset(context, recorder, asset).id);
  for (const id of wanted.disposed) {
    changeOneOfMany(context, recorder, id, { state: DISPOSED }, why);
    await step(id);
  }
  for (const id of wanted.binned) {
    setBinned(context, recorder, id, true);
    await step(id);
  }
  return { ids, waiting };
}
