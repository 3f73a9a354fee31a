import type { LineClass, PictureLine } from '../../contract/importPicture.ts';

/** What a row is, in a sign and a word: both survive a black-and-white print. */
export const LINE_WORDS: Readonly<Record<LineClass, { readonly sign: string; readonly word: string }>> = {
  asset: { sign: '●', word: '資産' },
  nameless: { sign: '▲', word: '名称なし' },
  bare: { sign: '△', word: '資産か確認' },
  title: { sign: '―', word: '題名' },
  approval: { sign: '―', word: '決裁欄' },
  heading: { sign: '■', word: '見出し' },
  repeated: { sign: '―', word: '見出しの再掲' },
  group: { sign: '―', word: 'まとめの見出し' },
  total: { sign: '―', word: '集計' },
  note: { sign: '―', word: '注' },
  legend: { sign: '―', word: '凡例' },
  example: { sign: '―', word: '記入例' },
  blank: { sign: '', word: '空の行' },
  continued: { sign: '↑', word: '上の行の続き' },
  skipped: { sign: '×', word: '外した行' },
  outside: { sign: '', word: '表の外' },
};

export const isAssetLine = ({ as }: Pick<PictureLine, 'as'>): boolean =>
  as === 'asset' || as === 'nameless' || as === 'bare';

/** Look of a line; the words say the same. */
export function lineLook(line: PictureLine): string {
  if (line.as === 'heading') return 'line-heading';
  if (!isAssetLine(line)) return 'line-other';
  return line.as === 'asset' && !line.struck && !line.hidden ? '' : 'line-doubt';
}
