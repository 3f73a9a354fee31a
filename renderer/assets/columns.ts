import type { Field, Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';

export interface Column {
  readonly field: Field;
  /** px */
  readonly width: number;
}

/** Number and name stay at the left while the others scroll. */
export const FROZEN = ['number', 'name'] as const;
/** px of the column with the checkboxes. */
export const CHECK_WIDTH = 36;

/** Classification is what the register is for: it comes right after the name; 区分 last, the number tells it already. */
const FIRST = ['confidentiality', 'integrity', 'availability', 'importance', 'state', 'group'];
const LAST = ['kind'];

/** px; marks and Ⅰ–Ⅳ need less than their catalogue width, number and name must fit beside the detail. */
const FIXED_WIDTH: Readonly<Record<string, number>> = { number: 138, name: 236, importance: 90, kind: 140, state: 84 };

function widthOf(field: Field): number {
  const fixed = FIXED_WIDTH[field.id];
  if (fixed !== undefined) return fixed;
  if (field.type === 'level') return 68;
  // Half-width characters are 7 px wide at 14 px; 22 px for the padding and the sort sign.
  return Math.min(Math.max(field.width * 7, field.label.length * 13) + 22, 240);
}

/** Columns of the list of a kind, or of all assets: the catalogue's `grid` fields, the frozen ones first. */
export function columnsOf(catalogue: Catalogue, kind: Kind | null): readonly Column[] {
  const fields = (kind ? catalogue.fieldsOf(kind) : catalogue.commonFields).filter(
    (field) => field.grid && !(kind && field.id === 'kind'),
  );
  const frozen = FROZEN.flatMap((id) => fields.filter((field) => field.id === id));
  const others = fields.filter((field) => !frozen.includes(field));
  const place = ({ id, section }: Field) => {
    if (FIRST.includes(id)) return FIRST.indexOf(id);
    return FIRST.length + (LAST.includes(id) ? 100 : section === 'kind' ? 0 : 1);
  };
  const sorted = [...others].sort((a, b) => place(a) - place(b));
  return [...frozen, ...sorted].map((field) => ({ field, width: widthOf(field) }));
}

/** Fields offered as filters, the usual ones first. */
export function filterFieldsOf(catalogue: Catalogue, kind: Kind | null): readonly Field[] {
  const first = [
    'kind',
    'confidentiality',
    'integrity',
    'availability',
    'importance',
    'group',
    'state',
    'zone',
    'place',
  ];
  const fields = (kind ? catalogue.fieldsOf(kind) : catalogue.commonFields).filter(
    (field) => field.filter && !(kind && field.id === 'kind'),
  );
  const rank = (field: Field) => (first.indexOf(field.id) + first.length + 1) % (first.length + 1);
  return [...fields].sort((a, b) => rank(a) - rank(b));
}
