import { z } from 'zod';
import { idSchema } from './asset.ts';
import type { Kind } from './catalogue/field.ts';
import type { FieldProblem } from './errors.ts';
import { type Answers, answersSchema, type ClassFacts } from './questionnaire.ts';
import { type Act, type Axis, type Levels, type Scheme, schemeSchema } from './scheme.ts';

const levelSchema = z.string().max(20).nullable();
export const levelsSchema = z.object({
  confidentiality: levelSchema,
  integrity: levelSchema,
  availability: levelSchema,
});
const reasonSchema = z.string().trim().min(1, '理由を書いてください。').max(1000);

/** Who approves, as stated: until there are accounts it records the approver's post and name. */
export const approverSchema = z.object({
  name: z.string().trim().min(1, '承認した人の名前を入れてください。').max(60),
  post: z.string().trim().min(1, '承認した人の職名を入れてください。').max(60),
});
export type Approver = z.infer<typeof approverSchema>;

/** 分類する: the three levels of one asset at once, with reason and answers. */
export const decideClassSchema = z.object({
  assetId: idSchema,
  /** The revision of the asset that the decision was made on. */
  revision: z.number().int(),
  /** Default: the asset's own scheme. */
  schemeId: idSchema.optional(),
  levels: levelsSchema,
  reason: z.string().trim().max(1000),
  answers: answersSchema.optional(),
});

export interface ClassRecord {
  readonly schemeId: string;
  readonly schemeName: string;
  /** 令和6年10月改定 */
  readonly schemeVersion: string;
  readonly schemeRevision: number;
  readonly levels: Levels;
  /** 自治体機密性3B …, as the scheme named them then. */
  readonly words: Readonly<Record<Axis, string | null>>;
  readonly reason: string | null;
  /** 「質問 → 答え」, in words. */
  readonly answers: readonly string[];
  /** ISO date and time, UTC. */
  readonly at: string;
  readonly who: string;
  readonly post: string;
  readonly approvedBy: string | null;
  readonly approvedPost: string | null;
}

/** A class change that waits for the second person. */
export interface ClassProposal {
  readonly id: string;
  readonly asset: { readonly id: string; readonly kind: Kind; readonly number: string; readonly name: string };
  readonly before: { readonly schemeId: string; readonly levels: Levels };
  readonly after: { readonly schemeId: string; readonly levels: Levels };
  readonly reason: string | null;
  readonly answers: readonly string[];
  readonly at: string;
  readonly who: string;
  readonly post: string;
  /** Whoever is logged in has proposed it: somebody else approves. */
  readonly own: boolean;
  /** One axis or more would become laxer. */
  readonly lowers: boolean;
}

export const decideProposalsSchema = z.object({
  ids: z.array(idSchema).min(1).max(100_000),
  approve: z.boolean(),
  /** Who approves, as stated; with accounts it is whoever is logged in. */
  approver: approverSchema.optional(),
  /** Asked for when it is turned down. */
  reason: z.string().trim().max(1000).optional(),
});

export const acceptFindingSchema = z.object({
  assetId: idSchema,
  ruleId: z.string().max(64),
  /** `key` of the finding. */
  key: z.string().max(200),
  reason: reasonSchema,
  /** Until when it is accepted; after that it is listed again. */
  until: z.iso.date('いつまで受け入れるか、日付を入れてください。'),
});

/** A finding that somebody has accepted for a time. */
export interface Acceptance {
  readonly id: string;
  readonly reason: string;
  readonly until: string;
  readonly at: string;
  readonly who: string;
}

/** An asset whose class may be too high now: a link was taken off, or its content was binned or is no longer there. */
export interface ReviewTask {
  readonly id: string;
  readonly asset: { readonly id: string; readonly kind: Kind; readonly number: string; readonly name: string };
  /** What happened, one Japanese sentence. */
  readonly cause: string;
  readonly at: string;
  readonly who: string;
}

export const reviewDoneSchema = z.object({
  ids: z.array(idSchema).min(1).max(100_000),
  /** What was decided: left as it is because …, or classed anew. */
  reason: reasonSchema,
});

/** How strictly an asset is to be treated: its own class and that of everything it holds, whichever is stricter (⑤, D3). */
export interface EffectiveClass {
  readonly schemeId: string;
  readonly levels: Levels;
  /** Strictest levels of what it holds, in its own scheme. */
  readonly content: Levels;
  /** The content that an axis comes from; null where the asset's own class is as strict. */
  readonly from: Readonly<Record<Axis, { readonly id: string; readonly number: string; readonly name: string } | null>>;
  /** Content classed in another scheme, which cannot be compared. */
  readonly otherSchemes: readonly {
    readonly schemeId: string;
    readonly id: string;
    readonly number: string;
    readonly name: string;
  }[];
}

/** 取扱い card: what a person who uses the asset may and may not do. */
export interface HandlingCard {
  readonly assetId: string;
  readonly number: string;
  readonly name: string;
  readonly unionName: string;
  readonly group: string;
  readonly responsiblePost: string;
  readonly levels: readonly {
    readonly axis: Axis;
    readonly name: string;
    readonly short: string;
    readonly neutral: string;
    readonly weight: 'filled' | 'half' | 'outlined' | 'plain';
  }[];
  /** Said when the class comes from what it holds: 「中の「…」に合わせています」. */
  readonly note: string;
  readonly sections: readonly {
    readonly act: Act;
    /** 複製する */
    readonly title: string;
    /** forbidden: してはいけない; conditional: 条件つき; free: 決まりなし */
    readonly verdict: 'forbidden' | 'conditional' | 'free';
    /** Sentences in plain Japanese. */
    readonly lines: readonly { readonly text: string /** H02, 複製禁止, D13 … */; readonly source: string }[];
  }[];
}

export const copySchemeSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1, '名前を入れてください。').max(100),
});
export const saveSchemeSchema = z.object({
  scheme: schemeSchema,
  /** The revision that was edited. */
  revision: z.number().int(),
  reason: reasonSchema,
});
export interface SchemeRevision {
  readonly revision: number;
  readonly at: string;
  readonly who: string;
  /** Why it was changed; null for a new scheme, and for a text that came with the app. */
  readonly reason: string | null;
  readonly scheme: Scheme;
}

// --- 分類体系の切替

/** Level code of the old scheme -> level code of the new one, or null: each asset is decided by a person. */
export type AxisMapping = Readonly<Record<string, string | null>>;
export type Mapping = Readonly<Record<Axis, AxisMapping>>;
const axisMappingSchema = z.record(z.string().max(20), z.string().max(20).nullable());
export const mappingSchema = z.object({
  confidentiality: axisMappingSchema,
  integrity: axisMappingSchema,
  availability: axisMappingSchema,
});

export const movePairSchema = z.object({ fromSchemeId: idSchema, toSchemeId: idSchema });
/** Without a table: the proposed one. */
export const movePlanSchema = movePairSchema.extend({ mapping: mappingSchema.optional() });
export const moveStartSchema = movePairSchema.extend({ mapping: mappingSchema });

/** What would be moved, before it begins. */
export interface MovePlan {
  readonly mapping: Mapping;
  /** What is wrong with the table, at `mapping.<axis>.<old code>`. */
  readonly problems: readonly FieldProblem[];
  /** Old level code ('' = not classed) -> assets. */
  readonly counts: Readonly<Record<Axis, Readonly<Record<string, number>>>>;
  readonly assets: number;
  /** Assets that a person has to decide. */
  readonly toDecide: number;
  /** Of these: the table gives a level, but the asset's own facts ask for more. */
  readonly byFacts: number;
}

/** How many assets went, or would go, from one level to another; null: no level, or not decided yet. */
export interface MoveCount {
  readonly from: string | null;
  readonly to: string | null;
  readonly assets: number;
}

export interface MoveStatus {
  readonly id: string;
  readonly fromSchemeId: string;
  readonly toSchemeId: string;
  readonly mapping: Mapping;
  readonly state: 'open' | 'finished' | 'abandoned';
  readonly at: string;
  readonly who: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedPost: string | null;
  /** Given when it was finished or abandoned. */
  readonly reason: string | null;
  /** The change that a finished run made. */
  readonly changeId: string | null;
  /** Assets in the run: mapped by the table, decided by a person, still open. */
  readonly mapped: number;
  readonly decided: number;
  readonly open: number;
  /** Decided laxer, see `MoveItem.lowered`. */
  readonly lowered: number;
  /** Old level to new level, by axis, strictest old level first. */
  readonly counts: Readonly<Record<Axis, readonly MoveCount[]>>;
}

/** The move under way and those that are over, newest first. */
export interface MoveStatuses {
  readonly open: MoveStatus | null;
  readonly past: readonly MoveStatus[];
  /** Why whoever is logged in can't finish it, in words; null: they can, or nobody logs in and a name is asked for. */
  readonly finishRefusal: string | null;
}

export interface MoveItem {
  readonly assetId: string;
  readonly kind: Kind;
  readonly number: string;
  readonly name: string;
  readonly from: Levels;
  readonly to: Levels;
  readonly state: 'mapped' | 'open' | 'decided';
  readonly how: 'mapping' | 'single' | 'bulk';
  /** Why it is mapped as it is, or why a person has to decide. */
  readonly because: string;
  readonly reason: string | null;
  readonly answers: Answers;
  /** A person decided laxer than proposed, than its content asks for, or clearly laxer than before; the reason says why. */
  readonly lowered: boolean;
  readonly who: string | null;
  readonly at: string | null;
}

/** One asset of the worklist with everything that is needed to decide. */
export interface MoveCase extends MoveItem {
  /** Facts in words, in the order read: 個人情報, 本人の数, 業務分類, 概要, 保存先, 分類の理由 … */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Proposed from the facts alone; null levels where the facts say nothing. Never applied by itself. */
  readonly proposal: { readonly levels: Levels; readonly reasons: readonly string[]; readonly answers: Answers };
  /** Strictest new levels of what this asset holds, as far as they are decided; a laxer class would contradict them (D3). */
  readonly held: { readonly levels: Levels; readonly names: readonly string[] };
  /** What the questions may look at. */
  readonly classFacts: ClassFacts;
  /** Other open assets that look alike (kind, old levels, personal data, 業務分類 and answers from facts the same). */
  readonly alike: number;
  /** Place among the assets that a person decides, from 1, and how many these are. */
  readonly place: number;
  readonly of: number;
}

export const moveListSchema = z.object({
  state: z.enum(['mapped', 'open', 'decided']).optional(),
  /** Only those decided laxer, or only the others. */
  lowered: z.boolean().optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
/** The next open asset after this one (round to the first), or the asset itself with `at`. */
export const moveCaseSchema = z.object({ after: idSchema.optional(), at: idSchema.optional() });

export const moveDecideSchema = z.object({
  assetIds: z.array(idSchema).min(1).max(100_000),
  levels: levelsSchema,
  reason: reasonSchema,
  answers: answersSchema.optional(),
});
export const moveFinishSchema = z.object({
  /** Asked for where the union wants a second person. */
  approver: approverSchema.optional(),
  reason: reasonSchema,
});
