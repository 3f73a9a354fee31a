import type { Rect } from '../../contract/labelSheet.ts';
import type { LabelPart } from '../../contract/labelTemplate.ts';
import type { Said } from './facts.ts';
import type { Weight } from './labelContent.ts';
import { pt } from './text.ts';

export type BoxPart = LabelPart | 'qr';

/** Something about one label that the clerk has to know before printing. `message` is Japanese and names the asset. */
export interface LabelWarning {
  readonly number: string;
  readonly part: BoxPart;
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

/** A short text in a frame: a class code (weight says how it is filled), a mark or a framed text (outlined). */
export interface BadgeBox extends Rect {
  readonly kind: 'badge';
  readonly part: LabelPart;
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
  /** All boxes lie in it. */
  readonly inner: Rect;
  readonly boxes: readonly LabelBox[];
  readonly warnings: readonly LabelWarning[];
  /** Parts that the template has, this content has words for, and that are not printed. */
  readonly leftOut: readonly BoxPart[];
  /** What stands on the label, in its order. */
  readonly said: readonly Said[];
}

/** Nothing is ever printed smaller than this (5 pt, the least a template can ask for). */
export const SMALLEST_TEXT = pt(5);
/** 4 modules of white on every side (ISO/IEC 18004). */
export const QUIET = 4;
/** 3 dots of a 200 dpi printer. A code with smaller modules is left out. */
export const SMALLEST_MODULE = (3 * 25.4) / 200;
/** Version 1 holds 20 capitals, digits and hyphens: every number of domain.md D17 with its check character. */
export const USUAL_MODULES = 21;
