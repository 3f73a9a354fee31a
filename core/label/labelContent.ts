import type { Kind } from '../../contract/catalogue/index.ts';
import type { LabelTarget } from '../../contract/label.ts';
import type { LabelPart } from '../../contract/labelTemplate.ts';
import type { Axis, Level } from '../../contract/scheme.ts';

export type Weight = Level['weight'];

/** One axis of the classification, in the three notations of domain.md §9.1. */
export interface LabelLevel {
  readonly axis: Axis;
  /** 自治体機密性3B */
  readonly full: string;
  /** 機3B */
  readonly short: string;
  /** C3B */
  readonly neutral: string;
  /** How the badge is filled, so that it survives a black-and-white printer (screens.md). */
  readonly weight: Weight;
}

export type Notation = 'neutral' | 'short' | 'full';

/** Parts whose words are made from `levels` and `marks`, or stand in the template. */
export type PlainPart = Exclude<LabelPart, 'class' | 'classFull' | 'marks' | 'text'>;

/** Everything a label of one asset or place could say; the template chooses from it. */
export interface LabelContent {
  readonly target: LabelTarget;
  /** Id of the asset or the place. */
  readonly subject: string;
  /** Null for a place. */
  readonly kind: Kind | null;
  /** 資産番号, or the name of the place: what warnings name. */
  readonly title: string;
  /** 取扱制限 such as 複製禁止. */
  readonly marks: readonly string[];
  /** Classes that the label shows: the asset's effective ones, the highest ones of a place. */
  readonly levels: readonly LabelLevel[];
  /** Words of the other parts; absent or '': nothing to print. */
  readonly words: Readonly<Partial<Record<PlainPart, string>>>;
  /** Item ids of 所管 and 保管・設置場所, kept with a print. */
  readonly ids: { readonly group: string | null; readonly place: string | null };
}

/** The class in one line: 'C3B I2 A2', '機3B 完2 可2', '自治体機密性3B・自治体完全性2・自治体可用性2'. */
export function classWords(levels: readonly LabelLevel[], notation: Notation): string {
  return levels.map((level) => level[notation]).join(notation === 'full' ? '・' : ' ');
}
