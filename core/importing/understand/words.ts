/** Words by which a clerk's eye tells a row that is an asset from one that is not. None of them is of one file. */

/** 合　　計 and 年　額　合　計 are written apart for the looks of it. */
function squeeze(text: string): string {
  if (!/\s/.test(text)) return text;
  return /^(?:\S\s+)+\S$/.test(text) ? text.replace(/\s+/g, '') : text.replace(/(?<=[合小総中累])\s+(?=計)/g, '');
}

/** Narrow letters, for comparing with the patterns below. */
export function plain(text: string): string {
  return squeeze(text.normalize('NFKC').trim());
}

/** 小計, 合計 46件, (総務)小計, 総務グループ 計; not 会計 or 設計. */
const TOTAL =
  /^(?:計|小計|中計|合計|総計|累計|総数|合計数|総合計|件数計|台数計)(?:[\s:(\d].*)?$|[\s)](?:計|小計|合計|総計|累計)(?:[\s:(\d].*)?$|(?:小計|合計|総計|累計)(?:\([^)]*\))?$/;
const GRAND_TOTAL = /^(?:合|総)(?:計|合計|数)/;
/** 以上28件, 登録数, 全12台: the end of a list. */
const COUNT = /^(?:以上|全|計)?\s*\d+\s*(?:件|台|個|点|本|冊|枚|式)$|^以上$/;
const COUNT_LABEL = /^(?:登録|保有|現在|総|資産|全)?(?:数|件数|台数|個数|総数|合計数)$/;

const DECORATED = /^[【[〔<〈《≪◎●■◆□◇▼▽▲★☆○・]|^\d+[.)]\s*\D|^\(\d+\)\s*\D|^第\s*\d+\s|^[IVX]{1,4}\s/;
const NOTE = /^(?:[※*]|\(?(?:注|備考|注意|留意|記入上の|記載上の)(?:\d|意|記|事項|[):.\s]|$)|\(注)/;
const LEGEND = /基準|凡例|記入要領|記載要領|記入方法|評価値|区分の説明|選択肢/;
const EXAMPLE = /^[([【<]?\s*(?:記入|記載|入力)?例(?:示)?\s*[)\]】>:]|^(?:記入|記載|入力)例/;
const MARK = /^[([【〔<〈《≪◎●■◆□◇▼▽▲★☆○・\s]+|[)\]】〕>〉》≫\s]+$/g;

/** ページ計, 総務課計: the sum of what the word in front names; not 会計, 設計 or 統計. */
const SUM_OF = /(?:ページ|頁|グループ|課|係|室|部|局|年度|区分|種別|機器|資産|台帳)計$/;
/** 【小計】, (計) -> 小計, 計 */
const unframed = (text: string) => plain(plain(text).replace(/^[([【〔<〈《]\s*(.+?)\s*[)\]】〕>〉》]$/, '$1'));

/** Words where no name stands: a number that nothing has, an empty list. */
const VACANT = /^(?:欠番|空番|空き(?:番号?)?|未使用|使用せず|使用しない|該当(?:なし|無し?)|なし|抹消)$/;
/** - 2 -, 1/3, P.4, 次ページへ続く, 以下余白: of the paper, not of the list. */
const PAGE =
  /^-?\s*(?:p(?:age)?\.?\s*)?\d{1,3}(?:\s*\/\s*\d{1,3})?\s*(?:ページ|頁)?\s*-?$|(?:次|前)(?:の)?(?:ページ|頁)(?:へ|に|から|より)|^\(?(?:続く|つづく|続き|以下余白)\)?$/i;
/** 型番※1, 総務グループ（注2）, 5年*: a mark that leads to a note. */
const FOOTNOTE =
  /^(.*?[\p{L}\p{N}○×〇◯)）])\s*(?:[※＊*][\d０-９]*|[(（]?注[\d０-９]*[)）]|[¹²³⁴⁵⁶⁷⁸⁹]+|[*＊]+)[)）]?$/su;
/** A thing that is gone, said behind its name: ノートPC（廃棄）, 【返却済】. */
const GONE = /[([【〔]\s*((?:廃棄|処分|返却|撤去|除却|廃止|使用中止)(?:済み?)?)\s*[)\]】〕]\s*$/;

export const isVacant = (text: string): boolean => VACANT.test(unframed(text));
export const isPageMark = (text: string): boolean => PAGE.test(plain(text).replace(/[‐‑‒–—―−]|^ー|ー$/g, '-'));
/** The text without the mark of a note behind it; null where there is none. */
export const withoutFootnote = (text: string): string | null => FOOTNOTE.exec(text)?.[1] ?? null;
/** 廃棄, 返却済 …, where a name ends with it in brackets; null for any other. */
export const goneIn = (name: string): string | null => GONE.exec(name.normalize('NFKC'))?.[1] ?? null;

export const isTotal = (text: string): boolean => {
  const word = unframed(text);
  return TOTAL.test(word) || COUNT.test(word) || SUM_OF.test(word);
};
export const isGrandTotal = (text: string): boolean => GRAND_TOTAL.test(unframed(text));
export const isCountLabel = (text: string): boolean => COUNT_LABEL.test(plain(text));
/** Stands in a frame or behind a sign, as headings between rows do. */
export const isDecorated = (text: string): boolean => DECORATED.test(plain(text));
export const isLegend = (text: string): boolean => LEGEND.test(plain(text));
/** The second sign is the first one's double in old character sets. */
export const isExample = (text: string): boolean => /[例\uf9b5]/.test(text) && EXAMPLE.test(plain(text));
/** ※…, (注)…, 備考: …; or a sentence. */
export const isNote = (text: string): boolean => NOTE.test(plain(text)) || /。\s*$/.test(text);

/** Signs of enumeration before a heading between the rows: 1., (1), 第1, Ⅰ. */
const ENUMERATION =
  /^(?:第\s*\d{1,2}(?=\s)|\(\d{1,2}\)|\d{1,2}\s*[.):、]|\d{1,2}(?=\s)|[IVX]{1,4}(?=[\s.])\.?|[ア-ン]\s*[.):])\s*/;

/** 【総務グループ】, (1) 総務グループ, －総務グループ－ -> 総務グループ */
export function undecorated(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(ENUMERATION, '')
    .replace(MARK, '')
    .replace(ENUMERATION, '')
    .replace(/^[-‐–—―−ー]+(?=\S)|[-‐–—―−]+$/g, '')
    .trim();
}

/** What a person wrote without being sure, or as one of several: 5年？, 3～5年, A又はB, 3→2. */
export function isUnclear(text: string): boolean {
  return /[?？→⇒⇨~～〜]|又は|または|もしくは|若しくは|かも|^約|程度$/.test(text);
}

/** Words that stand where nothing is known yet: no value of any list. */
export function isUnknownWord(text: string): boolean {
  const word = text.normalize('NFKC').replace(/[\s()]/g, '');
  return (
    /^(?:未定|不明|要確認|確認中|調査中|未確認|未記入|未入力|検討中|TBD|後日(?:記入)?)$/i.test(word) ||
    !/[\p{L}\p{N}]/u.test(word)
  );
}
