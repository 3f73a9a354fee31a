import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Field, Kind } from '../../contract/catalogue/index.ts';
import type { RowDifference } from '../../contract/importing.ts';
import { clearlyLaxer } from '../../contract/move.ts';
import { AXES, type Axis, compareLevels, minimumConfidentiality, shortCode } from '../../contract/scheme.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { CLASSED, type NewAsset, OF_SCHEME } from '../asset/store.ts';
import { equalValues, isEmpty } from '../asset/values.ts';
import { wordsOf } from '../asset/words.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import type { Standing } from './taken.ts';

/** What a row would change of an asset that is there: what it fills and what differs, nothing else. */

/** Plain data: it crosses from the worker to the main thread. */
export interface Overwrite {
  readonly id: number;
  readonly changes: Values;
  /** Scheme of the levels among the changes; absent where the class stays. */
  readonly schemeId?: string;
  /** 分類の理由 as the row says it. */
  readonly reason?: string;
}

export interface Compared {
  readonly changes: Values;
  readonly schemeId?: string;
  /** Numbers that the asset is not linked to yet. */
  readonly related: readonly string[];
  readonly differences: readonly RowDifference[];
  /** What stays as it is although the row says something else, or waits: sentences. */
  readonly notes: readonly string[];
}

/** Longer texts are cut where the two values stand side by side. */
const SHOWN = 200;

/**
 * Puts a row beside the asset that it is to overwrite. A blank cell changes nothing. A class goes with its scheme: levels
 * of another scheme only all three together, and a laxer class only where the row says why.
 * @param label name of an entry of a list, also of one that the import adds
 */
export function compareWith(
  state: RegisterState,
  kind: Kind,
  row: NewAsset,
  stored: Standing,
  label: (id: string) => string,
): Compared {
  const fields = state.catalogue.fieldMap(kind);
  const notes: string[] = [];
  const taken = classTaken(state, row, stored, notes);
  const schemeId = taken ? row.schemeId : stored.schemeId;
  const moves = schemeId !== stored.schemeId;
  const held = taken ? [] : [...AXES, ...OF_SCHEME];
  const changes: Values = {};
  for (const [id, value] of Object.entries(row.values)) {
    const field = fields.get(id);
    if (!field || field.origin === 'system' || isEmpty(value) || held.includes(id)) continue;
    const next = id === 'importedNotes' ? added(stored.values[id], String(value)) : value;
    if (!equalValues(next, stored.values[id]) || (moves && OF_SCHEME.includes(id))) changes[id] = next;
  }
  if (state.settings.approval && AXES.some((axis) => axis in changes))
    notes.push('分類は、承認されるまで今のままです。');
  const related = (row.related ?? []).filter((number) => !stored.related.includes(number));
  const words = (field: Field, value: FieldValue | undefined, scheme: string): string => {
    if (field.type === 'choice' && typeof value === 'string') return label(value);
    if (field.type === 'multi' && Array.isArray(value)) return value.map(label).join('、');
    return wordsOf(state, field, value, scheme);
  };
  const differences = Object.entries(changes).map(([id, value]): RowDifference => {
    const field = fields.get(id)!;
    return {
      label: field.label,
      now: cut(words(field, stored.values[id], stored.schemeId)),
      row: cut(words(field, value, schemeId)),
    };
  });
  if (related.length > 0)
    differences.push({
      label: fields.get('relatedNumbers')!.label,
      now: cut(stored.related.join('、')),
      row: cut([...stored.related, ...related].join('、')),
    });
  if (Object.keys(changes).some((id) => CLASSED.includes(id)) && moves)
    notes.push(`分類体系は「${schemeOf(state, row.schemeId).name}」になります。`);
  return { changes, ...(taken && { schemeId }), related, differences, notes };
}

/** Whether the class of the row is taken; where it is not, the reason is said. */
function classTaken(state: RegisterState, row: NewAsset, stored: Standing, notes: string[]): boolean {
  const given = AXES.filter((axis) => !isEmpty(row.values[axis]));
  if (given.length === 0) return false;
  const from = schemeOf(state, stored.schemeId);
  const to = schemeOf(state, row.schemeId);
  const same = from.id === to.id;
  const now = levelsOf(stored.values);
  const isClassed = AXES.some((axis) => now[axis] !== null);
  const stays = `分類は今のまま（${shortCode(from, now) || '未分類'}）にします。`;
  if (!same && given.length < AXES.length && isClassed) {
    notes.push(`「${to.name}」で書かれた段階が三つそろっていないので、${stays}`);
    return false;
  }
  const next = levelsOf(row.values);
  const least = minimumConfidentiality(to, personalDataOf({ ...stored.values, ...row.values }));
  const laxer = (axis: Axis) =>
    (same ? compareLevels(to, axis, next[axis], now[axis]) < 0 : clearlyLaxer(from, to, axis, now[axis], next[axis])) ||
    (axis === 'confidentiality' &&
      compareLevels(to, axis, next[axis], least) < 0 &&
      !(same && next[axis] === now[axis]));
  const lowered = given.find(laxer);
  if (lowered && isEmpty(row.values['classificationReason'])) {
    notes.push(
      `${to.axes[lowered].label}が低くなる（または必要な段階に足りない）のに、この行に「分類の理由」がないので、${stays}`,
    );
    return false;
  }
  return true;
}

/** Lines that are not there yet, below those that are. */
function added(now: FieldValue | undefined, lines: string): string {
  if (isEmpty(now)) return lines;
  const there = String(now).split('\n');
  const more = lines.split('\n').filter((line) => !there.includes(line));
  return [...there, ...more].join('\n');
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1).toWellFormed()}…` : text;
}
