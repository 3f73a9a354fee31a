import type { ParsedInputOf } from '../../contract/api.ts';
import { KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { kindWords, OWN_TYPE_WORDS, type OwnField } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import { labelTaken, NO_MORE_OWN_FIELDS, type OwnFieldUse, type OwnValue } from '../../contract/ownField.ts';
import { assetsWithOwn, countOwnValues, ownValueCounts, ownValuesByKind, putOwnField } from '../../db/ownFields.ts';
import type { ReadableDb } from '../../db/types.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { rewriteListColumns } from '../asset/rewrite.ts';
import { change, type Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { chooseColumn, freeColumns, nextSort } from './freeColumns.ts';
import { loadState, ownFieldRow } from './state.ts';

/** The union's own fields: what they are called, which assets have them, and which column serves which of them. */

/** How many assets use each of them. */
export function usesOfOwnFields(context: Context): OwnFieldUse[] {
  const { db, state } = opened(context);
  const ids = state.catalogue.ownFields.map(({ id }) => id);
  const counts = countOwnValues(db, ids);
  return ids.map((id) => ({ id, ...counts.get(id)! }));
}

/** Values that a filter offers. */
const MOST_VALUES = 200;

/** The values of an own field, the most frequent first; at most 200 of them. @throws DaichoError('notFound') */
export function valuesOfOwnField(context: Context, id: string): OwnValue[] {
  const { db, state } = opened(context);
  if (!state.catalogue.ownFields.some((field) => field.id === id)) throw new DaichoError('notFound');
  return ownValueCounts(db, id, MOST_VALUES).map(({ value, count }) => ({ value: String(value ?? ''), count }));
}

/** Adds or changes a field. @throws DaichoError('invalidInput') at the part that can't be so, ('notFound') */
export function saveOwnField(context: Context, input: ParsedInputOf<'ownField.save'>): OwnField {
  const register = opened(context);
  const { db, state } = register;
  const all = state.catalogue.ownFields;
  const old = input.id === undefined ? undefined : all.find(({ id }) => id === input.id);
  if (input.id !== undefined && !old) throw new DaichoError('notFound');
  const refuse = (path: string, message: string) => new DaichoError('invalidInput', undefined, [{ path, message }]);
  const taken = labelTaken(all, input.label, old?.id ?? null);
  if (taken) throw refuse('label', taken);
  if (old) refuseLosing(db, old, input, refuse);
  const id = old?.id ?? chooseColumn(freeColumns(db, all), input.label, input.type)?.id;
  if (id === undefined) throw new DaichoError('invalidInput', NO_MORE_OWN_FIELDS);
  const field: OwnField = {
    id,
    label: input.label,
    type: input.type,
    kinds: KIND_ORDER.filter((kind) => input.kinds.includes(kind)),
    help: input.help ?? old?.help ?? '',
    sort: old?.sort ?? nextSort(all),
    inGrid: input.inGrid ?? old?.inGrid ?? false,
    archived: input.archived ?? old?.archived ?? false,
  };
  let affected: readonly number[] = [];
  change(context, { action: '独自項目の変更' }, (recorder) => {
    affected = putOwnFields(context, recorder, input.after === undefined ? [field] : placed(all, field, input.after));
  });
  register.state = loadState(db);
  refreshIndex(db, register.state, register.index, affected);
  register.index.forgetOrders();
  return field;
}

/** All of them, with this one behind that other. */
function placed(all: readonly OwnField[], field: OwnField, after: string): OwnField[] {
  const others = all.filter(({ id }) => id !== field.id);
  const at = others.findIndex(({ id }) => id === after) + 1;
  return others.toSpliced(at, 0, field).map((one, i) => ({ ...one, sort: (i + 1) * 10 }));
}

/** Values that are there must not be read as something else, nor lie where nobody sees them. */
function refuseLosing(
  db: ReadableDb,
  old: OwnField,
  input: Pick<OwnField, 'type' | 'kinds'>,
  refuse: (path: string, message: string) => DaichoError,
): void {
  const counts = ownValuesByKind(db, old.id);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const said = (count: number) => `${count.toLocaleString('ja-JP')}件（ごみ箱の中も数えます）`;
  if (input.type !== old.type && total > 0)
    throw refuse(
      'type',
      `資産${said(total)}に値があるので、値の形は「${OWN_TYPE_WORDS[old.type]}」から変えられません。`,
    );
  const lost = counts.find(({ kind }) => !input.kinds.includes(kind as Kind) && old.kinds.includes(kind as Kind));
  if (lost)
    throw refuse(
      'kinds',
      `「${KIND_DEFINITIONS[lost.kind as Kind].label}」の資産${said(lost.count)}に値があるので、外せません。使わないときは「しまう」を選びます。`,
    );
}

/**
 * Writes fields inside the caller's transaction, with their history. The register's own state is not renewed.
 * @returns assets whose search words may have changed: what is put away is not found any more
 */
export function putOwnFields(context: Context, recorder: Recorder, fields: readonly OwnField[]): number[] {
  const { db, state } = opened(context);
  const seen: number[] = [];
  for (const field of fields) {
    const old = state.catalogue.ownFields.find(({ id }) => id === field.id);
    if (JSON.stringify(old) === JSON.stringify(field)) continue;
    putOwnField(db, ownFieldRow(field));
    tell(recorder, old ?? null, field);
    const shown = (one: OwnField | undefined) => JSON.stringify([one?.archived, one?.kinds, one?.type]);
    if (shown(old) !== shown(field)) seen.push(...assetsWithOwn(db, field.id));
  }
  const affected = [...new Set(seen)];
  if (affected.length > 0) rewriteListColumns(db, loadState(db), affected);
  return affected;
}

function tell(recorder: Recorder, old: OwnField | null, field: OwnField): void {
  if (!old) {
    recorder.record('ownField', field.id, null, null, field, { after: field.label });
    return;
  }
  for (const key of Object.keys(field) as (keyof OwnField)[]) {
    if (JSON.stringify(old[key]) === JSON.stringify(field[key])) continue;
    recorder.record('ownField', field.id, key, old[key], field[key], {
      before: partWords(old, key),
      after: partWords(field, key),
    });
  }
}

/** A part of a field in words; null: as it is stored. */
function partWords(field: OwnField, key: keyof OwnField): string | null {
  if (key === 'type') return OWN_TYPE_WORDS[field.type];
  if (key === 'kinds') return kindWords(field.kinds);
  return key === 'help' && field.help === '' ? 'なし' : null;
}
