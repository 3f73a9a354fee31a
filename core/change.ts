import { setImmediate as nextTurn } from 'node:timers/promises';
import { CHAIN_START, entryHash } from '../db/chain.ts';
import { type ChangeRecord, chainHead, insertChange, insertHistory } from '../db/history.ts';
import { ROW, type RowImage, takeUnrecorded } from '../db/rowImages.ts';
import { inLongTransaction, inTransaction } from '../db/statements.ts';
import type { WritableDb } from '../db/types.ts';
import { refreshIndex } from './asset/indexing.ts';
import { forgetFindings, touchFindings } from './classification/findingCache.ts';
import { classGraph } from './classification/graph.ts';
import { keepClasses } from './classification/leaving.ts';
import { announce, type Context, localDate, opened, type Worker, worker } from './context.ts';
import { isGone, loadState } from './register/state.ts';

/**
 * Writes the history entries of one change. Values are stored raw (for replay) and, where they are ids, in words too.
 * Every entry is chained to the one before it (db/chain.ts).
 */
export interface Recorder {
  readonly changeId: number;
  /** Assets that entries were written for. */
  readonly touched: ReadonlySet<number>;
  /** Assets whose revision was raised in this change: it rises once, so that replay can tell it. */
  readonly revised: Set<number>;
  /** What no longer stands where it stood, in words: a link taken off, an asset binned. */
  readonly leaving: readonly Leaving[];
  /** `before` and `after` are JSON-able stored values; null means empty. Words only where they differ from the value. */
  record(
    entity: string,
    entityId: string | number,
    field: string | null,
    before: unknown,
    after: unknown,
    words?: { before?: string | null; after?: string | null },
  ): void;
  /**
   * Records the stored rows that were written meanwhile (db/rowImages.ts); the last step inside the transaction.
   * @returns whether anything was recorded at all
   */
  finish(): boolean;
  /** The same for a change of any size. */
  finishInSlices(breathe: Breathe): Promise<boolean>;
}

/** An asset that left what held it: its link was taken off, it went into the bin, or it is no longer there. */
export interface Leaving {
  readonly assetId: number;
  readonly how: 'unlinked' | 'binned' | 'gone';
}

export interface ChangeHeader {
  readonly action: string;
  readonly reason?: string | null | undefined;
  readonly undoes?: number;
  /** Who does it, where that is not whoever is logged in: the person who is just proving who they are. */
  readonly who?: Worker;
}

/** Opens a change inside a transaction that the caller holds. Nothing is written before the first entry needs it. */
export function beginChange(context: Context, header: ChangeHeader): Recorder {
  const { db } = opened(context);
  const leaving: Leaving[] = [];
  const recorder = recordChange(db, header.who ?? worker(context), context.ports.now(), header);
  return {
    get changeId() {
      return recorder.changeId;
    },
    touched: recorder.touched,
    revised: recorder.revised,
    finish: recorder.finish,
    finishInSlices: recorder.finishInSlices,
    leaving,
    record(entity, entityId, field, before, after, words) {
      if (entity === 'asset') {
        const how = leaves(context, field, after);
        if (how) leaving.push({ assetId: Number(entityId), how });
      }
      recorder.record(entity, entityId, field, before, after, words);
    },
  };
}

/** What the program itself does at its start: in one transaction, in its own name. */
export function systemChange(db: WritableDb, now: Date, action: string, work: () => void): void {
  inTransaction(db, () => {
    work();
    recordChange(db, { name: 'Daicho', post: '', accountId: null }, now, { action }).finish();
  });
}

export type ChangeWorker = Worker;

/** A change of a register that is not the open one: the file that a backup will become. */
export function changeIn(
  db: WritableDb,
  who: ChangeWorker,
  now: Date,
  header: ChangeHeader,
  work: (recorder: Recorder) => void,
): void {
  inTransaction(db, () => {
    const recorder = recordChange(db, who, now, header);
    work(recorder);
    recorder.finish();
  });
}

function recordChange(db: WritableDb, who: Worker, now: Date, header: ChangeHeader): Recorder {
  const touched = new Set<number>();
  let begun: { readonly id: number; readonly change: Omit<ChangeRecord, 'id'>; seq: number; hash: string } | null =
    null;
  const begin = () => {
    if (begun) return begun;
    const head = chainHead(db);
    const change = {
      at: now.toISOString(),
      day: localDate(now),
      who: who.name,
      post: who.post,
      account_id: who.accountId,
      action: header.action,
      reason: header.reason?.trim() || null,
      undoes: header.undoes ?? null,
    };
    begun = { id: insertChange(db, change), change, seq: head?.seq ?? 0, hash: head?.hash ?? CHAIN_START };
    // Order is by number, never by time; that the clock was set back is itself a fact (reliability.md P12).
    if (head && head.at > change.at) add('register', '1', '$clock', json(head.at), json(change.at), null, null);
    return begun;
  };
  const add = (
    entity: string,
    entity_id: string,
    field: string | null,
    before: string | null,
    after: string | null,
    before_words: string | null,
    after_words: string | null,
  ) => {
    const at = begin();
    at.seq += 1;
    const entry = { seq: at.seq, change_id: at.id, entity, entity_id, field, before, after, before_words, after_words };
    at.hash = entryHash(at.hash, { ...at.change, ...entry });
    insertHistory(db, { ...entry, hash: at.hash });
  };
  const addImage = (image: RowImage | null) => {
    if (image) add(image.entity, image.entity_id, ROW, image.before, image.after, null, null);
  };
  return {
    get changeId() {
      return begin().id;
    },
    touched,
    revised: new Set(),
    leaving: [],
    record(entity, entityId, field, before, after, words) {
      if (entity === 'asset') touched.add(Number(entityId));
      add(
        entity,
        String(entityId),
        field,
        json(before),
        json(after),
        words?.before?.toWellFormed() ?? null,
        words?.after?.toWellFormed() ?? null,
      );
    },
    finish() {
      for (const image of takeUnrecorded(db)) addImage(image);
      return begun !== null;
    },
    async finishInSlices(breathe) {
      for (const image of takeUnrecorded(db)) {
        addImage(image);
        await breathe();
      }
      return begun !== null;
    },
  };
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

function leaves(context: Context, field: string | null, after: unknown): Leaving['how'] | null {
  if (field?.startsWith('$link:')) return after === null ? 'unlinked' : null;
  if (field === '$binned') return after === true ? 'binned' : null;
  if (field === 'state') return isGone(opened(context).state, after) ? 'gone' : null;
  return null;
}

/**
 * One change: the rows and their history in one transaction (reliability.md P2), then the news to every screen.
 * A throw leaves nothing behind, neither rows nor history. Where nothing changed there is no change: its id is ''.
 */
export function change<T>(
  context: Context,
  header: ChangeHeader,
  work: (recorder: Recorder) => T,
): { value: T; changeId: string } {
  const { db, index } = opened(context);
  const graph = classGraph(context);
  graph.load();
  try {
    const done = inTransaction(db, () => {
      const recorder = beginChange(context, header);
      const value = work(recorder);
      const kept = keepClasses(context, recorder, header.undoes !== undefined);
      return { recorder, kept, value, changeId: recorder.finish() ? String(recorder.changeId) : '' };
    });
    touchFindings(context, done.recorder.touched);
    if (done.kept.length > 0) refreshIndex(db, opened(context).state, index, done.kept);
    announce(context);
    return { value: done.value, changeId: done.changeId };
  } catch (error) {
    graph.reset();
    throw error;
  }
}

/** Rows are written for this long before other calls get their turn. */
const SLICE_MS = 15;

/** Ends a slice when it is over: other calls get their turn. */
export type Breathe = () => Promise<void>;

/** Begins the first slice. */
export function slices(): Breathe {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < SLICE_MS) return;
    await nextTurn();
    started = performance.now();
  };
}

/**
 * A change of any size: as `change`, but `work` calls `breathe` between its steps, so that the window never waits longer
 * than a slice. The caller holds `exclusive`. What screens saw meanwhile is renewed either way.
 */
export async function changeInSlices<T>(
  context: Context,
  header: ChangeHeader,
  work: (recorder: Recorder, breathe: Breathe) => Promise<T>,
): Promise<{ value: T; changeId: string }> {
  const register = opened(context);
  const { db, index } = register;
  const graph = classGraph(context);
  graph.load();
  const breathe = slices();
  try {
    const done = await inLongTransaction(db, async () => {
      const recorder = beginChange(context, header);
      const value = await work(recorder, breathe);
      const kept = keepClasses(context, recorder, header.undoes !== undefined);
      return {
        recorder,
        kept,
        value,
        changeId: (await recorder.finishInSlices(breathe)) ? String(recorder.changeId) : '',
      };
    });
    touchFindings(context, done.recorder.touched);
    if (done.kept.length > 0) refreshIndex(db, register.state, index, done.kept);
    announce(context);
    return { value: done.value, changeId: done.changeId };
  } catch (error) {
    register.state = loadState(db);
    index.forgetOrders();
    graph.reset();
    forgetFindings(context);
    announce(context);
    throw error;
  }
}
