import type { FieldValue } from '../../contract/catalogue/field.ts';
import { type Field, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { AXES, type Axis, levelOf } from '../../contract/scheme.ts';
import { labelOf, type RegisterState } from '../register/state.ts';

export function isAxis(id: string): id is Axis {
  return (AXES as readonly string[]).includes(id);
}

/** A value as a person reads it in the history, in findings and in the ledger: names instead of ids, levels in full. */
export function wordsOf(state: RegisterState, field: Field, value: FieldValue | undefined, schemeId: string): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.id === 'kind') return KIND_DEFINITIONS[value as Kind]?.label ?? String(value);
  switch (field.type) {
    case 'choice':
      return labelOf(state, String(value));
    case 'multi':
      return (value as readonly string[]).map((id) => labelOf(state, id)).join('、');
    case 'date':
      return formatDate(String(value), state.settings.dateStyle);
    case 'level': {
      const scheme = state.schemes.get(schemeId);
      return (scheme && isAxis(field.id) && levelOf(scheme, field.id, String(value))?.name) || String(value);
    }
    default:
      return String(value);
  }
}
