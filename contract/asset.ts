import { z } from 'zod';
import { type FieldValue, KINDS, type Kind } from './catalogue/field.ts';
import type { Acceptance, EffectiveClass } from './classification.ts';
import type { LinkView } from './link.ts';
import { answersSchema } from './questionnaire.ts';

export const kindSchema = z.enum(KINDS);
export const idSchema = z.string().min(1).max(64);

/** A value as it crosses the wire. Field types are checked against the catalogue in core/asset/values.ts. */
export const fieldValueSchema = z.union([
  z.string().max(100_000),
  z.number(),
  z.array(z.string().max(1000)).max(200).readonly(),
  z.null(),
]);
export const valuesSchema = z.record(z.string().max(64), fieldValueSchema);
export type Values = Record<string, FieldValue>;

/** Which assets: the same shape for the list, the ledger, the labels and the command line. */
export const assetFilterSchema = z.object({
  kind: kindSchema.optional(),
  /** Search words; all must occur. Folded on both sides (全角/半角, かな/カナ, 髙/高 …). */
  query: z.string().max(500).optional(),
  /** Field id -> accepted values (item ids, level codes, importance codes). `''` stands for 未記入. */
  filters: z.record(z.string().max(64), z.array(z.string().max(200)).max(200)).optional(),
  /** Only these assets (a selection). */
  ids: z.array(idSchema).max(200_000).optional(),
  /** true: the bin instead of the register. */
  binned: z.boolean().optional(),
  /** true: only assets with a required field missing. */
  incomplete: z.boolean().optional(),
});
export type AssetFilter = z.infer<typeof assetFilterSchema>;

export const assetListSchema = assetFilterSchema.extend({
  sort: z.object({ field: z.string().max(64), descending: z.boolean().optional() }).optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
  /** Field ids to send for each row; default: the grid columns of the kind. */
  columns: z.array(z.string().max(64)).max(400).optional(),
});

export interface AssetRow {
  readonly id: string;
  readonly kind: Kind;
  readonly schemeId: string;
  /** Stored and derived values of the asked columns; ids for choices. */
  readonly values: Values;
  /** Number of required fields that are missing. */
  readonly missing: number;
}

export interface AssetPage {
  /** Assets in the register (or the bin), of the asked kind if one was asked. */
  readonly held: number;
  /** Assets that pass the filter. */
  readonly matched: number;
  readonly rows: readonly AssetRow[];
}

/** A broken rule on one asset (domain.md §6). */
export interface Finding {
  readonly ruleId: string;
  readonly severity: 'error' | 'warning';
  readonly assetId: string;
  readonly number: string;
  readonly name: string;
  readonly fieldId?: string;
  /** One Japanese sentence with the names and levels in it. */
  readonly message: string;
  /** Names this finding as it stands now: an acceptance of it ends when it changes. */
  readonly key: string;
  /** Set when somebody has accepted it for a time. */
  readonly accepted?: Acceptance;
}

export interface AssetDetail {
  readonly id: string;
  readonly kind: Kind;
  readonly schemeId: string;
  /** Increases with every change; an update names the one it was based on. */
  readonly revision: number;
  readonly binned: boolean;
  /** Stored values by field id; fields without a value are absent. */
  readonly values: Values;
  /** Derived values and proposals of default fields, by field id. */
  readonly derived: Values;
  /** Required fields that are missing, in field order. */
  readonly missing: readonly string[];
  readonly links: readonly LinkView[];
  /** Numbers that an imported ledger refers to but that no asset has (yet). */
  readonly unresolvedNumbers: readonly string[];
  readonly findings: readonly Finding[];
  /** Own class and that of what it holds, whichever is stricter. */
  readonly effective: EffectiveClass;
  /** A class change of this asset waits for approval. */
  readonly proposalId: string | null;
  readonly reviewTasks: readonly { readonly id: string; readonly cause: string; readonly at: string }[];
}

export const registerAssetSchema = z.object({
  kind: kindSchema,
  values: valuesSchema,
  reason: z.string().max(1000).optional(),
  /** The asset this one was copied from. */
  copiedFrom: idSchema.optional(),
  /** Answers of the guided classing that led to the levels. */
  answers: answersSchema.optional(),
});
export const updateAssetSchema = z.object({
  id: idSchema,
  revision: z.number().int(),
  values: valuesSchema,
  reason: z.string().max(1000).optional(),
});
export const updateManySchema = z.object({
  ids: z.array(idSchema).min(1).max(100_000),
  values: valuesSchema,
  reason: z.string().max(1000).optional(),
});
export const changeManySchema = z.object({
  ids: z.array(idSchema).min(1).max(100_000),
  reason: z.string().max(1000).optional(),
});

/** A change that can be taken back with `change.undo`. */
export interface Changed {
  /** '' when nothing changed. */
  readonly changeId: string;
  readonly changed: number;
  /** Class changes that now wait for approval instead of being made. */
  readonly waiting?: number;
}

export interface AssetCounts {
  readonly total: number;
  readonly binned: number;
  readonly byKind: Readonly<Record<Kind, number>>;
  /** kind -> confidentiality level code ('' = not classified) -> count */
  readonly byKindAndLevel: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly incomplete: number;
}
