import type { LabelTemplate } from '../../../contract/labelTemplate.ts';
import { mm } from '../../labels/sheetWords.ts';

export const TARGET_WORDS: Readonly<Record<LabelTemplate['target'], string>> = {
  asset: '資産',
  place: '場所',
  erased: '消去済の媒体',
};

export const QR_WORDS: Readonly<Record<LabelTemplate['qr']['place'], string>> = {
  none: '付けない',
  left: '左',
  right: '右',
  top: '上',
};

export const NOTATION_CHOICES: Readonly<Record<LabelTemplate['notation'], string>> = {
  setting: '設定のとおり',
  neutral: '記号（C3B）',
  short: '略した名前（機3B）',
  full: '正式な名前',
};

/** No label is larger than this: the end of a range that has none. */
const ANY_SIZE = 1500;

/** 「36〜74」「74以上」 */
export function rangeWords(from: number, to: number): string {
  if (to >= ANY_SIZE) return `${mm(from)}以上`;
  return from === to ? mm(from) : `${mm(from)}〜${mm(to)}`;
}

export const ALIGN_WORDS = { left: '左', centre: '中央', right: '右' } as const;
