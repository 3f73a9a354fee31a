import type { Values } from '../../contract/asset.ts';
import type { Field, Kind } from '../../contract/catalogue/index.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Approver } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { kanaSortKey } from '../../contract/japanese/kana.ts';
import type { Answers } from '../../contract/questionnaire.ts';
import { AXES, type Scheme, shortCode } from '../../contract/scheme.ts';
import { type AssetRecord, assetById, assetIdByNumber, insertAsset, updateAsset } from '../../db/assets.ts';
import { insertClassification } from '../../db/classifications.ts';
import { deleteUnresolved, insertLink, insertUnresolved, waitingFor } from '../../db/links.ts';
import type { SqlRow } from '../../db/types.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { recordLink } from '../link/record.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import { storedFields, toColumns, toRow, valuesOf } from './columns.ts';
import { levelsOf } from './derive.ts';
import { keepsImportance } from './importance.ts';
import { assignNumber, claimNumber } from './numbering.ts';
import { isEmpty, missingFields, sameValue } from './values.ts';
import { wordsOf } from './words.ts';

/** The one path on which assets are written: columns, history, classification and what is searched, always together. */

/** Raise when the way search text, order key or completeness are computed changes: they are computed anew at the next start. */
export const DERIVED_VERSION = 1;

/** Columns that follow from the values and are stored only to make lists fast. */
export function listColumns(state: RegisterState, kind: Kind, schemeId: string, values: Values): SqlRow {
  const texts = [KIND_DEFINITIONS[kind].label];
  const fields = state.catalogue.fieldMap(kind);
  // In the order in which they are stored: another order of the own fields makes no other text.
  for (const { id } of storedFields(kind)) {
    const field = fields.get(id);
    if (!field?.search) continue;
    const words = wordsOf(state, field, values[field.id], schemeId);
    if (words) texts.push(words);
  }
  return {
    search_text: foldForSearch(texts.join('\u001f')),
    kana_key: kanaSortKey(String(values['kana'] ?? values['name'] ?? '')),
    missing_count: missingFields(state.schemes.get(schemeId), kind, values).length,
  };
}

/** A class and what is said of it. */
export const CLASSED: readonly string[] = [...AXES, 'classificationReason'];
/** What a scheme decides: it means something else, or nothing, in another scheme. */
export const OF_SCHEME: readonly string[] = [...AXES, 'importance', 'importanceReason'];

/** Written at every change: when it was, and by whom. */
const STAMPS: readonly string[] = ['updatedOn', 'updatedBy'];

export interface NewAsset {
  readonly kind: Kind;
  readonly schemeId: string;
  /** Clean values. `number` when it comes with a ledger, else it is assigned. */
  readonly values: Values;
  /** Numbers this asset refers to (imported ledgers). */
  readonly related?: readonly string[];
  /** An asset in the bin with the same number and kind: it comes back and takes these values (a ledger read again). */
  readonly bringsBack?: number;
  /** What stands behind its levels. */
  readonly decision?: ClassDecision;
}

/**
 * Adds an asset inside the caller's transaction.
 * @throws DaichoError('alreadyThere') when a given number was used before
 */
export function addAsset(context: Context, recorder: Recorder, asset: NewAsset): { id: number; number: string } {
  const { db, state } = opened(context);
  const { kind, schemeId } = asset;
  const day = today(context);
  const values: Values = {
    state: 'state.inUse',
    registeredOn: day,
    updatedOn: day,
    updatedBy: whoWorks(context),
    ...dropEmpty(asset.values),
  };
  const given = values['number'];
  if (typeof given === 'string') {
    if (!claimNumber(db, given))
      throw new DaichoError('alreadyThere', `資産番号「${given}」は、すでに使われています。`);
  } else {
    values['number'] = assignNumber(
      db,
      state,
      kind,
      (values['group'] as string) ?? null,
      String(values['registeredOn']),
    );
  }
  const number = String(values['number']);
  const { common, detail } = toRow(kind, values);
  const id = insertAsset(
    db,
    kind,
    { scheme_id: schemeId, ...common, ...listColumns(state, kind, schemeId, values) },
    detail,
  );
  recorder.revised.add(id);
  recorder.record(
    'asset',
    id,
    null,
    null,
    { kind, schemeId, ...values },
    { after: JSON.stringify(snapshotWords(state, kind, schemeId, values)) },
  );
  classify(context, recorder, id, schemeId, {}, values, asset.decision);
  linkWaiting(context, recorder, id, number);
  relate(context, recorder, id, asset.related ?? []);
  return { id, number };
}

/** Links the assets that wait for this number to the one that has it now, inside the caller's transaction. */
export function linkWaiting(context: Context, recorder: Recorder, id: number, number: string): void {
  const { db } = opened(context);
  for (const waiting of waitingFor(db, number)) {
    if (waiting === id) continue;
    deleteUnresolved(db, waiting, number);
    recorder.record('asset', waiting, '$unresolved', number, null);
    const link = insertLink(db, 'related', waiting, id);
    if (link.isNew) recordLink(context, recorder, 'add', 'related', waiting, id);
  }
}

/** Links an asset to the ones with these numbers; a number that nobody has yet waits for its asset. */
export function relate(context: Context, recorder: Recorder, id: number, numbers: readonly string[]): void {
  const { db } = opened(context);
  for (const number of numbers) {
    const otherId = assetIdByNumber(db, number);
    if (otherId === id) continue;
    if (otherId === undefined) {
      if (insertUnresolved(db, id, number)) recorder.record('asset', id, '$unresolved', null, number);
    } else if (insertLink(db, 'related', id, otherId).isNew) {
      recordLink(context, recorder, 'add', 'related', id, otherId);
    }
  }
}

/**
 * Takes an asset out of the bin and gives it the values of a ledger's row, inside the caller's transaction: its number
 * is never given to another, so a ledger that was taken back can be read again. What the row leaves empty becomes empty.
 * @param keepsClass its class, and what a scheme decides, stay as they were: another class waits for approval
 */
export function bringBack(
  context: Context,
  recorder: Recorder,
  id: number,
  asset: NewAsset,
  keepsClass: boolean,
): void {
  setBinned(context, recorder, id, false);
  const held = keepsClass ? [...CLASSED, ...OF_SCHEME] : [];
  const kept = new Set(['number', 'registeredOn', 'updatedOn', 'updatedBy', ...held]);
  // A field that is put away keeps its value: no ledger has a column for it.
  const here = opened(context).state.catalogue.fieldMap(asset.kind);
  const empty = storedFields(asset.kind).filter((field) => !kept.has(field.id) && here.has(field.id));
  const cleared: Values = Object.fromEntries(empty.map((field) => [field.id, null]));
  const given = Object.entries(dropEmpty(asset.values)).filter(([field]) => !['number', ...held].includes(field));
  const changes = { ...cleared, state: 'state.inUse', ...Object.fromEntries(given) };
  changeAsset(context, recorder, id, changes, keepsClass ? undefined : asset.schemeId);
  linkWaiting(context, recorder, id, String(asset.values['number']));
  relate(context, recorder, id, asset.related ?? []);
}

/**
 * Changes some values inside the caller's transaction; one history row for each value that really changes.
 * @param preferredScheme the scheme to class it in where its levels are valid there; default: its own
 * @returns false when nothing changes
 */
export function changeAsset(
  context: Context,
  recorder: Recorder,
  id: number,
  changes: Values,
  preferredScheme?: string,
  decision?: ClassDecision,
): boolean {
  const { db, state } = opened(context);
  const record = assetRecord(context, id);
  const kind = record.kind as Kind;
  const before = valuesOf(kind, record);
  const after: Values = { ...before };
  const changed: Values = {};
  for (const [fieldId, value] of Object.entries(changes)) {
    if (sameValue(before[fieldId], value) || STAMPS.includes(fieldId)) continue;
    changed[fieldId] = value;
    after[fieldId] = value;
  }
  const schemeId = schemeForLevels(state, preferredScheme ?? record.scheme_id, after);
  if (schemeId !== record.scheme_id && !('importance' in changes)) {
    // Ⅱ says nothing where classes are 3, 2 and 1: there the derived one applies.
    const kept = keepsImportance(schemeOf(state, record.scheme_id), schemeOf(state, schemeId), after);
    for (const fieldId of kept ? [] : ['importance', 'importanceReason']) {
      if (isEmpty(before[fieldId])) continue;
      changed[fieldId] = null;
      after[fieldId] = null;
    }
  }
  // A ledger that comes in says itself when it was last changed; else it is now.
  const now: Record<string, string> = { updatedOn: today(context), updatedBy: whoWorks(context) };
  const given = STAMPS.filter((stamp) => !isEmpty(changes[stamp]) && !sameValue(before[stamp], changes[stamp]));
  const rewritten = Object.keys(changed).length > 0 || schemeId !== record.scheme_id;
  if (!rewritten && given.length === 0) return false;
  if (changed['number'] !== undefined)
    throw new DaichoError('invalidInput', undefined, [{ path: 'number', message: '資産番号は変えられません。' }]);
  for (const [fieldId, value] of Object.entries(changed)) {
    const field = fieldForWords(state, kind, fieldId);
    const needsWords =
      field.type === 'choice' || field.type === 'multi' || field.type === 'level' || field.type === 'date';
    recorder.record(
      'asset',
      id,
      fieldId,
      before[fieldId],
      value,
      needsWords
        ? {
            before: wordsOf(state, field, before[fieldId], record.scheme_id) || null,
            after: wordsOf(state, field, value, schemeId) || null,
          }
        : undefined,
    );
  }
  if (schemeId !== record.scheme_id) {
    recorder.record('asset', id, '$scheme', record.scheme_id, schemeId, {
      before: state.schemes.get(record.scheme_id)?.name ?? null,
      after: schemeOf(state, schemeId).name,
    });
  }
  const system: Values = Object.fromEntries(STAMPS.map((stamp) => [stamp, changes[stamp] ?? now[stamp] ?? null]));
  for (const stamp of STAMPS) {
    // Day and person of a change stand in its header; what differs from them is told.
    if (!rewritten || system[stamp] !== now[stamp])
      recorder.record('asset', id, stamp, before[stamp] ?? null, system[stamp]);
  }
  const { common, detail } = toColumns({ ...changed, ...system });
  updateAsset(
    db,
    id,
    kind,
    { ...common, scheme_id: schemeId, ...listColumns(state, kind, schemeId, dropEmpty({ ...after, ...system })) },
    detail,
    revise(recorder, id),
  );
  if (schemeId !== record.scheme_id || [...AXES, 'classificationReason'].some((axis) => axis in changed)) {
    classify(context, recorder, id, schemeId, before, after, decision);
  }
  return true;
}

/**
 * The field that a value is told by. One that an undo gives back may belong to a field that is put away, or to one that
 * the same undo brings back only afterwards: then what is stored is told.
 */
function fieldForWords({ catalogue }: RegisterState, kind: Kind, id: string): Field {
  return (
    catalogue.fieldMap(kind).get(id) ?? catalogue.fieldById(id) ?? storedFields(kind).find((field) => field.id === id)!
  );
}

/** Keeps that an asset was classed again as it is, inside the caller's transaction. */
export function confirmClass(context: Context, recorder: Recorder, id: number, decision: ClassDecision): void {
  const { state } = opened(context);
  const record = assetRecord(context, id);
  const values = valuesOf(record.kind as Kind, record);
  const scheme = schemeOf(state, record.scheme_id);
  recorder.record('asset', id, '$confirmed', null, record.scheme_id, { after: shortCode(scheme, levelsOf(values)) });
  classify(context, recorder, id, record.scheme_id, values, values, decision);
}

/** Moves an asset into the bin or back, inside the caller's transaction. @returns false when it is there already */
export function setBinned(context: Context, recorder: Recorder, id: number, binned: boolean): boolean {
  const { db } = opened(context);
  const record = assetRecord(context, id);
  if ((record.binned === 1) === binned) return false;
  recorder.record('asset', id, '$binned', !binned, binned);
  updateAsset(db, id, record.kind, { binned: binned ? 1 : 0 }, {}, revise(recorder, id));
  return true;
}

/** Whether this write raises the revision: the first one of a change to an asset. */
function revise(recorder: Recorder, id: number): boolean {
  if (recorder.revised.has(id)) return false;
  recorder.revised.add(id);
  return true;
}

/** One asset's row. @throws DaichoError('notFound') */
export function assetRecord(context: Context, id: number): AssetRecord {
  const record = assetById(opened(context).db, id);
  if (!record) throw new DaichoError('notFound');
  return record;
}

/**
 * The scheme in which the levels are valid: the asset's own, else the current one (an asset that is classed anew moves
 * to the current scheme; one that is not touched keeps the scheme it was classed in).
 * @throws DaichoError('invalidInput') when they are valid in neither
 */
export function schemeForLevels(state: RegisterState, own: string, values: Values): string {
  const levels = levelsOf(values);
  const valid = (scheme: Scheme) =>
    AXES.every(
      (axis) => levels[axis] === null || scheme.axes[axis].levels.some((level) => level.code === levels[axis]),
    );
  if (valid(schemeOf(state, own))) return own;
  const current = state.settings.schemeId;
  if (valid(schemeOf(state, current))) return current;
  throw new DaichoError('invalidInput', undefined, [
    { path: 'confidentiality', message: '機密性・完全性・可用性を、同じ分類体系の段階で選んでください。' },
  ]);
}

/** What stands behind a classification. */
export interface ClassDecision {
  /** Why it was made; default: 分類の理由 as it stands with the asset. */
  readonly reason?: string | undefined;
  readonly answers?: Answers | undefined;
  readonly approver?: Approver | undefined;
}

function classify(
  context: Context,
  recorder: Recorder,
  id: number,
  schemeId: string,
  before: Values,
  values: Values,
  decision?: ClassDecision,
): void {
  const levels = levelsOf(values);
  // What never had a class has no record of one; a class that is taken away is one like any other.
  if (AXES.every((axis) => levels[axis] === null && isEmpty(before[axis]))) return;
  insertClassification(opened(context).db, {
    asset_id: id,
    change_id: recorder.changeId,
    scheme_id: schemeId,
    ...levels,
    reason: decision?.reason ?? (values['classificationReason'] as string | undefined) ?? null,
    scheme_revision: opened(context).state.schemeRevisions.get(schemeId) ?? 1,
    answers: decision?.answers ? JSON.stringify(decision.answers) : null,
    approved_by: decision?.approver?.name ?? null,
    approved_post: decision?.approver?.post ?? null,
  });
}

function snapshotWords(state: RegisterState, kind: Kind, schemeId: string, values: Values): Record<string, string> {
  const words: Record<string, string> = {};
  for (const field of state.catalogue.fieldsOf(kind)) {
    if (field.type !== 'choice' && field.type !== 'multi' && field.type !== 'level') continue;
    const text = wordsOf(state, field, values[field.id], schemeId);
    if (text) words[field.id] = text;
  }
  return words;
}

function dropEmpty(values: Values): Values {
  const filled: Values = {};
  for (const [field, value] of Object.entries(values)) if (value !== null) filled[field] = value;
  return filled;
}
