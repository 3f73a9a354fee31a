import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { isOwnId } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isIsoDate } from '../../contract/japanese/date.ts';
import { LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { AXES } from '../../contract/scheme.ts';
import { decideProposal, proposalState } from '../../db/classProposals.ts';
import { closeReview } from '../../db/classReviews.ts';
import { type HistoryRecord, rowsAfter, schemeAfter } from '../../db/history.ts';
import { deleteLink, deleteUnresolved, insertLink, insertUnresolved, linkBetween } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { assetRecord, changeAsset, OF_SCHEME, setBinned } from '../asset/store.ts';
import { sameValue } from '../asset/values.ts';
import { attachmentStands, undoAttachment } from '../attachment/commands.ts';
import type { Recorder } from '../change.ts';
import { closesCircle } from '../classification/rollup.ts';
import { type Context, opened, whoWorks, worker } from '../context.ts';
import { recordLink } from '../link/record.ts';
import type { RegisterState } from '../register/state.ts';
import { servesAnother } from './ownNames.ts';
import { changedWords, lastChangeOf } from './since.ts';

/** What a change did to one asset, taken back: its values together, its place in the bin, its links. */

/** Where a second person approves class changes, taking one back is a class change like any other. */
export function refuseClassChange(context: Context, rows: readonly HistoryRecord[]): void {
  if (!opened(context).state.settings.approval) return;
  const classed = rows.find((row) => row.field !== null && [...AXES, '$scheme'].includes(row.field));
  if (classed)
    throw new DaichoError('cannotUndo', '分類の変更には承認が要ります。分類し直して、承認を受けてください。');
}

const isValueRow = ({ field }: HistoryRecord) => field !== null && (field === '$scheme' || !field.startsWith('$'));

/** Day and person of a change stand with every change; they are no change of their own. */
const STAMPS = ['updatedOn', 'updatedBy'];
/** Tasks and decisions about an asset are not part of it. */
const BESIDE = ['$review', '$confirmed', '$accepted', '$proposal'];

function words({ catalogue }: RegisterState, field: string): string {
  if (field.startsWith('$link')) return 'つながり';
  if (field === '$scheme') return '分類体系';
  if (field === '$unresolved') return '関連資産番号';
  if (field === '$attachment') return '添付';
  return catalogue.fieldById(field)?.label ?? 'なくした独自項目';
}

/** What is in the way of taking back what one change did to an asset, as a sentence; null: nothing. */
export function assetConflicts(context: Context, id: number, rows: readonly HistoryRecord[]): string | null {
  const { db, state } = opened(context);
  const record = assetRecord(context, id);
  const name = `「${String(record['name'])}」`;
  const last = rows.at(-1)!;
  const changed = (field: string | undefined, seq: number) =>
    changedWords(name, field ? words(state, field) : '', lastChangeOf(db, 'asset', String(id), seq, field));
  if (rows.some(({ field }) => field === null)) {
    // What lies in the bin already needs nothing.
    if (record.binned === 1) return null;
    const field = changedAfter(context, id, last.seq);
    return field === null ? null : changed(field, last.seq);
  }
  const values: Values = valuesOf(record.kind as Kind, record);
  const expected = new Map<string, FieldValue>();
  // 機密性2 given back as 1 would be 自治体機密性1 where the asset has moved to another scheme meanwhile.
  const then = parse(schemeAfter(db, id, last.seq) ?? null) ?? record.scheme_id;
  if (then !== record.scheme_id && rows.some(({ field }) => OF_SCHEME.includes(field!)))
    return changed('$scheme', last.seq);
  for (const row of rows.toReversed()) {
    const field = row.field!;
    const before = parse(row.before) as FieldValue;
    const after = parse(row.after) as FieldValue;
    if (field === '$scheme') {
      if (record.scheme_id !== after) return changed(field, row.seq);
    } else if (isValueRow(row)) {
      if (STAMPS.includes(field)) continue;
      const own = ownConflict(db, state, record.kind as Kind, row, before);
      if (own) return `${name}の${own}`;
      if (!sameValue(expected.has(field) ? expected.get(field) : values[field], after)) return changed(field, row.seq);
      const removed = removedItem(context, field, before, row.before_words);
      if (removed) return removed;
      expected.set(field, before);
    } else if (field === '$binned') {
      if ((record.binned === 1) !== (after as unknown))
        return changed(field === '$binned' ? undefined : field, row.seq);
    } else if (field === '$proposal' && after !== null) {
      if (proposalState(db, Number(after)) === 'approved') return `${name}の分類の提案は、もう承認されています。`;
    } else if (field === '$attachment') {
      if (!attachmentStands(db, before, after)) return changed(field, row.seq);
    } else if (field.startsWith('$link:') && after === null) {
      const type = field.slice('$link:'.length) as LinkType;
      const other = Number(before);
      if (linkBetween(db, type, id, other)) return changed(field, row.seq);
      if (LINK_TYPES[type].carriesClass && closesCircle(db, id, other))
        return `${name}のつながりを戻すと、つながりが輪になってしまいます。`;
    }
  }
  return null;
}

/** A former value of an own field goes back only where the field still is what it was, and the asset still has it. */
function ownConflict(
  db: ReadableDb,
  { catalogue }: RegisterState,
  kind: Kind,
  { field, change_id }: HistoryRecord,
  before: FieldValue,
): string | null {
  if (field === null || !isOwnId(field)) return null;
  if (servesAnother(db, catalogue, field, change_id)) return '独自項目が、もうありません。';
  const now = catalogue.ownFields.find(({ id }) => id === field);
  if (!now || before === null) return null;
  const fits = now.type === 'integer' ? typeof before === 'number' : typeof before === 'string';
  if (!fits || (now.type === 'date' && !isIsoDate(String(before))))
    return `「${now.label}」は、そのあとで値の形が変わっています。`;
  return now.kinds.includes(kind) ? null : `「${now.label}」は、そのあとで資産区分から外されています。`;
}

/**
 * The first thing about an asset that stands otherwise now than after the entry `seq`: what was changed and changed back
 * does not count.
 */
function changedAfter(context: Context, id: number, seq: number): string | null {
  const first = new Map<string, HistoryRecord>();
  const lasts = new Map<string, HistoryRecord>();
  for (const row of rowsAfter(opened(context).db, 'asset', String(id), seq)) {
    if (row.field === null || BESIDE.includes(row.field) || STAMPS.includes(row.field)) continue;
    // Links and open numbers come and go one by one.
    const key = /^\$(?:link|unresolved)/.test(row.field) ? `${row.field} ${row.after ?? row.before}` : row.field;
    if (!first.has(key)) first.set(key, row);
    lasts.set(key, row);
  }
  for (const [key, row] of first) if (row.before !== lasts.get(key)!.after) return row.field;
  return null;
}

/** An entry that was taken out of its list since cannot be given back to an asset. */
function removedItem(context: Context, fieldId: string, value: FieldValue, inWords: string | null): string | null {
  const { catalogue, items } = opened(context).state;
  const type = catalogue.fieldById(fieldId)?.type;
  if (value === null || (type !== 'choice' && type !== 'multi')) return null;
  const gone = [value].flat().some((id) => !items.has(String(id)));
  return gone ? `「${inWords ?? String(value)}」は、もう一覧にありません。` : null;
}

/** Takes back what one change did to an asset, inside the caller's transaction. */
export function undoAsset(context: Context, recorder: Recorder, id: number, rows: readonly HistoryRecord[]): void {
  // What was done to an asset in the change that registered it goes into the bin with it.
  if (rows.some(({ field }) => field === null)) {
    setBinned(context, recorder, id, true);
    return;
  }
  for (const row of rows.toReversed()) if (!isValueRow(row)) undoRow(context, recorder, id, row);
  const valueRows = rows.filter(isValueRow);
  if (valueRows.length > 0) undoValues(context, recorder, id, valueRows);
}

/** Values of one asset together: levels are valid only with each other, in the scheme that they belonged to. */
function undoValues(context: Context, recorder: Recorder, id: number, rows: readonly HistoryRecord[]): void {
  const back: Values = {};
  let schemeId = assetRecord(context, id).scheme_id;
  for (const row of rows.toReversed()) {
    if (row.field === '$scheme') schemeId = String(parse(row.before));
    else back[row.field!] = parse(row.before) as FieldValue;
  }
  changeAsset(context, recorder, id, back, schemeId);
}

/** One entry that is no value. `$linked:` entries are the mirror of `$link:` ones. */
function undoRow(context: Context, recorder: Recorder, id: number, row: HistoryRecord): void {
  const { db } = opened(context);
  const field = row.field!;
  const before = parse(row.before);
  const after = parse(row.after);
  if (field === '$binned') {
    setBinned(context, recorder, id, before === true);
  } else if (field.startsWith('$link:')) {
    const type = field.slice('$link:'.length) as LinkType;
    const other = Number(after ?? before);
    if (after === null) {
      insertLink(db, type, id, other);
      recordLink(context, recorder, 'add', type, id, other);
    } else {
      const link = linkBetween(db, type, id, other);
      if (!link) return;
      deleteLink(db, link.id);
      recordLink(context, recorder, 'remove', type, id, other);
    }
  } else if (field === '$proposal' && after !== null && proposalState(db, Number(after)) === 'waiting') {
    const { name: who, post } = worker(context);
    const at = context.ports.now().toISOString();
    decideProposal(db, Number(after), { state: 'withdrawn', at, who, post, reason: '取り込みを取り消しました。' });
    recorder.record('asset', id, '$proposal', after, null, { before: row.after_words });
  } else if (field === '$review' && after !== null) {
    const closed = closeReview(db, Number(after), context.ports.now().toISOString(), whoWorks(context), '取り消し');
    if (closed !== undefined) recorder.record('asset', id, '$review', String(after), null, { after: '取り消し' });
  } else if (field === '$attachment') {
    undoAttachment(context, recorder, before, after);
  } else if (field === '$unresolved') {
    const done = after === null ? insertUnresolved(db, id, String(before)) : deleteUnresolved(db, id, String(after));
    if (done) recorder.record('asset', id, '$unresolved', after, before);
  }
}

function parse(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
