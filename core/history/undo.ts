import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { LastChanges, UndoCheck, UndoConflict, UndoResult, UndoTarget } from '../../contract/history.ts';
import type { JobStarted } from '../../contract/job.ts';
import {
  type ChangeRecord,
  changeById,
  changesBy,
  entitiesOfChange,
  type HistoryRecord,
  imagesOfChange,
  newestChange,
  rowsOfChange,
  undoneBy,
} from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { afterBackup } from '../backup/automatic.ts';
import { type Breathe, changeInSlices, type Recorder, slices } from '../change.ts';
import { announce, type Context, inWords, opened, worker } from '../context.ts';
import type { JobHandle } from '../jobs/run.ts';
import { loadState } from '../register/state.ts';
import { changedWords, lastChangeOf } from './since.ts';
import { assetConflicts, refuseClassChange, undoAsset } from './undoAssets.ts';
import { REVERSIBLE, whyNotUndoable } from './undoable.ts';
import { putBack, refusal, rowName, stands } from './undoRows.ts';
import { changeNoun } from './undoWords.ts';

/** What a change did, and what is in the way of taking it back. */
interface Plan {
  readonly change: ChangeRecord;
  readonly what: string;
  readonly again: boolean;
  /** Entries of each asset, in order. */
  readonly assets: ReadonlyMap<number, readonly HistoryRecord[]>;
  /** Stored rows that go back, and what was told of them. */
  readonly images: readonly HistoryRecord[];
  readonly told: readonly HistoryRecord[];
  /** By asset, or by table and key of a stored row. */
  readonly conflicts: ReadonlyMap<string, UndoConflict>;
}

const keyOf = (row: Pick<HistoryRecord, 'entity' | 'entity_id'>) => `${row.entity} ${row.entity_id}`;

/** Settings are the administrator's, also when they go back. */
function mayUndo(context: Context, changeId: number): boolean {
  if (context.session.may('admin')) return true;
  const entities = entitiesOfChange(opened(context).db, changeId);
  // A form lies among the settings and is whoever may edit's (db/forms.ts).
  const told = entities.find(({ entity }) => entity === 'form') ? entities.filter((one) => one.told) : entities;
  return told.every(({ entity }) => entity !== 'setting');
}

/**
 * @throws DaichoError('notFound'), ('notAllowed') for a setting, ('cannotUndo') with the reason where a change can't be
 *   taken back at all
 */
async function planOf(context: Context, changeIdText: string, breathe: Breathe): Promise<Plan> {
  const { db } = opened(context);
  const changeId = Number(changeIdText);
  const change = changeById(db, changeId);
  if (!change) throw new DaichoError('notFound');
  const reason = whyNotUndoable(db, changeId);
  if (reason) throw new DaichoError('cannotUndo', reason);
  if (!mayUndo(context, changeId)) throw new DaichoError('notAllowed');
  const rows = rowsOfChange(db, changeId);
  refuseClassChange(context, rows);
  const assets = Map.groupBy(
    rows.filter(({ entity }) => entity === 'asset'),
    (row) => Number(row.entity_id),
  );
  const conflicts = new Map<string, UndoConflict>();
  for (const [id, own] of assets) {
    await breathe();
    const message = assetConflicts(context, id, own);
    if (message) conflicts.set(`asset ${id}`, { assetId: String(id), message });
  }
  const going = new Set([...assets.keys()].filter((id) => !conflicts.has(`asset ${id}`)));
  // An own field goes with the import that brought it, unless somebody uses it or has changed it since: then it stays.
  const stays = (row: HistoryRecord) =>
    assets.size > 0 && row.entity === 'own_field' && (!stands(db, row) || refusal(context, row, going) !== null);
  const reversible = imagesOfChange(db, changeId).filter(({ entity }) => REVERSIBLE.includes(entity));
  const images = reversible.filter((row) => !stays(row));
  const staying = new Set(reversible.filter(stays).map((row) => `ownField ${row.entity_id}`));
  for (const row of images) {
    const message = stands(db, row)
      ? refusal(context, row, going)
      : changedWords(rowName(context, row), '', lastChangeOf(db, row.entity, row.entity_id, row.seq));
    if (message) conflicts.set(keyOf(row), { assetId: null, message });
  }
  const told = rows.filter((row) => row.entity !== 'asset' && !staying.has(keyOf(row)));
  const what = changeNoun(db, rootOf(db, change));
  return { change, what, again: depthOf(db, change) % 2 === 1, assets, images, told, conflicts };
}

/** What is counted: assets, else lists and settings. Own fields that go with assets are no things of their own. */
const total = ({ assets, images }: Pick<Plan, 'assets' | 'images'>) =>
  assets.size + new Set(images.filter(({ entity }) => assets.size === 0 || entity !== 'own_field').map(keyOf)).size;

/** What taking a change back would meet: nothing is written. */
export async function checkUndo(context: Context, changeId: string): Promise<UndoCheck> {
  const plan = await planOf(context, changeId, slices());
  const conflicts = [...plan.conflicts.values()];
  return {
    what: plan.what,
    again: plan.again,
    at: plan.change.at,
    who: inWords({ name: plan.change.who, post: plan.change.post }),
    total: total(plan),
    conflictCount: conflicts.length,
    conflicts: conflicts.slice(0, SHOWN_CONFLICTS),
  };
}

const SHOWN_CONFLICTS = 200;
/** Assets whose index entries are read in one go. */
const INDEX_CHUNK = 200;
/**
 * Takes a whole change back, of any size: values return to what they were, registered assets go to the bin, links come
 * and go, settings and entries of lists stand as before. The undoing is a change of its own with its own history;
 * nothing is erased. The caller holds `exclusive`.
 * @throws DaichoError('cannotUndo') naming what has changed since and by whom, unless `onlyUnchanged` leaves that out
 */
export async function undoChange(
  context: Context,
  { changeId, onlyUnchanged = false }: ParsedInputOf<'change.undo'>,
  handle?: Pick<JobHandle, 'progress' | 'signal'>,
): Promise<UndoResult> {
  const plan = await planOf(context, changeId, slices());
  const { what, again, conflicts } = plan;
  if (conflicts.size > 0 && (!onlyUnchanged || conflicts.size === total(plan))) throw refused(conflicts, total(plan));
  const { undone, images, ids, renamed } = await afterBackup(context, total(plan), () => write(context, plan, handle));
  if (undone.changeId === '') throw new DaichoError('cannotUndo', 'すでに、変更する前のとおりになっています。');
  const register = opened(context);
  if (images > 0) {
    register.state = loadState(register.db);
    register.index.forgetOrders();
  }
  const touched = [...new Set([...ids, ...renamed])];
  for (let i = 0; i < touched.length; i += INDEX_CHUNK) {
    if (i > 0) await nextTurn();
    refreshIndex(register.db, register.state, register.index, touched.slice(i, i + INDEX_CHUNK));
  }
  // What screens fetched between the slices was half of it.
  if (touched.length > INDEX_CHUNK) announce(context);
  return { changeId: undone.changeId, changed: undone.value, what, again, skipped: conflicts.size };
}

/** Writes what a plan says, but for its conflicts, in one change. */
async function write(context: Context, plan: Plan, handle?: Pick<JobHandle, 'progress' | 'signal'>) {
  const { change, conflicts } = plan;
  const left = conflicts.size > 0 ? `（そのあとで変わった${conflicts.size.toLocaleString('ja-JP')}件を除く）` : '';
  const ids = [...plan.assets.keys()].filter((id) => !conflicts.has(`asset ${id}`));
  const images = plan.images.filter((row) => !conflicts.has(keyOf(row)));
  const header = { action: '取り消し', reason: `「${change.action}」の取り消し${left}`, undoes: change.id };
  let renamed: number[] = [];
  const undone = await changeInSlices(context, header, async (recorder, breathe) => {
    const changed = await takeBack(context, recorder, plan, ids, async (count) => {
      if (handle?.signal.aborted) throw new DaichoError('cancelled');
      handle?.progress('取り消しています', count, ids.length);
      await breathe();
    });
    if (images.length > 0) {
      renamed = putBack(context, images.toReversed());
      tell(recorder, plan.told, conflicts);
    }
    return changed + total({ assets: plan.assets, images }) - plan.assets.size;
  });
  return { undone, ids, images: images.length, renamed };
}

/** The same as a job, with progress; やめる leaves everything as it is. */
export function undoJob(context: Context, input: ParsedInputOf<'change.takeBack'>): JobStarted {
  if (!changeById(opened(context).db, Number(input.changeId))) throw new DaichoError('notFound');
  return context.jobs.start((handle) => context.exclusive(() => undoChange(context, input, handle)));
}

/** @returns how many assets went back */
async function takeBack(
  context: Context,
  recorder: Recorder,
  plan: Plan,
  ids: readonly number[],
  step: (count: number) => Promise<void>,
): Promise<number> {
  let count = 0;
  // The last one first: what was registered for another one's sake goes before it.
  for (const id of ids.toReversed()) {
    undoAsset(context, recorder, id, plan.assets.get(id)!);
    count += 1;
    await step(count);
  }
  const rowsOf = (id: number) => plan.assets.get(id)!;
  if (!ids.some((id) => rowsOf(id).some(({ field }) => field === null))) return count;
  // What a registered asset is only linked to is not counted with it; what the same import has overwritten is.
  return ids.filter((id) => rowsOf(id).some(({ field }) => !field?.startsWith('$') || field === '$binned')).length;
}

/** What a change told of lists and settings, told the other way round. */
function tell(recorder: Recorder, told: readonly HistoryRecord[], conflicts: Plan['conflicts']): void {
  for (const row of told.toReversed()) {
    if (conflicts.has(`${TABLES[row.entity] ?? row.entity} ${row.entity_id}`)) continue;
    const [before, after] = [parse(row.after), parse(row.before)];
    recorder.record(row.entity, row.entity_id, row.field, before, after, {
      before: row.after_words,
      after: row.before_words,
    });
  }
}

/** Tables of the things that the history tells of by another name. */
const TABLES: Readonly<Record<string, string>> = {
  master: 'master_item',
  ownField: 'own_field',
  form: 'setting',
  labelSheet: 'label_sheet',
  labelTemplate: 'label_template',
  labelPrinter: 'label_printer',
};

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

function refused(conflicts: Plan['conflicts'], all: number): DaichoError {
  const list = [...conflicts.values()];
  const more = list.length > 3 ? `ほか${(list.length - 3).toLocaleString('ja-JP')}件。` : '';
  const of =
    all > 1
      ? `${all.toLocaleString('ja-JP')}件のうち${list.length.toLocaleString('ja-JP')}件は、もとに戻せません。`
      : '';
  return new DaichoError(
    'cannotUndo',
    `${of}${list
      .slice(0, 3)
      .map(({ message }) => message)
      .join('')}${more}`,
  );
}

/**
 * What Ctrl+Z and Ctrl+Y would take back for the person who works now, whatever this screen has seen: after a reload and
 * after a restart as well. A change counts as done again when its undoing was undone.
 */
export function lastChanges(context: Context): LastChanges {
  const { db } = opened(context);
  const { name: who, post, accountId } = worker(context);
  const own = changesBy(db, { who, post, account_id: accountId });
  const newest = newestChange(db);
  let redo: ChangeRecord | null = null;
  for (const change of own) {
    const undoing = depthOf(db, change) % 2 === 1;
    if (undoing) {
      if (redo === null && undoneBy(db, change.id) === undefined) redo = change;
      continue;
    }
    if (whyNotUndoable(db, change.id) !== null || !mayUndo(context, change.id)) continue;
    return { undo: target(db, change), redo: redo && target(db, redo), newest };
  }
  return { undo: null, redo: redo && target(db, redo), newest };
}

/** 0: a change, 1: its undoing, 2: that one's undoing, which does the change again. */
function depthOf(db: ReadableDb, change: ChangeRecord): number {
  let depth = 0;
  for (let at: ChangeRecord | undefined = change; at?.undoes != null; at = changeById(db, at.undoes)) depth += 1;
  return depth;
}

/** What is done again is named by what it was, not by the undoing of its undoing. */
function rootOf(db: ReadableDb, change: ChangeRecord): ChangeRecord {
  let root = change;
  while (root.undoes !== null) root = changeById(db, root.undoes) ?? { ...root, undoes: null };
  return root;
}

function target(db: ReadableDb, change: ChangeRecord): UndoTarget {
  return { changeId: String(change.id), what: changeNoun(db, rootOf(db, change)), at: change.at };
}
