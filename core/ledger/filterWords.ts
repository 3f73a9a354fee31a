import type { AssetFilter } from '../../contract/asset.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { isAxis } from '../asset/words.ts';
import { labelOf, type RegisterState } from '../register/state.ts';

/** A filter in words, for the export's own record: 「機器、機密性が自治体機密性3B、「計量」を含む」. */
export function filterWords(state: RegisterState, filter: AssetFilter): string {
  const parts: string[] = [];
  if (filter.binned) parts.push('ごみ箱の中');
  if (filter.kind) parts.push(KIND_DEFINITIONS[filter.kind].label);
  for (const [fieldId, values] of Object.entries(filter.filters ?? {})) {
    if (values.length === 0) continue;
    const field = state.catalogue.fieldById(fieldId);
    parts.push(
      `${field?.label ?? fieldId}が${values.map((value) => valueWords(state, fieldId, value)).join('または')}`,
    );
  }
  if (filter.query?.trim()) parts.push(`「${filter.query.trim()}」を含む`);
  if (filter.incomplete) parts.push('記入漏れのあるもの');
  if (filter.ids) parts.push(`選んだ${filter.ids.length}件`);
  return parts.length > 0 ? parts.join('、') : 'すべて';
}

function valueWords(state: RegisterState, fieldId: string, value: string): string {
  if (value === '') return '未記入';
  if (fieldId === 'kind') return KIND_DEFINITIONS[value as keyof typeof KIND_DEFINITIONS]?.label ?? value;
  if (fieldId === 'scheme') return state.schemes.get(value)?.name ?? value;
  if (isAxis(fieldId)) {
    return (
      state.schemes.get(state.settings.schemeId)?.axes[fieldId].levels.find((level) => level.code === value)?.name ??
      value
    );
  }
  if (state.catalogue.fieldById(fieldId)?.type === 'date') return formatDate(value, state.settings.dateStyle);
  return labelOf(state, value);
}
