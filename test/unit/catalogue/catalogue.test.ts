import { describe, expect, it } from 'vitest';
import { COMPOUND_HEADINGS } from '../../../contract/catalogue/compound.ts';
import {
  ALL_FIELDS,
  COMMON_FIELDS,
  type Field,
  fieldById,
  fieldsOf,
  KIND_DEFINITIONS,
  KIND_ORDER,
  KINDS,
  kindOfLabel,
  SECTIONS,
} from '../../../contract/catalogue/index.ts';
import { foldHeading } from '../../../contract/japanese/fold.ts';
import { LISTS } from '../../../core/presets/lists.ts';

const snake = (id: string) => id.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const listIds = new Set(LISTS.map((list) => list.id));

/** Pairs of fields that one heading would mean both of. */
function clashes(fields: readonly Field[]): string[] {
  const owner = new Map<string, string>();
  const found: string[] = [];
  for (const field of fields) {
    for (const word of new Set([field.label, ...(field.synonyms ?? [])].map(foldHeading))) {
      const other = owner.get(word);
      if (other) found.push(`${word}: ${other}, ${field.id}`);
      owner.set(word, field.id);
    }
  }
  return found;
}

/** Columns of domain.md §5.3 beside the common block that are fields; the links of a kind are not counted. */
const LEAST_OWN_FIELDS = {
  information: 17,
  system: 19,
  hardware: 20,
  network: 13,
  medium: 17,
  document: 11,
  software: 11,
  service: 16,
};

describe('every field', () => {
  const all = [...COMMON_FIELDS, ...KINDS.flatMap((kind) => KIND_DEFINITIONS[kind].fields)];

  it('has a camelCase id, a label, a section, a width and a source', () => {
    for (const field of all) {
      expect(field.id).toMatch(/^[a-z][a-zA-Z]*$/);
      expect(field.label.trim(), field.id).not.toBe('');
      expect(SECTIONS, field.id).toContain(field.section);
      expect(field.width, field.id).toBeGreaterThanOrEqual(6);
      expect(field.source.length, field.id).toBeGreaterThan(5);
    }
  });

  it('names a list that exists, and only when its type takes one', () => {
    for (const field of all) {
      const takesList = ['choice', 'multi', 'suggest'].includes(field.type);
      expect(field.list !== undefined, field.id).toBe(takesList);
      if (field.list) expect(listIds, field.id).toContain(field.list);
    }
  });

  it('is the same fact in every kind that has it', () => {
    const first = new Map<string, Field>();
    for (const field of all) {
      const known = first.get(field.id);
      if (known) {
        const facts = ({ label, type, list, origin, perItem }: Field) => ({ label, type, list, origin, perItem });
        expect(facts(field), field.id).toEqual(facts(known));
      }
      first.set(field.id, known ?? field);
    }
    expect(ALL_FIELDS.map((f) => f.id).sort()).toEqual([...first.keys()].sort());
  });

  it('has a column name of its own in the database', () => {
    expect(new Set(ALL_FIELDS.map((f) => snake(f.id))).size).toBe(ALL_FIELDS.length);
  });

  it('is found by its id', () => {
    expect(fieldById('serialNumber')?.label).toBe('製造番号');
    expect(fieldById('confidentiality')?.type).toBe('level');
    expect(fieldById('nothing')).toBeUndefined();
  });
});

describe.each(KINDS.map((kind) => [kind, KIND_DEFINITIONS[kind]] as const))('%s', (kind, definition) => {
  const fields = fieldsOf(kind);

  it('is filed under its own word and has common fields first', () => {
    expect(definition.id).toBe(kind);
    expect(fields.map((f) => f.id)).toEqual([...COMMON_FIELDS, ...definition.fields].map((f) => f.id));
    expect(new Set(fields.map((f) => f.id)).size).toBe(fields.length);
  });

  it('has every column of domain.md §5.3', () => {
    expect(definition.fields.length).toBeGreaterThanOrEqual(LEAST_OWN_FIELDS[kind]);
  });

  it('lets one heading mean one field only', () => {
    expect(clashes(fields)).toEqual([]);
  });

  it('adds headings to common fields only', () => {
    const common = new Set(COMMON_FIELDS.map((f) => f.id));
    for (const id of Object.keys(definition.headings ?? {})) expect(common).toContain(id);
  });

  it('prints 12 to 14 columns that fit A4 landscape', () => {
    const columns = definition.print.map((id) => fields.find((f) => f.id === id));
    expect(columns).not.toContain(undefined);
    expect(new Set(definition.print).size).toBe(definition.print.length);
    expect(definition.print.length).toBeGreaterThanOrEqual(12);
    expect(definition.print.length).toBeLessThanOrEqual(14);
    expect(columns.reduce((sum, f) => sum + (f?.width ?? 0), 0)).toBeLessThanOrEqual(200);
    expect(definition.print.slice(0, 2)).toEqual(['number', 'name']);
  });

  it('marks its own printed fields, and prints all marked common ones', () => {
    expect(
      definition.fields
        .filter((f) => f.print)
        .map((f) => f.id)
        .sort(),
    ).toEqual(definition.print.filter((id) => definition.fields.some((f) => f.id === id)).sort());
    for (const field of COMMON_FIELDS.filter((f) => f.print)) expect(definition.print).toContain(field.id);
  });

  it('shows two to five own fields in the grid', () => {
    const shown = definition.fields.filter((f) => f.grid).length;
    expect(shown).toBeGreaterThanOrEqual(2);
    expect(shown).toBeLessThanOrEqual(5);
  });

  it('is known by its label, code and synonyms, in any width', () => {
    for (const word of [
      definition.label,
      definition.code,
      definition.code.toLowerCase(),
      kind,
      ...definition.synonyms,
    ]) {
      expect(kindOfLabel(word), word).toBe(kind);
    }
  });
});

describe('the kinds together', () => {
  it('stand in the order of the policy: ア, イ, ウ, 外部', () => {
    const groups = KIND_ORDER.map((kind) => KIND_DEFINITIONS[kind].policyGroup);
    expect(groups).toEqual(['ア', 'ア', 'ア', 'ア', 'ア', 'イ', 'ウ', '外部']);
    expect(KINDS.map((kind) => KIND_DEFINITIONS[kind].code)).toEqual([
      'HW',
      'NET',
      'SYS',
      'MED',
      'SW',
      'INF',
      'DOC',
      'EXT',
    ]);
  });

  it('share no word', () => {
    const words = KINDS.flatMap((kind) => {
      const { label, code, synonyms } = KIND_DEFINITIONS[kind];
      return [...new Set([label, code, kind, ...synonyms].map(foldHeading))];
    });
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  it.each([
    ['システム', 'system'],
    ['回線', 'network'],
    ['クラウド', 'service'],
    ['契約', 'service'],
    ['ライセンス', 'software'],
    ['ﾈｯﾄﾜｰｸ・設備', 'network'],
    ['ＩＮＦ', 'information'],
    ['電磁的 記録媒体', 'medium'],
    ['システム関連文書', 'document'],
    ['雑', null],
    ['', null],
  ])('%s is %s', (word, kind) => {
    expect(kindOfLabel(word)).toBe(kind);
  });

  it('would notice a heading that means two fields', () => {
    const [name, note] = [fieldById('name'), fieldById('note')];
    if (!name || !note) throw new Error('no such field');
    expect(clashes([name, { ...note, synonyms: ['（名　称）'] }])).toHaveLength(1);
  });
});

describe('compound headings', () => {
  it('name fields and items that exist', () => {
    const personal = LISTS.find((list) => list.id === 'personalData')?.items.map((item) => item.id);
    for (const heading of COMPOUND_HEADINGS) {
      for (const id of heading.fields) expect(fieldById(id), id).toBeDefined();
      expect(heading.fields.length).toBe(heading.how === 'mark' ? 1 : 2);
      expect(heading.item !== undefined).toBe(heading.how === 'mark');
      if (heading.item) expect(personal).toContain(heading.item);
    }
  });

  it('are no heading of a single field', () => {
    for (const kind of KINDS) {
      const words = new Set(fieldsOf(kind).flatMap((f) => [f.label, ...(f.synonyms ?? [])].map(foldHeading)));
      for (const word of COMPOUND_HEADINGS.flatMap((h) => h.headings))
        expect(words.has(foldHeading(word)), `${kind} ${word}`).toBe(false);
    }
  });
});
