import { type Field, KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import type { Axis } from '../../contract/scheme.ts';
import { levelWords, offeredItems } from '../fields/validity.ts';
import type { Register } from '../registerContext.tsx';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

const NOT_FILLED: FilterOption = { value: '', label: '未記入' };

/** What a field can be filtered by: ids, level codes or importance codes, each with its words; 未記入 last. */
export function filterOptionsOf(register: Register, field: Field): readonly FilterOption[] {
  if (field.id === 'kind') return KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }));
  if (field.type === 'level') {
    const { levels } = register.scheme().axes[field.id as Axis];
    const ordered = [...levels.filter((level) => !level.hidden), ...levels.filter((level) => level.hidden)];
    return [...ordered.map((level) => ({ value: level.code, label: levelWords(level) })), NOT_FILLED];
  }
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

/** The values of a filter in words, for its chip: 「総務グループ、業務グループ」; levels by their code (3A、3B). */
export function filterWords(register: Register, field: Field, values: readonly string[]): string {
  if (field.type === 'level') return values.map((value) => value || NOT_FILLED.label).join('、');
  const options = filterOptionsOf(register, field);
  return values.map((value) => options.find((option) => option.value === value)?.label ?? value).join('、');
}
