import type { ParsedInputOf } from '../../contract/api.ts';
import type { AssetCounts, AssetDetail, Changed, Values } from '../../contract/asset.ts';
import { fieldsOf, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { AXES } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import { waitingProposalOf } from '../../db/classProposals.ts';
import { openReviews } from '../../db/classReviews.ts';
import { insertLink, unresolvedOf } from '../../db/links.ts';
import { change, type Recorder } from '../change.ts';
import { effectiveClass } from '../classification/effective.ts';
import { findingsOf } from '../classification/findings.ts';
import { classGraph } from '../classification/graph.ts';
import { refuseLowering } from '../classification/lowering.ts';
import { holdForApproval } from '../classification/proposing.ts';
import { type Context, opened, today } from '../context.ts';
import { recordLink } from '../link/record.ts';
import { linkViews } from '../link/views.ts';
import { schemeOf } from '../register/state.ts';
import { valuesOf } from './columns.ts';
import { derive, levelsOf } from './derive.ts';
import { loadFacts } from './facts.ts';
import { refreshIndex } from './indexing.ts';
import {
  addAsset,
  assetRecord,
  CLASSED,
  changeAsset,
  linkWaiting,
  OF_SCHEME,
  schemeForLevels,
  setBinned,
} from './store.ts';
import { cleanValues, missingFields, sameValue } from './values.ts';

/** Reads the changed assets into the list index again; called after the transaction. */
export function reindex(context: Context, ids: readonly number[]): void {
  const { db, state, index } = opened(context);
  refreshIndex(db, state, index, ids);
}

export function getAsset(context: Context, idText: string): AssetDetail {
  const { db, state } = opened(context);
  const id = Number(idText);
  const record = assetRecord(context, id);
  const kind = record.kind as Kind;
  const values = valuesOf(kind, record);
  return {
    id: idText,
    kind,
    schemeId: record.scheme_id,
    revision: record.revision,
    binned: record.binned === 1,
    values,
    derived: derive(state, kind, record.scheme_id, values, {
      today: today(context),
      ...loadFacts(db, state, [id], null, classGraph(context)).of(id),
    }),
    missing: missingFields(state.schemes.get(record.scheme_id), kind, values),
    links: linkViews(context, id),
    unresolvedNumbers: unresolvedOf(db, id),
    findings: findingsOf(context, id),
    effective: effectiveClass(context, record.id, record.scheme_id, levelsOf(values)),
    proposalId: idOrNull(waitingProposalOf(db, id)?.id),
    reviewTasks: openReviews(db, id).map((task) => ({ id: String(task.id), cause: task.cause, at: task.at })),
  };
}

const idOrNull = (id: number | undefined) => (id === undefined ? null : String(id));

export function countAssets(context: Context): AssetCounts {
  const byKind = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  const byKindAndLevel: Record<string, Record<string, number>> = {};
  let total = 0;
  let binned = 0;
  let incomplete = 0;
  opened(context).index.forEach('confidentiality', (asset) => {
    if (asset.binned) {
      binned += 1;
      return;
    }
    total += 1;
    byKind[asset.kind as Kind] += 1;
    if (asset.missing > 0) incomplete += 1;
    const level = asset.values[0] ?? '';
    const levels = byKindAndLevel[asset.kind] ?? {};
    byKindAndLevel[asset.kind] = levels;
    levels[level] = (levels[level] ?? 0) + 1;
  });
  return { total, binned, byKind, byKindAndLevel, incomplete };
}

/** Fields that a person may not give, neither in a new asset nor in a change. */
function refuseSystemFields(kind: Kind, values: Values): void {
  const fields = new Map(fieldsOf(kind).map((field) => [field.id, field]));
  const bad = Object.keys(values).filter((id) => fields.get(id)?.origin === 'system');
  if (bad.length > 0) {
    throw new DaichoError(
      'invalidInput',
      undefined,
      bad.map((path) => ({ path, message: `「${fields.get(path)!.label}」は自動で入ります。` })),
    );
  }
}

export function registerAsset(
  context: Context,
  input: ParsedInputOf<'asset.register'>,
): { id: string; number: string; changeId: string } {
  const { db, state } = opened(context);
  const schemeId = state.settings.schemeId;
  refuseSystemFields(input.kind, input.values);
  const values = cleanValues(state, input.kind, schemeId, input.values);
  requireName(values);
  const { value, changeId } = change(context, { action: '登録', reason: input.reason }, (recorder) => {
    const decision = { answers: input.answers };
    const added = addAsset(context, recorder, { kind: input.kind, schemeId, values, decision });
    const origin = input.copiedFrom ? Number(input.copiedFrom) : null;
    if (origin !== null) {
      assetRecord(context, origin);
      insertLink(db, 'copyOf', added.id, origin);
      recordLink(context, recorder, 'add', 'copyOf', added.id, origin);
    }
    return added;
  });
  reindex(context, [value.id]);
  return { id: String(value.id), number: value.number, changeId };
}

export function updateAsset(context: Context, input: ParsedInputOf<'asset.update'>): Changed & { revision: number } {
  const { state } = opened(context);
  const id = Number(input.id);
  const record = assetRecord(context, id);
  if (record.revision !== input.revision) throw new DaichoError('conflict');
  const kind = record.kind as Kind;
  refuseSystemFields(kind, input.values);
  // The levels may be those of the current scheme: the asset is then classed anew in it.
  const schemeId = schemeForLevels(state, record.scheme_id, { ...valuesOf(kind, record), ...input.values });
  const values = cleanValues(state, kind, schemeId, input.values);
  if ('name' in values) requireName(values);
  const { value, changeId } = change(context, { action: '変更', reason: input.reason }, (recorder) =>
    changeOrPropose(context, recorder, id, values, input.reason),
  );
  reindex(context, [id]);
  const { revision } = assetRecord(context, id);
  return { changeId, changed: value.changed ? 1 : 0, ...(value.waits ? { waiting: 1 } : {}), revision };
}

/** One value change over many assets: all of them in one transaction, each with its history rows. */
export function updateMany(context: Context, input: ParsedInputOf<'asset.updateMany'>): Changed {
  const { state } = opened(context);
  const ids = input.ids.map(Number);
  if (AXES.some((axis) => (input.values[axis] ?? null) !== null)) refuseOtherSchemes(context, ids);
  const { value, changeId } = change(context, { action: '一括変更', reason: input.reason }, (recorder) => {
    let changed = 0;
    let waiting = 0;
    for (const id of ids) {
      const record = assetRecord(context, id);
      const kind = record.kind as Kind;
      refuseSystemFields(kind, input.values);
      const schemeId = schemeForLevels(state, record.scheme_id, { ...valuesOf(kind, record), ...input.values });
      const values = cleanValues(state, kind, schemeId, input.values);
      if ('name' in values) requireName(values);
      const done = changeOrPropose(context, recorder, id, values, input.reason);
      if (done.changed) changed += 1;
      if (done.waits) waiting += 1;
    }
    return { changed, waiting };
  });
  reindex(context, ids);
  const { changed, waiting } = value;
  return { changeId, changed, ...(waiting > 0 ? { waiting } : {}) };
}

/** A level for many is one of the current scheme: 自治体機密性2 must not become the 機密性2 of an asset that was 機密性3. */
function refuseOtherSchemes(context: Context, ids: readonly number[]): void {
  const { db, state } = opened(context);
  const others = assetsByIds(db, ids, ['scheme_id', 'name']).filter((one) => one.scheme_id !== state.settings.schemeId);
  const [first] = others;
  if (!first) return;
  const more = others.length > 1 ? `など${others.length}件` : '';
  throw new DaichoError(
    'invalidInput',
    `「${String(first['name'])}」${more}は、前の分類体系「${schemeOf(state, first.scheme_id).name}」で分類されています。「分類体系の切替」をするか、選択から外してください。`,
  );
}

/**
 * Changes values; new levels become a proposal where the union wants a second person, and stay as they are until then.
 * @param ofScheme the scheme of the new levels, all three of them, where that is known; default: its own
 * @throws DaichoError('invalidInput') for a class lowered without a reason
 */
function changeOrPropose(
  context: Context,
  recorder: Recorder,
  id: number,
  changes: Values,
  reason: string | undefined,
  ofScheme?: string,
): { changed: boolean; waits: boolean } {
  const { state } = opened(context);
  const record = assetRecord(context, id);
  const before = valuesOf(record.kind as Kind, record);
  // 機密性2 of another scheme is another level.
  const moves = ofScheme !== undefined && ofScheme !== record.scheme_id;
  const axes = AXES.filter((axis) => axis in changes && (moves || !sameValue(before[axis], changes[axis])));
  if (axes.length === 0) return { changed: changeAsset(context, recorder, id, changes), waits: false };
  const after = { ...before, ...changes };
  const levels = levelsOf(after);
  const schemeId = schemeForLevels(state, ofScheme ?? record.scheme_id, after);
  const own = changes['classificationReason'];
  const why = (typeof own === 'string' ? own : null) ?? (reason?.trim() || null);
  if (why === null) {
    const path = 'classificationReason';
    refuseLowering(context, id, { levels, schemeId, values: after, path, axes });
  }
  const waits = holdForApproval(context, recorder, id, { levels, schemeId, reason: why });
  // 変更の理由 says why this class was given; 分類の理由 may still be that of the former one.
  const decision = why === null ? undefined : { reason: why };
  if (!waits) return { changed: changeAsset(context, recorder, id, changes, ofScheme, decision), waits };
  // What is said of the class, or means something in the new scheme only, waits with it.
  const held = schemeId === record.scheme_id ? CLASSED : [...CLASSED, ...OF_SCHEME];
  const rest = Object.fromEntries(Object.entries(changes).filter(([field]) => !held.includes(field)));
  return { changed: changeAsset(context, recorder, id, rest), waits };
}

/** 「計量用PC」（HW-2026-01-0001） */
export function namedAsset(context: Context, id: number): string {
  const record = assetRecord(context, id);
  return `「${String(record['name'])}」（${String(record['number'])}）`;
}

/**
 * `changeOrPropose` for one asset of many, inside the caller's transaction.
 * @returns whether a class change waits for a second person
 * @throws DaichoError('invalidInput') that names the asset
 */
export function changeOneOfMany(
  context: Context,
  recorder: Recorder,
  id: number,
  changes: Values,
  reason: string | undefined,
  ofScheme?: string,
): boolean {
  try {
    return changeOrPropose(context, recorder, id, changes, reason, ofScheme).waits;
  } catch (error) {
    if (!(error instanceof DaichoError && error.code === 'invalidInput')) throw error;
    const message = error.detail ?? error.fields?.map((field) => field.message).join('') ?? '';
    throw new DaichoError('invalidInput', `${namedAsset(context, id)}: ${message}`);
  }
}

export function moveToBin(context: Context, input: ParsedInputOf<'asset.bin'>, binned: boolean): Changed {
  const ids = input.ids.map(Number);
  const { value, changeId } = change(
    context,
    { action: binned ? 'ごみ箱へ' : 'ごみ箱から戻す', reason: input.reason },
    (recorder) =>
      ids.filter((id) => {
        const moved = setBinned(context, recorder, id, binned);
        // A reference that went open again when its import was taken back.
        if (moved && !binned) linkWaiting(context, recorder, id, String(assetRecord(context, id)['number']));
        return moved;
      }).length,
  );
  reindex(context, ids);
  return { changeId, changed: value };
}

/**
 * Values for a copy: everything but what belongs to the single item (numbers, serials, loans). Levels only where the
 * copy, which is classed in the current scheme, would have the same ones: 機密性2 is not 自治体機密性2.
 */
export function draftCopy(context: Context, idText: string): { kind: Kind; values: Values } {
  const record = assetRecord(context, Number(idText));
  const kind = record.kind as Kind;
  const { catalogue, settings } = opened(context).state;
  const fields = catalogue.fieldMap(kind);
  const otherScheme = record.scheme_id !== settings.schemeId;
  const kept = Object.entries(valuesOf(kind, record)).filter(([id]) => {
    const field = fields.get(id);
    return (
      // An own field that is put away is offered no more.
      field !== undefined &&
      !field.perItem &&
      field.origin !== 'system' &&
      !(otherScheme && OF_SCHEME.includes(id)) &&
      !['importedNotes', 'stocktakenOn', 'stocktakeResult', 'nextReviewOn'].includes(id)
    );
  });
  return { kind, values: Object.fromEntries(kept) };
}

function requireName(values: Values): void {
  if (!values['name'])
    throw new DaichoError('invalidInput', undefined, [{ path: 'name', message: '資産名称を入れてください。' }]);
}
