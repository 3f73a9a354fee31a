import type { Changed, Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { fieldById, type Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { AXES } from '../../contract/scheme.ts';
import { closeReview } from '../../db/classReviews.ts';
import {
  changeById,
  changeHasFields,
  changeHasOnly,
  type HistoryRecord,
  rowsOfChange,
  schemeAfter,
  touchesOnlyAssets,
  undoneBy,
} from '../../db/history.ts';
import { deleteLink, deleteUnresolved, insertLink, insertUnresolved, linkBetween } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { reindex } from '../asset/commands.ts';
import { assetRecord, changeAsset, OF_SCHEME, setBinned } from '../asset/store.ts';
import { sameValue } from '../asset/values.ts';
import { undoAttachment } from '../attachment/commands.ts';
import { change, type Recorder } from '../change.ts';
import { closesCircle } from '../classification/rollup.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { recordLink } from '../link/record.ts';

/**
 * Takes a whole change back: values return to what they were, registered assets go to the bin, links come and go. The
 * undoing is a change of its own with its own history; nothing is erased. Refused as a whole where something has been
 * changed again since, or where what would come back is no longer there.
 * @throws DaichoError('cannotUndo') naming the asset
 */
export function undoChange(context: Context, changeIdText: string): Changed {
  const { db } = opened(context);
  const changeId = Number(changeIdText);
  const done = changeById(db, changeId);
  if (!done) throw new DaichoError('notFound');
  const rows = rowsOfChange(db, changeId);
  if (undoneBy(db, changeId) !== undefined) throw new DaichoError('cannotUndo', 'すでに取り消されています。');
  if (!isUndoable(db, changeId)) throw new DaichoError('cannotUndo');
  refuseClassChange(context, rows);
  const ids = new Set<number>();
  const { value, changeId: undoId } = change(
    context,
    { action: '取り消し', reason: `「${done.action}」の取り消し`, undoes: changeId },
    (recorder) => {
      const registered = new Set(rows.filter((row) => row.field === null).map((row) => row.entity_id));
      for (const row of rows.toReversed()) {
        ids.add(Number(row.entity_id));
        // What was done to an asset in the change that registered it goes into the bin with it.
        if (row.field !== null && registered.has(row.entity_id)) continue;
        undoRow(context, recorder, row);
      }
      const valueRows = rows.filter((row) => isValueRow(row) && !registered.has(row.entity_id));
      for (const [id, own] of Map.groupBy(valueRows, (row) => Number(row.entity_id)))
        undoValues(context, recorder, id, own);
      return registered.size > 0 ? registered.size : ids.size;
    },
  );
  if (undoId === '') throw new DaichoError('cannotUndo', 'すでに、変更する前のとおりになっています。');
  reindex(context, [...ids]);
  return { changeId: undoId, changed: value };
}

/**
 * Only changes of assets and their links, not taken back yet; masters and settings are changed back by hand, and what was
 * approved, turned down, accepted or looked at again was a decision of its own.
 */
export function isUndoable(db: ReadableDb, changeId: number): boolean {
  return (
    touchesOnlyAssets(db, changeId) &&
    undoneBy(db, changeId) === undefined &&
    !changeHasFields(db, changeId, DECISIONS) &&
    !changeHasOnly(db, changeId, '$review')
  );
}

const DECISIONS = ['$proposal', '$accepted', '$confirmed'];

/** Where a second person approves class changes, taking one back is a class change like any other. */
function refuseClassChange(context: Context, rows: readonly HistoryRecord[]): void {
  if (!opened(context).state.settings.approval) return;
  const classed = rows.find((row) => row.field !== null && [...AXES, '$scheme'].includes(row.field));
  if (classed)
    throw new DaichoError('cannotUndo', '分類の変更には承認が要ります。分類し直して、承認を受けてください。');
}

function isValueRow(row: HistoryRecord): boolean {
  return row.field !== null && (row.field === '$scheme' || !row.field.startsWith('$'));
}

function changedSince(context: Context, id: number): DaichoError {
  return new DaichoError(
    'cannotUndo',
    `「${String(assetRecord(context, id)['name'])}」が、そのあとでさらに変更されています。`,
  );
}

/** Values of one asset together: levels are valid only with each other, in the scheme that they belonged to. */
function undoValues(context: Context, recorder: Recorder, id: number, rows: readonly HistoryRecord[]): void {
  const record = assetRecord(context, id);
  const values: Values = valuesOf(record.kind as Kind, record);
  const back: Values = {};
  let schemeId = record.scheme_id;
  // 機密性2 given back as 1 would be 自治体機密性1 where the asset has moved to another scheme meanwhile.
  const then = parse(schemeAfter(opened(context).db, id, rows.at(-1)!.seq) ?? null) ?? schemeId;
  if (then !== schemeId && rows.some(({ field }) => OF_SCHEME.includes(field!))) throw changedSince(context, id);
  for (const row of rows.toReversed()) {
    const before = parse(row.before) as FieldValue;
    const after = parse(row.after) as FieldValue;
    if (row.field === '$scheme') {
      if (record.scheme_id !== after) throw changedSince(context, id);
      schemeId = String(before);
    } else {
      const field = row.field!;
      if (!sameValue(field in back ? back[field] : values[field], after)) throw changedSince(context, id);
      refuseRemoved(context, field, before, row.before_words);
      back[field] = before;
    }
  }
  changeAsset(context, recorder, id, back, schemeId);
}

/** An entry that was taken out of its list since cannot be given back to an asset. */
function refuseRemoved(context: Context, fieldId: string, value: FieldValue, inWords: string | null): void {
  const type = fieldById(fieldId)?.type;
  if (value === null || (type !== 'choice' && type !== 'multi')) return;
  const { items } = opened(context).state;
  if ([value].flat().some((id) => !items.has(String(id))))
    throw new DaichoError('cannotUndo', `「${inWords ?? String(value)}」は、もう一覧にありません。`);
}

/** One row that is no value. */
function undoRow(context: Context, recorder: Recorder, row: HistoryRecord): void {
  const { db } = opened(context);
  const id = Number(row.entity_id);
  const before = parse(row.before);
  const after = parse(row.after);
  if (row.field === null) {
    setBinned(context, recorder, id, true);
  } else if (row.field === '$binned') {
    if ((assetRecord(context, id).binned === 1) !== after) throw changedSince(context, id);
    setBinned(context, recorder, id, before === true);
  } else if (row.field.startsWith('$link:')) {
    const type = row.field.slice('$link:'.length) as LinkType;
    const other = Number(after ?? before);
    const link = linkBetween(db, type, id, other);
    if (after === null) {
      if (link || (LINK_TYPES[type].carriesClass && closesCircle(db, id, other))) throw changedSince(context, id);
      insertLink(db, type, id, other);
      recordLink(context, recorder, 'add', type, id, other);
    } else if (link) {
      deleteLink(db, link.id);
      recordLink(context, recorder, 'remove', type, id, other);
    }
  } else if (row.field === '$review' && after !== null) {
    const closed = closeReview(db, Number(after), context.ports.now().toISOString(), whoWorks(context), '取り消し');
    if (closed !== undefined) recorder.record('asset', id, '$review', String(after), null, { after: '取り消し' });
  } else if (row.field === '$attachment') {
    if (!undoAttachment(context, recorder, before, after)) throw changedSince(context, id);
  } else if (row.field === '$unresolved') {
    const done = after === null ? insertUnresolved(db, id, String(before)) : deleteUnresolved(db, id, String(after));
    if (done) recorder.record('asset', id, '$unresolved', after, before);
  }
  // `$linked:` rows are the mirror of `$link:` rows; values go back together (undoValues).
}

function parse(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
