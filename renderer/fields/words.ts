import type { FieldValue } from '../../contract/catalogue/field.ts';
import { type Field, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { type Axis, type Level, levelOf, type Scheme } from '../../contract/scheme.ts';
import type { Register } from '../registerContext.tsx';

/** True for a value that stands for 未記入. */
export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Same value, for telling whether a field was changed. An empty one equals any other empty one. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Commas from five digits up, so that a year stays a year. */
function integerWords(value: number): string {
  return Math.abs(value) >= 10_000 ? value.toLocaleString('ja-JP') : String(value);
}

/** The level a stored code means in a scheme; undefined when empty or unknown. */
export function levelOfValue(scheme: Scheme, fieldId: string, value: FieldValue | undefined): Level | undefined {
  return typeof value === 'string' ? (levelOf(scheme, fieldId as Axis, value) ?? undefined) : undefined;
}

/** A stored value in words: names for ids, 和暦 for dates. `''` when empty. */
export function valueWords(register: Register, field: Field, value: FieldValue | undefined, schemeId?: string): string {
  if (isEmpty(value)) return '';
  if (field.id === 'kind') return KIND_DEFINITIONS[value as Kind]?.label ?? String(value);
  if (Array.isArray(value)) return value.map(register.itemWords).join('、');
  switch (field.type) {
    case 'choice':
      return register.itemWords(String(value));
    case 'date':
      return register.dateWords(String(value));
    case 'integer':
      return typeof value === 'number' ? integerWords(value) : String(value);
    case 'level':
      return levelOfValue(register.scheme(schemeId), field.id, value)?.name ?? String(value);
    default:
      return String(value);
  }
}
