import { z } from 'zod';
import { idSchema, kindSchema } from './asset.ts';
import { ALL_FIELDS } from './catalogue/index.ts';
import { MOST_OWN_FIELDS, OWN_TYPES, type OwnField } from './catalogue/own.ts';
import { foldHeading } from './japanese/fold.ts';

/** The longest name of an own field: as long as the longest heading that fits a ledger. */
export const MOST_OWN_LABEL = 40;

export const ownLabelSchema = z.string().trim().min(1, '名前を入れてください。').max(MOST_OWN_LABEL);
export const ownTypeSchema = z.enum(OWN_TYPES);

export const saveOwnFieldSchema = z.object({
  /** Absent: a new field. */
  id: idSchema.optional(),
  label: ownLabelSchema,
  type: ownTypeSchema,
  kinds: z.array(kindSchema).min(1, '資産区分を一つ以上選んでください。').max(8),
  help: z.string().trim().max(200).optional(),
  /** Id of the own field that it comes after; '' for the first place. Absent: as it was, a new one last. */
  after: z.string().max(64).optional(),
  inGrid: z.boolean().optional(),
  archived: z.boolean().optional(),
});

/** What depends on an own field. */
export interface OwnFieldUse {
  readonly id: string;
  /** Assets outside of the bin that have a value in it. */
  readonly used: number;
  /** Those in the bin. */
  readonly binned: number;
}

/** A value of an own field and how many assets outside of the bin have it; '' for none. */
export interface OwnValue {
  readonly value: string;
  readonly count: number;
}

/** What is said where no more own fields can be made. */
export const NO_MORE_OWN_FIELDS = `独自項目は${MOST_OWN_FIELDS}項目までです。使わなくなった項目の名前と値の形を変えて使うか、その列は「取込元のその他の列」に残してください。`;

/**
 * Why a field can't be called so: the name stands for one column in ledgers, forms and imports.
 * @param id of the field itself; null for a new one
 */
export function labelTaken(own: readonly OwnField[], label: string, id: string | null): string | null {
  const word = foldHeading(label);
  if (ALL_FIELDS.some((field) => foldHeading(field.label) === word))
    return `「${label}」は、はじめからある項目の名前です。`;
  return own.some((field) => field.id !== id && foldHeading(field.label) === word)
    ? `「${label}」という独自項目は、すでにあります。`
    : null;
}

/** Behind the name of an own field whose heading is the name of another field. */
const OWN_MARK = '（独自）';

/** What an own field for a column with this heading is called; '' where it has none. */
export function ownLabelOf(heading: string): string {
  const label = heading.replaceAll('＞', ' ').replaceAll(/\s+/g, ' ').trim();
  const mark = labelTaken([], label, null) === null ? '' : OWN_MARK;
  return `${[...label].slice(0, MOST_OWN_LABEL - mark.length).join('')}${label === '' ? '' : mark}`;
}
