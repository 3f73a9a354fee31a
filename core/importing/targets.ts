import { type CompoundHeading, type Field, fieldOf, fieldsOf, type Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { compoundOf, isImportable, meaningOf, proposeColumns, REASON_HEADING } from '../../contract/importing.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';

/** Where the cells of one column go, for rows of one kind. */
export type Target =
  | { readonly to: 'field'; readonly field: Field }
  | { readonly to: 'compound'; readonly compound: CompoundHeading }
  /** 資産区分: read before everything else. */
  | { readonly to: 'kind' }
  /** Computed by the app itself, as in an export of this register. */
  | { readonly to: 'computed' }
  /** Kept word for word in 取込元のその他の列. */
  | { readonly to: 'notes' };

const NOTES: Target = { to: 'notes' };

/**
 * The columns of a sheet for rows of one kind. What the person chose is final; a column left as it was proposed means
 * what its heading means for the kind of the row (種別 of a 機器 and of a ネットワーク・設備 are two fields). Each
 * field is filled from its first column only.
 * @param kinds the kinds of the sheet's rows, as for the proposal
 */
export function targetsFor(
  catalogue: Catalogue,
  kind: Kind,
  headings: readonly string[],
  columns: readonly (string | null)[],
  kinds: readonly Kind[],
): Target[] {
  const proposed = proposeColumns(headings, kinds, catalogue);
  const touched = headings.map((_, i) => (columns[i] ?? null) !== proposed[i]);
  const taken = new Set<string>();
  const targets = headings.map((): Target => NOTES);
  const put = (i: number, id: string | null) => {
    if (id === null || taken.has(id)) return;
    const target = targetOf(catalogue, kind, id);
    if (!target) return;
    taken.add(id);
    targets[i] = target;
  };
  for (const [i, heading] of headings.entries()) {
    if (!touched[i]) continue;
    const id = columns[i] ?? null;
    put(i, id === null || targetOf(catalogue, kind, id) ? id : meaningOf(kind, heading));
  }
  const left = headings.map((heading, i) => (touched[i] ? '' : heading));
  for (const [i, id] of proposeColumns(left, [kind], catalogue, taken).entries()) put(i, id);
  for (const [i, heading] of headings.entries()) {
    if (touched[i] || heading === '' || targets[i] !== NOTES) continue;
    // A heading that means another field for this kind, or none: what it means for the sheet as a whole.
    if (meaningOf(kind, heading) === null) put(i, proposed[i] ?? null);
    if (targets[i] === NOTES && (heading.endsWith(REASON_HEADING) || isComputed(kind, heading)))
      targets[i] = { to: 'computed' };
  }
  return targets;
}

/** Null when rows of this kind have no such field. */
function targetOf(catalogue: Catalogue, kind: Kind, id: string): Target | null {
  if (id === 'kind') return { to: 'kind' };
  const compound = compoundOf(id);
  if (compound) return compound.fields.some((fieldId) => fieldOf(kind, fieldId)) ? { to: 'compound', compound } : null;
  const field = catalogue.fieldMap(kind).get(id);
  return field && isImportable(field) ? { to: 'field', field } : null;
}

function isComputed(kind: Kind, heading: string): boolean {
  const word = foldHeading(heading);
  return fieldsOf(kind).some((field) => !isImportable(field) && foldHeading(field.label) === word);
}
