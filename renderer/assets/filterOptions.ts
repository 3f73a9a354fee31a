import { type Field, KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { isOwnId } from '../../contract/catalogue/own.ts';
import type { Axis } from '../../contract/scheme.ts';
import { levelWords, offeredItems } from '../fields/validity.ts';
import { valueWords } from '../fields/words.ts';
import type { Register } from '../registerContext.tsx';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

const NOT_FILLED: FilterOption = { value: '', label: '未記入' };

/** What a field can be filtered by: ids, level codes or importance codes, each with its words; 未記入 last. */
export function filterOptionsOf(register: Register, field: Field): readonly FilterOption[] {
  if (field.id === 'kind') return KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }));
  // Only schemes that assets are classed in: nearly always one.
  if (field.id === 'scheme')
    return register.schemes.filter((one) => one.assets > 0).map((one) => ({ value: one.id, label: one.name }));
  if (field.type === 'level') return [...levelOptions(register, field.id as Axis), NOT_FILLED];
  if (field.id === 'importance') {
    return [...register.scheme().importance.classes.map(({ code }) => ({ value: code, label: code })), NOT_FILLED];
  }
  const items = register.itemsOf(field.list ?? '');
  // What is not chosen any more may still stand in the register: it comes last.
  const inUse = offeredItems(items, register.status.today);
  const ordered = [...inUse, ...items.filter((item) => !inUse.includes(item))];
  const byText = field.type === 'suggest';
  return [
    ...ordered.map((item) => ({ value: byText ? item.label : item.id, label: register.itemWords(item.id) })),
    NOT_FILLED,
  ];
}

/** Levels of the current scheme, then those that only another scheme in use has; 分類体系 tells equal codes apart. */
function levelOptions(register: Register, axis: Axis): FilterOption[] {
  const current = register.scheme();
  const { levels } = current.axes[axis];
  const ordered = [...levels.filter((level) => !level.hidden), ...levels.filter((level) => level.hidden)];
  const others = register.schemes
    .filter((one) => one.assets > 0 && one.id !== current.id)
    .flatMap((one) => one.axes[axis].levels.map((level) => ({ level, scheme: one })))
    .filter(({ level }, i, all) => all.findIndex((one) => one.level.code === level.code) === i)
    .filter(({ level }) => !levels.some((own) => own.code === level.code));
  return [
    ...ordered.map((level) => ({ value: level.code, label: levelWords(level) })),
    ...others.map(({ level, scheme }) => ({ value: level.code, label: `${level.name}（${scheme.name}）` })),
  ];
}

/** A value of an own field as a filter says it. */
export function ownValueWords(register: Register, field: Field, value: string): string {
  return valueWords(register, field, value) || NOT_FILLED.label;
}

/** The values of a filter in words, for its chip: 「総務グループ、業務グループ」; levels by their code (3A、3B). */
export function filterWords(register: Register, field: Field, values: readonly string[]): string {
  if (field.type === 'level') return values.map((value) => value || NOT_FILLED.label).join('、');
  if (isOwnId(field.id)) return values.map((value) => ownValueWords(register, field, value)).join('、');
  const options = filterOptionsOf(register, field);
  return values.map((value) => options.find((option) => option.value === value)?.label ?? value).join('、');
}
