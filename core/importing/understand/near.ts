import { foldHeading } from '../../../contract/japanese/fold.ts';

/** Short forms of the words in names of groups and posts. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/(?:gl|g長|ぐる-ぷ長|ぐる-ぷり-だ-?|り-だ-)$/, 'ぐる-ぷ長'],
  [/(?:gr|grp|gp|g)$/, 'ぐる-ぷ'],
  [/^議会$/, '議会事務局'],
  [/^監査(?:委員会?)?$/, '監査委員事務局'],
];

/** A name with the form in which it is compared. */
export interface Spelling {
  readonly label: string;
  readonly folded: string;
}

/** The name of the list that the word is a short form or a slip of; null when none, or more than one, comes into question. */
export function nearItem(word: string, names: readonly Spelling[]): string | null {
  const folded = foldHeading(word);
  if (folded.length < 2) return null;
  const spelt = [
    folded,
    ...SHORT.filter(([short]) => short.test(folded)).map(([short, long]) => folded.replace(short, long)),
    // 総務 for 総務グループ.
    ...['ぐる-ぷ', '課', '係'].map((end) => `${folded}${end}`),
  ];
  const near = names.filter(({ folded: own }) => spelt.includes(own) || (own.length >= 4 && isSlip(folded, own)));
  // Spellings of one name are one name.
  if (new Set(near.map((one) => one.folded)).size === 1) return near[0]!.label;
  // 業務G stands for 業務グループ, also where no list has it yet.
  const short =
    near.length === 0 ? /^(.*\p{sc=Han})\s*(?:g|gr|grp|gp)$/iu.exec(word.normalize('NFKC'))?.[1] : undefined;
  return short === undefined ? null : `${short}グループ`;
}

/**
 * One kana too many, missing or other, or two letters swapped. Another kanji or digit is another name: 総務グループ and
 * 業務グループ, 書庫1 and 書庫2.
 */
function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [one, other] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (one.length <= 1 && other.length <= 1) return /^[ぁ-ん-]+$/.test(one + other);
  return one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
}

/** What a slip in its kana leaves of a folded name: names that differ in a kanji, a letter or a digit differ in this. */
export function skeletonOf(folded: string): string {
  return folded.replace(/[ぁ-ん-]/g, '');
}

const SMALL_KANA: Readonly<Record<string, string>> = { ぁ: 'あ', ぃ: 'い', ぅ: 'う', ぇ: 'え', ぉ: 'お', っ: 'つ' };
const SMALL_Y: Readonly<Record<string, string>> = { ゃ: 'や', ゅ: 'ゆ', ょ: 'よ', ゎ: 'わ' };
/** A kana without its marks: ば, ぱ and は, っ and つ. */
const bare = (kana: string) => {
  const base = kana.normalize('NFD')[0]!;
  return SMALL_KANA[base] ?? SMALL_Y[base] ?? base;
};

/**
 * Two names, folded like headings, that are probably one: サーバ and サーバー, デスクトツプ and デスクトップ. 端末イ and
 * 端末ロ are two, as are 端末 and 端末イ.
 */
export function isNearName(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [one, other] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (one.length > 1 || other.length > 1 || !/^[ぁ-ん-]+$/.test(one + other)) return false;
  if (one !== '' && other !== '') return bare(one) === bare(other);
  return /[-ぁぃぅぇぉっゃゅょゎ]/.test(one + other) || end > 0;
}
