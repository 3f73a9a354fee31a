import type { LabelTemplate } from '../../../contract/labelTemplate.ts';

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

export const ALIGN_WORDS = { left: '左', centre: '中央', right: '右' } as const;
