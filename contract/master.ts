import { z } from 'zod';

/** An entry of a master list: 実施機関, グループ, 場所, 領域, 保存期間 and every value list. Data, never code. */
export interface MasterItem {
  /** Stable; presets have a speaking id (`zone.lgwan`), because rules refer to them. */
  readonly id: string;
  readonly list: string;
  readonly label: string;
  readonly kana: string | null;
  /** Code used in asset numbers (グループ: two digits). */
  readonly code: string | null;
  /** Place in a hierarchy (棟-階-室-棚), or the 実施機関 of a group. */
  readonly parentId: string | null;
  /** Other spellings under which hand-made ledgers write it. */
  readonly aliases: readonly string[];
  readonly sort: number;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** No longer offered; stored values stay. */
  readonly hidden: boolean;
  readonly preset: boolean;
  /** Facts that rules need, e.g. years of a 保存期間. */
  readonly attrs: Readonly<Record<string, string | number | boolean>>;
}

export interface MasterList {
  readonly id: string;
  readonly label: string;
  /** Rules depend on the preset entries: they may be renamed and hidden, not removed. */
  readonly closed: boolean;
  readonly items: readonly MasterItem[];
}

export const saveMasterSchema = z.object({
  list: z.string().min(1).max(64),
  /** Absent: a new entry. */
  id: z.string().max(80).optional(),
  label: z.string().trim().min(1, '名前を入れてください。').max(200),
  kana: z.string().max(200).nullish(),
  code: z.string().max(20).nullish(),
  parentId: z.string().max(80).nullish(),
  aliases: z.array(z.string().max(200)).max(50).optional(),
  sort: z.number().int().optional(),
  validFrom: z.string().max(10).nullish(),
  validUntil: z.string().max(10).nullish(),
  hidden: z.boolean().optional(),
  /** Places only: who keeps the key (鍵管理者), printed on the place's label. */
  keyHolder: z.string().trim().max(60).nullish(),
});

/** Settings of one register, all editable. */
export const settingsSchema = z.object({
  unionName: z.string().trim().min(1).max(100),
  /** Short name for small labels. */
  unionShort: z.string().max(30),
  /** D17: `{区分}` `{年度}` `{部署}` `{連番}` (four digits; `{連番6}` six) and any text. */
  numberPattern: z.string().min(3).max(80),
  /** 決裁欄, left to right. */
  approvals: z.array(z.string().max(20)).max(8),
  /** D20: class marking printed on every page. */
  marking: z.string().max(60),
  dateStyle: z.enum(['wareki', 'short', 'western']),
  /** D10: months from the last stocktake to the next review. */
  reviewMonths: z.number().int().min(1).max(60),
  schemeId: z.string().max(64),
  /** A class change waits for a second person. */
  approval: z.boolean(),
  /** 職名 proposed as approver: the 情報セキュリティ管理者's post. */
  approverPost: z.string().max(60),
  /** Notation on labels: full 自治体機密性3B or neutral C3B, which says nothing to a visitor. */
  labelNotation: z.enum(['neutral', 'short', 'full']),
  /** Minutes without a key or click after which the screen is locked (with accounts only). */
  lockMinutes: z.number().int().min(5).max(30),
});
export type Settings = z.infer<typeof settingsSchema>;

export const operatorSchema = z.object({
  name: z.string().trim().max(60),
  /** 職名 at that time. */
  post: z.string().trim().max(60),
});
/** Who works now. Until there are accounts it is what the person states (name and post). */
export type Operator = z.infer<typeof operatorSchema>;
