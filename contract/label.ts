import { z } from 'zod';
import { assetFilterSchema, idSchema, type kindSchema } from './asset.ts';
import type { Output } from './job.ts';
import { type LabelSheet, labelSheetSchema } from './labelSheet.ts';
import { type LabelTemplate, labelTemplateSchema } from './labelTemplate.ts';

/** What labels are made for: assets, places (safe, shelf, room) or erased media (消去済). */
export const LABEL_TARGETS = ['asset', 'place', 'erased'] as const;
export type LabelTarget = (typeof LABEL_TARGETS)[number];

export const LABEL_ORDERS = ['given', 'number', 'place', 'group'] as const;
export type LabelOrder = (typeof LABEL_ORDERS)[number];

/** What a 消去済 label says beside the asset; typed by the clerk (domain.md §9.1 L7, §3.1). */
export const erasedSchema = z.object({
  on: z.iso.date('消去した日付を入れてください。'),
  method: z.string().trim().min(1, '消去の方法を入れてください。').max(60),
  person: z.string().trim().min(1, '担当者を入れてください。').max(60),
});

export const labelRequestSchema = z.object({
  target: z.enum(LABEL_TARGETS).default('asset'),
  /** Assets, for `asset` and `erased`. */
  filter: assetFilterSchema.default({}),
  /** Places, for `place`. */
  placeIds: z.array(z.string().max(80)).max(2000).optional(),
  erased: erasedSchema.optional(),
  sheetId: z.string().max(64),
  /** Default: for each asset the template that fits its kind and the sheet. */
  templateId: z.string().max(64).optional(),
  /** First cell to print on, 1-based, row by row: a partly used sheet. */
  start: z.number().int().min(1).max(1000).default(1),
  /** Cells of the first sheet that are not printed on, 1-based. */
  skip: z.array(z.number().int().min(1).max(1000)).max(1000).default([]),
  copies: z.number().int().min(1).max(100).default(1),
  order: z.enum(LABEL_ORDERS).default('given'),
  /** The printer whose correction is applied; none: no correction. */
  printerId: z.string().max(64).optional(),
});

/** A sheet as offered: the app's own presets and the union's. */
export interface LabelSheetInfo extends LabelSheet {
  /** 'ヒサゴ／エーワン ELM022・28388・28368　44面 48.3×25.4mm（備品・機器）' */
  readonly title: string;
  readonly preset: boolean;
  /** Cautions in Japanese: what a small label leaves out, how large its QR code is. */
  readonly notes: readonly string[];
  /** The first free cell and the skipped ones, remembered from the last print (P: remembered per sheet). */
  readonly start: number;
  readonly skip: readonly number[];
  /** The printer whose correction was applied to that print; null: none. */
  readonly printerId: string | null;
  /** Labels were printed on it last. */
  readonly last: boolean;
}

export interface LabelTemplateInfo extends LabelTemplate {
  readonly revision: number;
  readonly preset: boolean;
}

export interface LabelWarning {
  /** 資産番号, or the name of the place. */
  readonly number: string;
  readonly message: string;
}

export interface LabelPreview {
  /** Labels, copies counted. */
  readonly labels: number;
  readonly pageCount: number;
  /** SVG of the first pages (at most 3), in mm; the same drawing that is printed. */
  readonly pages: readonly string[];
  /** Of all labels, not only of the pages shown. */
  readonly warnings: readonly LabelWarning[];
}

export interface LabelResult extends Output {
  readonly labels: number;
  readonly pages: number;
  readonly warnings: readonly LabelWarning[];
  /** Where the next print on this sheet begins. */
  readonly nextStart: number;
}

/** One label at 100 % while its template is edited. */
export const templatePreviewSchema = z.object({
  template: labelTemplateSchema,
  sheetId: z.string().max(64),
  /** Drawn with this asset (or place); default: a specimen with long and rare words. */
  subjectId: z.string().max(80).optional(),
});
export interface TemplatePreview {
  /** SVG of one label, in mm. */
  readonly svg: string;
  readonly warnings: readonly LabelWarning[];
  /** Parts that this size leaves out, in words. */
  readonly leftOut: readonly string[];
}

export const saveSheetSchema = z.object({ sheet: labelSheetSchema, reason: z.string().max(1000).optional() });
export const saveTemplateSchema = z.object({
  template: labelTemplateSchema,
  /** The revision that was edited; 0: a new one. */
  revision: z.number().int().min(0),
  reason: z.string().max(1000).optional(),
});

/** A printer and tray with its correction, measured on a ruler page (位置合わせ). */
export const labelPrinterSchema = z.object({
  id: z.string().min(1).max(64).optional(),
  name: z.string().trim().min(1, 'プリンターの名前を入れてください。').max(60),
  tray: z.string().trim().max(40),
  /** mm; positive moves the print to the right and down. */
  offsetX: z.number().min(-20).max(20),
  offsetY: z.number().min(-20).max(20),
  /** 1 = as drawn; 1.005 makes the print half a percent larger. */
  scaleX: z.number().min(0.9).max(1.1),
  scaleY: z.number().min(0.9).max(1.1),
});
export type LabelPrinter = z.infer<typeof labelPrinterSchema> & {
  readonly id: string;
  readonly measuredAt: string | null;
};

/**
 * The numbers read off the ruler page. Each is what the ruler printed on the page shows, or what a ruler laid on the
 * page measures, in mm.
 */
export const measureSchema = z.object({
  printerId: idSchema,
  /** Distance from the paper's left (top) edge to the printed cross that should stand at 20 mm. */
  left: z.number().min(0).max(60),
  top: z.number().min(0).max(60),
  /** Length of the printed line that should be 150 mm (200 mm upright); absent: scale 1. */
  width: z.number().min(120).max(180).optional(),
  height: z.number().min(160).max(240).optional(),
});

export const LABEL_CHANGES = ['number', 'name', 'class', 'marks', 'group', 'place'] as const;
export type LabelChange = (typeof LABEL_CHANGES)[number];

/** An asset whose last label no longer tells the truth (D14). */
export interface StaleLabel {
  readonly assetId: string;
  readonly kind: z.infer<typeof kindSchema>;
  readonly number: string;
  readonly name: string;
  readonly printedAt: string;
  readonly sheetId: string;
  readonly templateId: string;
  readonly changes: readonly { readonly what: LabelChange; readonly before: string; readonly after: string }[];
}

/** A place that can have a label, with what is kept in it and in the places below it. */
export interface LabelPlace {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Assets there that are in use. */
  readonly assets: number;
  /** Strictest class inside, in words as the labels write it; '' where nothing is classed. */
  readonly class: string;
}

/** One print of one label (R8). */
export interface LabelPrintRecord {
  readonly target: LabelTarget;
  /** From 1 for each target. */
  readonly version: number;
  readonly at: string;
  readonly who: string;
  readonly sheet: string;
  readonly template: string;
  readonly templateRevision: number;
  readonly copies: number;
  readonly outputId: string;
  /** What the label said, in words. */
  readonly content: readonly { readonly label: string; readonly value: string }[];
}
