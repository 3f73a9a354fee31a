import { type Field, KINDS, type Kind } from './field.ts';
import { ALL_FIELDS, COMMON_FIELDS, fieldById, fieldsOf, KIND_DEFINITIONS } from './index.ts';

/**
 * The union's own fields (独自項目): what one union's ledgers keep beside the fields of this catalogue. They are data of
 * the register, and with them the catalogue of a register is whole: whatever shows, reads or writes fields asks it.
 */

/** A value that an own field may hold; lists and levels stay the catalogue's. */
export const OWN_TYPES = ['text', 'longText', 'integer', 'date'] as const;
export type OwnFieldType = (typeof OWN_TYPES)[number];

export const OWN_TYPE_WORDS: Readonly<Record<OwnFieldType, string>> = {
  text: '文字（1行）',
  longText: '文字（何行でも）',
  integer: '数',
  date: '日付',
};

export interface OwnField {
  /** One of `OWN_IDS`; also the column of table `asset`. */
  readonly id: string;
  /** As the union calls it; no other field of the register is called so. */
  readonly label: string;
  readonly type: OwnFieldType;
  /** Kinds whose assets have it; at least one. */
  readonly kinds: readonly Kind[];
  /** One sentence shown beside the field; '' for none. */
  readonly help: string;
  readonly sort: number;
  /** A column of the list, of its kinds. */
  readonly inGrid: boolean;
  /** No longer shown or offered; the values stay. */
  readonly archived: boolean;
}

/** So many own fields a register can have, those that are put away too: each has a column of its own. */
export const MOST_OWN_FIELDS = 30;

/** own01 to own30. */
export const OWN_IDS: readonly string[] = Array.from(
  { length: MOST_OWN_FIELDS },
  (_, i) => `own${String(i + 1).padStart(2, '0')}`,
);
const IDS = new Set(OWN_IDS);

/** Whether an id is that of an own field, of this register or not. */
export function isOwnId(id: string): boolean {
  return IDS.has(id);
}

/** The fields of one register: those of every register, and its own. */
export interface Catalogue {
  /** The own fields in their order, those that are put away too. */
  readonly ownFields: readonly OwnField[];
  /** Every field once, without those that are put away. */
  readonly allFields: readonly Field[];
  /** Fields that assets of every kind have. */
  readonly commonFields: readonly Field[];
  /** Fields of a kind in ledger order: the common ones, those of the kind, the own ones. */
  fieldsOf(kind: Kind): readonly Field[];
  /** The same by id. */
  fieldMap(kind: Kind): ReadonlyMap<string, Field>;
  /** A field by its id, also one that is put away: its values and its history still have a name. */
  fieldById(id: string): Field | undefined;
}

/** 機器・ネットワーク・設備; すべて for all kinds. */
export function kindWords(kinds: readonly Kind[]): string {
  return kinds.length === KINDS.length ? 'すべて' : kinds.map((kind) => KIND_DEFINITIONS[kind].label).join('・');
}

/** Width of a column for each type, in half-width characters. */
const WIDTHS: Readonly<Record<OwnFieldType, number>> = { text: 18, longText: 30, integer: 10, date: 16 };

function asField({ id, label, type, help, inGrid }: OwnField): Field {
  return {
    id,
    label,
    type,
    section: 'own',
    width: WIDTHS[type],
    filter: true,
    ...(inGrid ? { grid: true } : {}),
    ...(type === 'text' || type === 'longText' ? { search: true } : {}),
    ...(help === '' ? {} : { help }),
    source: 'own field of the union',
  };
}

/** The catalogue of a register with these own fields, in any order. */
export function catalogueOf(own: readonly OwnField[]): Catalogue {
  const ownFields = own.toSorted((a, b) => a.sort - b.sort || (a.id < b.id ? -1 : 1));
  const fields = new Map(ownFields.map((field) => [field.id, asField(field)]));
  const shown = ownFields.filter(({ archived }) => !archived);
  const having = (has: (one: OwnField) => boolean) => shown.filter(has).map(({ id }) => fields.get(id)!);
  const byKind = new Map(
    KINDS.map((kind) => [kind, [...fieldsOf(kind), ...having(({ kinds }) => kinds.includes(kind))]]),
  );
  const maps = new Map(KINDS.map((kind) => [kind, new Map(byKind.get(kind)!.map((field) => [field.id, field]))]));
  return {
    ownFields,
    allFields: [...ALL_FIELDS, ...having(() => true)],
    commonFields: [...COMMON_FIELDS, ...having(({ kinds }) => KINDS.every((kind) => kinds.includes(kind)))],
    fieldsOf: (kind) => byKind.get(kind)!,
    fieldMap: (kind) => maps.get(kind)!,
    fieldById: (id) => fieldById(id) ?? fields.get(id),
  };
}
