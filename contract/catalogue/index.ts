import { foldHeading } from '../japanese/fold.ts';
import { COMMON_FIELDS } from './common.ts';
import { DOCUMENT } from './document.ts';
import { type Field, KINDS, type Kind, type KindDefinition } from './field.ts';
import { HARDWARE } from './hardware.ts';
import { INFORMATION } from './information.ts';
import { MEDIUM } from './medium.ts';
import { NETWORK } from './network.ts';
import { SERVICE } from './service.ts';
import { SOFTWARE } from './software.ts';
import { SYSTEM } from './system.ts';

export { COMMON_FIELDS } from './common.ts';
export { COMPOUND_HEADINGS, type CompoundHeading } from './compound.ts';
export type { Field, FieldValue, Kind, KindDefinition, Section } from './field.ts';
export { KINDS, SECTIONS } from './field.ts';

export const KIND_DEFINITIONS: Record<Kind, KindDefinition> = {
  hardware: HARDWARE,
  network: NETWORK,
  system: SYSTEM,
  medium: MEDIUM,
  software: SOFTWARE,
  information: INFORMATION,
  document: DOCUMENT,
  service: SERVICE,
};

/** The kinds in the order of the screens: the policy's ア, イ, ウ, then 外部 (domain.md §1, policy 4(2)). */
export const KIND_ORDER: readonly Kind[] = KINDS;

function buildFields(kind: KindDefinition): readonly Field[] {
  const common = COMMON_FIELDS.map((field) => {
    const more = kind.headings?.[field.id];
    return more ? { ...field, synonyms: [...(field.synonyms ?? []), ...more] } : field;
  });
  return [...common, ...kind.fields];
}

const FIELDS_OF = Object.fromEntries(
  KINDS.map((kind) => [kind, buildFields(KIND_DEFINITIONS[kind])]),
) as unknown as Record<Kind, readonly Field[]>;

/** The fields of a kind that every register has, in ledger order: the common ones, then its own. `catalogueOf` adds the union's. */
export function fieldsOf(kind: Kind): readonly Field[] {
  return FIELDS_OF[kind];
}

const MAP_OF = new Map(KINDS.map((kind) => [kind, new Map(FIELDS_OF[kind].map((field) => [field.id, field]))]));

/** One of them by its id; undefined where the kind has none. */
export function fieldOf(kind: Kind, id: string): Field | undefined {
  return MAP_OF.get(kind)!.get(id);
}

const BY_ID = new Map<string, Field>();
for (const field of [...COMMON_FIELDS, ...KINDS.flatMap((kind) => KIND_DEFINITIONS[kind].fields)]) {
  if (!BY_ID.has(field.id)) BY_ID.set(field.id, field);
}

/**
 * Every field that every register has, once, common ones first. A field that several kinds share appears as its first kind has it: id, label,
 * type and list are the same in all of them, the grid, print and required marks and the synonyms may differ.
 */
export const ALL_FIELDS: readonly Field[] = [...BY_ID.values()];

/** A field by its id, over all kinds; undefined when there is none. */
export function fieldById(id: string): Field | undefined {
  return BY_ID.get(id);
}

const KIND_WORDS = new Map<string, Kind>();
for (const kind of KINDS) {
  const { label, code, synonyms } = KIND_DEFINITIONS[kind];
  for (const word of [label, code, kind, ...synonyms]) KIND_WORDS.set(foldHeading(word), kind);
}

/**
 * The kind that a word in a ledger's 区分 column means: its label, its code (INF …), its English word or another usual
 * word, in any width, case or spacing. Null when it is none of them.
 */
export function kindOfLabel(text: string): Kind | null {
  return KIND_WORDS.get(foldHeading(text)) ?? null;
}
