import type { Rect } from '../../contract/labelSheet.ts';
import { pt } from './text.ts';

export type Weight = 'filled' | 'half' | 'outlined' | 'plain';

/** One axis of the classification, in the three notations of domain.md §9.1. */
export interface LabelLevel {
  readonly axis: 'confidentiality' | 'integrity' | 'availability';
  /** 自治体機密性3B */
  readonly full: string;
  /** 機3B */
  readonly short: string;
  /** C3B */
  readonly neutral: string;
  readonly weight: Weight;
}

/** What one label says. `marks` are 取扱制限 such as 複製禁止. */
export interface LabelContent {
  readonly unionName: string;
  readonly number: string;
  readonly name: string;
  readonly group: string;
  readonly levels: readonly LabelLevel[];
  readonly marks: readonly string[];
}

export type LabelPart = 'unionName' | 'number' | 'name' | 'group' | 'class' | 'fullClass' | 'marks' | 'qr';

/** A text that did not fit on one label. `message` is Japanese and names the asset. */
export interface LabelWarning {
  readonly number: string;
  readonly part: LabelPart;
  readonly message: string;
}

/** A line of text. The box is one em high; the letters stand on `baseline` (mm from the label's top). */
export interface TextBox extends Rect {
  readonly kind: 'text';
  readonly part: LabelPart;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly baseline: number;
}

/** A short text in a frame: a class code (weight says how it is filled) or a mark (outlined). */
export interface BadgeBox extends Rect {
  readonly kind: 'badge';
  readonly part: 'class' | 'marks';
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly weight: Weight;
}

/** The symbol of dark modules. Its quiet zone of four modules lies around the box and is free of every other box. */
export interface QrBox extends Rect {
  readonly kind: 'qr';
  readonly part: 'qr';
  readonly module: number;
  readonly modules: number;
  readonly dark: (row: number, column: number) => boolean;
}

export type LabelBox = TextBox | BadgeBox | QrBox;

/** Boxes in mm from the label's top-left corner. */
export interface LabelLayout {
  /** Distance of all boxes from the label's edge. */
  readonly padding: number;
  readonly boxes: readonly LabelBox[];
  readonly warnings: readonly LabelWarning[];
}

/** Nothing is printed smaller than this (5.5 pt). */
export const SMALLEST_TEXT = pt(5.5);
/** 4 modules of white on every side (ISO/IEC 18004). */
export const QUIET = 4;
/** 3 dots of a 200 dpi printer. A code with smaller modules is left out. */
export const SMALLEST_MODULE = (3 * 25.4) / 200;
/** Version 1 holds 20 capitals, digits and hyphens: every number of domain.md D17 (INF-2026-01-0001). */
export const USUAL_MODULES = 21;
export const USUAL_OUTER = USUAL_MODULES + 2 * QUIET;
