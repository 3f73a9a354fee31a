import { columnLetters } from '../../contract/importing.ts';
import type { Cell, ReadBook, SheetData, SheetRow } from '../../core/excel/read/index.ts';
import type { Merge } from '../../core/excel/read/types.ts';
import type { Truth, TruthAsset, TruthCell } from './importMeasure.ts';
import { type Random, random as randomOf } from './random.ts';

/**
 * Ledgers as they are found in offices, made up from a seed, all eight kinds, with the truth cell by cell. Written apart
 * from `messyLedger.ts`, with other layouts, headings, spellings and slips: what was tuned on the one is tried on the
 * other.
 */

export interface Found {
  readonly book: ReadBook;
  readonly truth: Truth;
}

export type Written = { readonly cell: Cell | null; readonly value?: unknown; readonly doubtful?: boolean };

export const t = (text: string): Cell => ({ kind: 'text', text });
export const n = (number: number, text = String(number)): Cell => ({ kind: 'number', text, number });
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const two = (value: number) => String(value).padStart(2, '0');

export const told = (cell: Cell | string): Written => ({
  cell: typeof cell === 'string' ? t(cell) : cell,
  doubtful: true,
});
export const is = (cell: Cell | string | null, value: unknown): Written => ({
  cell: typeof cell === 'string' ? t(cell) : cell,
  value,
});

// --- values -----------------------------------------------------------------------------------------------------------

const KANJI = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function eraOf(year: number, month: number): readonly [letter: string, name: string, square: string, y: number] {
  if (year > 2019 || (year === 2019 && month >= 5)) return ['R', '令和', '㋿', year - 2018];
  if (year >= 1990) return ['H', '平成', '㍻', year - 1988];
  return ['S', '昭和', '㍼', year - 1925];
}

function sureDay(random: Random): Written {
  const year = random.chance(0.15) ? 1975 + random.below(13) : random.chance(0.2) ? 2019 : 1990 + random.below(36);
  const month = 1 + random.below(12);
  const day = 1 + random.below(28);
  const iso = `${year}-${two(month)}-${two(day)}`;
  const [letter, name, square, y] = eraOf(year, month);
  const first = y === 1 ? '元' : String(y);
  const weekday = '日月火水木金土'.charAt(new Date(`${iso}T00:00:00Z`).getUTCDay());
  const words: string[] = [
    `${letter}${y}.${month}.${day}`,
    `${letter}${two(y)}.${two(month)}.${two(day)}`,
    `${letter}${y}/${month}/${day}`,
    `${letter}${y}-${two(month)}-${two(day)}`,
    `${letter}${y}年${month}月${day}日`,
    `${letter.toLowerCase()}${y}.${month}.${day}`,
    `${letter}.${y}.${month}.${day}`,
    `${letter}${y}. ${month}. ${day}`,
    wide(`${letter}${y}.${month}.${day}`),
    `${letter}${y}．${month}．${day}`,
    `${letter}${y}・${month}・${day}`,
    `${letter}${y}.${month}.${day}.`,
    `${name}${first}年${month}月${day}日`,
    `${name}${wide(first)}年${wide(String(month))}月${wide(String(day))}日`,
    `${name}${y}.${month}.${day}`,
    `${name}${y}/${month}/${day}`,
    `${name.charAt(0)}${y}.${month}.${day}`,
    `${name.charAt(0)}${first}年${month}月${day}日`,
    `${name}　${first}年　${month}月　${day}日`,
    `${name}${first}年\n${month}月${day}日`,
    `${name}${first}年${month}月${day}日（${weekday}）`,
    `${letter}${y}.${month}.${day}(${weekday})`,
    `${square}${first}年${month}月${day}日`,
    `${year}/${month}/${day}`,
    `${year}/${two(month)}/${two(day)}`,
    `${year}.${two(month)}.${two(day)}`,
    `${year}年${month}月${day}日`,
    `${year}${two(month)}${two(day)}`,
    wide(`${year}/${month}/${day}`),
    `${year}-${two(month)}-${two(day)} 00:00:00`,
    `${year}/${month}/${day} 0:00`,
    `${year}（${letter}${y}）/${month}/${day}`,
    `${year}年（${name}${first}年）${month}月${day}日`,
    `${letter}${y}.${month}.${day}付`,
    `'${letter}${y}.${month}.${day}`,
    `（${letter}${y}.${month}.${day}）`,
  ];
  if (y < 13) words.push(`${name}${y === 1 ? '元' : KANJI[y]}年${KANJI[month]}月${day <= 12 ? KANJI[day] : day}日`);
  if (random.chance(0.25)) return is({ kind: 'date', text: iso, number: 30_000 }, iso);
  if (random.chance(0.1)) return is({ kind: 'date', text: iso, number: 30_000, era: true }, iso);
  if (random.chance(0.05)) return is({ kind: 'date', text: `${iso}T08:30:00`, number: 30_000.35 }, iso);
  if (random.chance(0.03)) return is(n(year * 10_000 + month * 100 + day), iso);
  return is(random.pick(words), iso);
}

const UNSURE_DAYS: readonly (string | Cell)[] = [
  'R6.2.30',
  '令和6年13月1日',
  '平成32年4月1日',
  'H31.5.1',
  '昭和64年3月1日',
  '6.4.1',
  '24/4/1',
  "'24.4.1",
  '4月1日',
  '4/1',
  'R6.4',
  '令和6年4月',
  '2024.4',
  '2024年',
  '令和6年度',
  'H28',
  '平成28年頃',
  '令和6年4月頃',
  'R5以前',
  '不明',
  '未定',
  '未廃棄',
  'R6.4.1～',
  '～R6.3.31',
  'R6.4.1～R7.3.31',
  'R6.4.1（R7.4.1更新）',
  'R6.4.1、R7.4.1',
  'R6.4.1\nR7.4.1',
  'R6.4.1→R8.4.1',
  '令和6年4月上旬',
  'R6.4.1予定',
  'R6.4.1以降',
  'R6.4.1まで',
  'R6.4.1頃',
  'リース',
  '令和　　年　　月　　日',
  'R6.4.1?',
  '2024/4/1～',
  'R0.4.1',
  '令和6年4月31日',
  '2023/2/29',
  '1/4/2024',
  '4/1/24',
  '240401',
  '060401',
  'R060401',
  'R6 4 1',
  '45383',
  '36526',
  '当初',
  '開設時',
  '設立時',
  '随時',
  '毎年',
  '2024/04',
  '24年4月1日',
  '令6.4',
  '3年',
  'R6.4.1\n(2回目)',
  '〃日',
  '同日',
  '令和6年4月1日から',
  '平成 年 月 日',
  '2024/4/1又は2024/5/1',
  'R6.4.1-R7.3.31',
  '元年4月1日',
  '6年4月1日',
  'R7/4',
  n(45_383),
  n(2024),
  n(2024.4),
  n(6.4, '6.4'),
  n(36_526),
  { kind: 'date', text: '2024-04-01', number: 45_383, shows: 'yearMonth' },
  { kind: 'date', text: '2026-04-01', number: 46_113, shows: 'monthDay' },
  { kind: 'date', text: '1905-07-16', number: 2024 },
  { kind: 'date', text: '1900-01-05', number: 5 },
  { kind: 'date', text: '2024-04-01', number: 45_383, struck: 'all' },
  { kind: 'text', text: 'R5.4.1R6.4.1', struck: 'part', unstruck: 'R6.4.1' },
  { kind: 'error', text: '#VALUE!' },
]; // prettier-ignore

const LEVELS = { confidentiality: '機密性', integrity: '完全性', availability: '可用性' } as const;
type AxisId = keyof typeof LEVELS;

function sureLevel(random: Random, axis: AxisId, scheme: Scheme): Written {
  const code = random.pick(SCHEME_LEVELS[scheme][axis]);
  const label = LEVELS[axis];
  const words = [
    code,
    wide(code),
    `${label}${code}`,
    `${label}${wide(code)}`,
    `${label} ${code}`,
    `${label.charAt(0)}${code}`,
  ];
  if (scheme === 'new') words.push(`自治体${label}${code}`, `自治体${label}${wide(code)}`, code.toLowerCase());
  if (scheme !== 'new' && random.chance(0.4)) return is(n(Number(code)), code);
  return is(random.pick(words), code);
}

const UNSURE_LEVELS: Readonly<Record<Scheme, readonly (string | Cell)[]>> = {
  old: [
    '高',
    '中',
    '要検討',
    '2～3',
    '3→2',
    '3（2）',
    '2か3',
    '0',
    '4',
    '５',
    '未',
    '？',
    'Ⅲ',
    'A',
    '極秘',
    '2/3',
    '3B',
    '3?',
    '２．５',
    n(2.5, '2.5'),
    '3以上',
    '',
    '対象外',
    '2\n3',
    '2,1',
    '○',
    { kind: 'error', text: '#N/A' },
  ],
  new: [
    '高',
    '要検討',
    '3',
    '３',
    '機密性3',
    '3B/3C',
    '3BC',
    '3D',
    '4',
    '',
    '3A・3B',
    '3b?',
    '○',
    { kind: 'error', text: '#N/A' },
  ],
  ipa: ['高', '0', '4', '要検討', '2～3', '3→2', '', 'Ａ', '△'],
};
export type Scheme = 'old' | 'new' | 'ipa';
const SCHEME_LEVELS: Readonly<Record<Scheme, Readonly<Record<AxisId, readonly string[]>>>> = {
  old: { confidentiality: ['3', '2', '1'], integrity: ['2', '1'], availability: ['2', '1'] },
  new: { confidentiality: ['3A', '3B', '3C', '2', '1'], integrity: ['2', '1'], availability: ['2', '1'] },
  ipa: { confidentiality: ['3', '2', '1'], integrity: ['3', '2', '1'], availability: ['3', '2', '1'] },
};

const YES = [
  '○',
  '〇',
  '◯',
  '有',
  'あり',
  '有り',
  '済',
  '済み',
  '●',
  '✓',
  '✔',
  'レ',
  'はい',
  'Yes',
  '☑',
  'する',
  '実施',
];
const NO = ['×', '✕', '✖', '☓', 'ｘ', '無', 'なし', '無し', '未', 'いいえ', 'No', '☐', 'しない', '－', '未実施'];
const UNSURE_MARKS = [
  '要',
  '◎',
  '△',
  '▲',
  '？',
  '要確認',
  '一部',
  '○／×',
  '○?',
  '未定',
  '検討中',
  '○（一部×）',
  '2',
  '※',
  '有・無',
  '調査中',
  'ー→○',
];

// --- fields -----------------------------------------------------------------------------------------------------------

export interface Column {
  readonly id: string;
  readonly headings: readonly string[];
  readonly parents?: readonly string[];
  readonly write: (random: Random, context: Context) => Written;
  /** Share of cells that are blank. */
  readonly blank?: number;
  /** Ditto marks are written in it. */
  readonly same?: boolean;
  readonly unsure?: readonly (string | Cell)[];
  /** Always there. */
  readonly needed?: boolean;
}

export interface Context {
  readonly serial: number;
  readonly scheme: Scheme;
}

const words =
  (...list: readonly (string | readonly [text: string, value: string])[]) =>
  (random: Random): Written => {
    const one = random.pick(list);
    return typeof one === 'string' ? is(one, one) : is(one[0], one[1]);
  };

const day = (id: string, ...headings: string[]): Column => ({
  id,
  headings,
  write: sureDay,
  unsure: UNSURE_DAYS,
  blank: 0.1,
});
const text = (
  id: string,
  headings: readonly string[],
  list: readonly string[],
  more: Partial<Column> = {},
): Column => ({
  id,
  headings,
  write: words(...list),
  blank: 0.12,
  ...more,
});
const mark = (id: string, ...headings: string[]): Column => ({
  id,
  headings,
  write: (random) => (random.chance(0.5) ? is(random.pick(YES), 'あり') : is(random.pick(NO), 'なし')),
  unsure: UNSURE_MARKS,
});
const axis = (id: AxisId): Column => ({
  id,
  headings: [LEVELS[id], `${LEVELS[id]}（区分）`, `${LEVELS[id].slice(0, 2)}\n${LEVELS[id].slice(2)}`],
  parents: ['重要性分類', '情報資産の分類', '分類基準', '評価'],
  write: (random, { scheme }) => sureLevel(random, id, scheme),
  needed: true,
});

const GROUP: Column = {
  id: 'group',
  headings: ['担当課', '所管課（係）', '管理主体（部署）', '部署名', '主管課', '所管', '所　属', '保有部署'],
  write: words(
    '総務グループ',
    '業務グループ',
    '施設グループ',
    '議会事務局',
    ['総　務グループ', '総務グループ'],
    ['総務ｸﾞﾙｰﾌﾟ', '総務グループ'],
  ),
  same: true,
  blank: 0.08,
  unsure: [
    '総務',
    '総務G',
    '業務Ｇ',
    '総務グルプ',
    '未定',
    '同上（分室）',
    '総務グループ・業務グループ',
    '〃（分室）',
    '？',
    '↓',
  ],
};
const PLACE = text(
  'place',
  ['保管場所', '設置場所（室名）', '所在場所', '保管場所等', '置場', '設置場所\n（階・室）'],
  ['本庁舎1階', '斎場事務所', 'し尿処理場 管理棟2F', '第２書庫', '会計室（金庫）'],
  { same: true },
);
const NOTE = text(
  'note',
  ['備考', '備　考', '摘　要', '備考（特記事項）', '注記'],
  ['R8年度更新予定', '担当 田中', 'リース品\n返却要', '旧・出張所より移管', '鍵は事務局長が保管', '100'],
  { blank: 0.5 },
);
const NUMBER = (...headings: string[]): Column => ({
  id: 'number',
  headings,
  needed: true,
  write: (random, { serial }) => {
    const number = `${random.pick(['K', 'J', 'ＳＴ'])}-${String(serial).padStart(4, '0')}`;
    return is(number, number);
  },
});
const NAME = (headings: readonly string[], list: readonly string[]): Column => ({
  id: 'name',
  headings,
  needed: true,
  write: (random, { serial }) => {
    const name = `${random.pick(list)}${random.pick(['', '（', '　第'])}`;
    const full = name.endsWith('（') ? `${name}${serial}）` : `${name}${serial}`;
    const cell = random.chance(0.1) ? ` ${full}　` : full;
    return is(random.chance(0.05) ? { kind: 'text', text: cell, kana: 'ふりがな' } : t(cell), full);
  },
});
const RETENTION: Column = {
  id: 'retention',
  headings: ['保存年数', '保存期間', '保存年限（年）', '保存\n期間', '文書保存期間'],
  write: words(
    ['5年', '5年'],
    ['５年', '5年'],
    ['5', '5年'],
    ['10年', '10年'],
    ['１０年', '10年'],
    ['３年', '3年'],
    ['永久', '永久'],
    ['永年', '永久'],
    ['長期', '長期'],
    ['1年未満', '1年未満'],
    ['常用', '常用'],
    ['三年', '3年'],
    ['30年間', '30年'],
  ),
  unsure: ['5年？', '3～5年', '未定', '5年又は10年', '法定', '要確認'].slice(0, 4),
};
const ZONE: Column = {
  id: 'zone',
  headings: ['接続ネットワーク', 'ネットワーク', 'ＮＷ', '接続NW種別', '接続環境', 'ネットワーク系統'],
  write: words(
    ['LGWAN', 'LGWAN接続系'],
    ['ＬＧＷＡＮ系', 'LGWAN接続系'],
    ['インターネット', 'インターネット接続系'],
    ['ｲﾝﾀｰﾈｯﾄ接続系', 'インターネット接続系'],
    ['スタンドアロン', 'スタンドアロン'],
    ['未接続', 'スタンドアロン'],
    ['個人番号利用事務系', '個人番号利用事務系'],
    ['制御系', '施設制御系'],
  ),
  unsure: ['LGWAN・インターネット', '庁内', '基幹系', '両方', '？', '有線', 'LGWAN/ｲﾝﾀｰﾈｯﾄ', '情報系'],
};
const PERSONAL: Column = {
  id: 'personalData',
  headings: ['個人情報', '個人情報の有無', '個人情報\nの有無', '個人情報（有・無）'],
  write: words(
    ['○', '個人情報'],
    ['有', '個人情報'],
    ['無', '無'],
    ['×', '無'],
    ['なし', '無'],
    ['あり', '個人情報'],
    ['要配慮個人情報', '要配慮個人情報'],
    ['特定個人情報', '特定個人情報'],
  ),
  unsure: ['△', '氏名のみ', '？', '有（一部）', '要確認', '○×', '2', '職員のみ'],
};
const COUNT = (id: string, ...headings: string[]): Column => ({
  id,
  headings,
  write: (random) => {
    const count = 1 + random.below(3000);
    const cell = random.pick<Cell>([
      n(count),
      t(String(count)),
      t(wide(String(count))),
      t(count.toLocaleString('en')),
      t(`${count}件`),
      t(`${count} 件`),
    ]);
    return is(cell, count);
  },
  unsure: [
    '約100',
    '100件程度',
    '5～10',
    '多数',
    '不明',
    '1,00',
    '3.5',
    n(3.5, '3.5'),
    '100件以上',
    '10+5',
    '数百',
    '①',
    '10²',
    '1万',
    '50\n60',
    '百',
    '2台(予備1)',
    '1/2',
    { kind: 'error', text: '#REF!' },
  ],
});
const PRICE: Column = {
  id: 'acquisitionPrice',
  headings: ['取得価格', '購入金額（円）', '取得価額', '価格(税込)'],
  write: (random) => {
    const yen = 1000 * (1 + random.below(900));
    return is(
      random.pick<Cell>([
        n(yen),
        t(yen.toLocaleString('en')),
        t(`${yen}円`),
        t(`¥${yen.toLocaleString('en')}`),
        t(wide(yen.toLocaleString('en'))),
        t(`${yen.toLocaleString('en')}円`),
        t(`￥${yen.toLocaleString('en')}-`),
      ]),
      yen,
    );
  },
  unsure: [
    '123千円',
    '12万円',
    '約10万',
    '一式',
    '無償',
    '@1,000',
    '10,0000',
    '100円／月',
    n(123.45, '123.45'),
    'リース',
    '10万5千円',
  ],
  blank: 0.2,
};
const SERIAL: Column = {
  id: 'serialNumber',
  headings: ['シリアルNo.', '製造番号', 'S/N', '機体番号', '製造番号（シリアル）'],
  write: (random) => {
    const number = `${random.pick(['00', 'A', 'ＸＹ', '3K'])}${1000 + random.below(8999)}${random.pick(['', '-B', 'E'])}`;
    return is(number, number);
  },
  blank: 0.15,
  unsure: [
    { kind: 'number', text: '100000', number: 100_000, shown: '1.00E+05' },
    { kind: 'number', text: '1234567890123450', number: 1_234_567_890_123_450, digitsLost: true },
    { kind: 'date', text: '2024-03-12', number: 45_363, shows: 'monthDay' },
    { kind: 'date', text: '2012-05-01', number: 41_030, shows: 'yearMonth' },
    t('1.23E+11'),
    t('４.５６Ｅ＋０９'),
    { kind: 'text', text: 'AB-1CD-2', struck: 'part', unstruck: 'CD-2' },
    { kind: 'text', text: 'AB-100', struck: 'all' },
  ],
};
const STATE: Column = {
  id: 'state',
  headings: ['現況', '状態', '利用状況', '使用状況'],
  write: words(
    ['使用中', '利用中'],
    ['稼働中', '利用中'],
    ['予備', '予備'],
    ['廃棄済', '廃棄済'],
    ['修理中', '修理中'],
    ['貸出中', '貸出中'],
  ),
  unsure: ['○', '良好', '老朽化', '廃棄？', '要更新', '不用', '使用中（一部故障）'],
};

export const KINDS: Readonly<
  Record<string, { readonly code: string; readonly titles: readonly string[]; readonly columns: readonly Column[] }>
> = {
  information: {
    code: 'INF',
    titles: ['情報資産管理台帳', '情報資産台帳（文書・データ）', '重要情報資産一覧', '保有個人情報等管理台帳'],
    columns: [
      NUMBER('管理番号', '文書番号', '資産ID', '情報資産番号', '整理\n番号'),
      NAME(
        ['情報資産名', '情報資産（文書・データ）の名称', '資産の名称', '文書名', 'データ・文書名', '名　称'],
        [
          '介護認定審査会資料',
          '火葬使用許可申請書',
          'ごみ搬入券控',
          '起債台帳',
          '汚泥運搬日報',
          '議員名簿',
          '給与明細データ',
          '指名願',
        ],
      ),
      text(
        'businessCategory',
        ['事務事業名', '業務名称', '業務の名称', '事務名'],
        ['介護認定', 'し尿処理', '消防庶務', '議会運営'],
        { same: true },
      ),
      text(
        'summary',
        ['内容', '概要', '情報の内容'],
        ['審査会へ提出する資料', '申請者からの書類\n（添付含む）', '月ごとの集計'],
      ),
      GROUP,
      PLACE,
      PERSONAL,
      COUNT('subjectCount', '本人の数', '個人情報の件数'),
      RETENTION,
      day('registeredOn', '登録日', '登録年月日', '台帳登録日'),
      {
        id: 'form',
        headings: ['紙・電子', '媒体の形態', '紙／電子の別', '形態'],
        write: words(
          ['紙', '紙'],
          ['電子', '電子'],
          ['電子データ', '電子'],
          ['紙と電子', '紙・電子'],
          ['紙媒体', '紙'],
        ),
        unsure: ['CD', '？', 'マイクロフィルム', '混在'],
      },
      axis('confidentiality'),
      axis('integrity'),
      axis('availability'),
      mark('backup', 'バックアップ', 'バックアップの有無', '控えの有無'),
      NOTE,
    ],
  },
  hardware: {
    code: 'HW',
    titles: ['情報機器台帳', 'パソコン等管理台帳', 'ＯＡ機器一覧表', '端末管理台帳'],
    columns: [
      NUMBER('機器番号', '管理番号', '端末管理番号', '機器管理No.'),
      NAME(
        ['機器名', '機器名称', '機器の名称', '装置名', '端末の名称'],
        ['総務用ノート', '受付端末', '財務会計端末', '図面閲覧機', '議場用タブレット', '検査係パソコン'],
      ),
      {
        id: 'hardwareType',
        headings: ['機器種別', '種別', '機器の種類'],
        write: words(
          ['ノートパソコン', 'ノートパソコン'],
          ['ノートＰＣ', 'ノートパソコン'],
          ['デスクトップ', 'パソコン'],
          ['サーバー', 'サーバ'],
          ['プリンター', 'プリンタ'],
          ['複合機', '複合機'],
        ),
        unsure: ['？', '未定'],
      },
      text('maker', ['メーカー', 'メーカー名', '製造元'], ['㈱北都電機', 'ｷﾀﾑﾗ精工', 'MINATO', '髙﨑製作所']),
      text('model', ['型番', '型式', '機種名', 'モデル・型番'], ['PX-310', 'ＬＴ－９００', 'VK23/T', 'C 5000i']),
      SERIAL,
      text('computerName', ['コンピュータ名', 'ホスト名', 'PC名'], ['SOMU-PC01', 'gikai02', 'ＫＡＩＫＥＩ']),
      text('ipAddress', ['IPアドレス', 'ＩＰアドレス'], ['192.168.1.10', '10.1.2.3', 'DHCP']),
      text('os', ['OS', 'ＯＳ', 'OS名'], ['Windows 11 Pro', 'Windows10', 'Linux']),
      GROUP,
      PLACE,
      ZONE,
      text('user', ['使用者', '使用者名', '使用者（職員名）'], ['佐藤 一郎', '共用', '鈴木・田中', '髙橋']),
      day('acquiredOn', '購入年月日', '導入年月日', '取得年月日', '購入日', '導入日'),
      {
        id: 'acquisitionType',
        headings: ['調達方法', '購入・リースの別', '取得区分'],
        write: words(['購入', '購入'], ['リース', 'リース'], ['賃貸借', 'リース'], ['寄付', '寄附']),
        unsure: ['移管', '？', '購入/リース', '補助金'],
      },
      PRICE,
      day('leaseUntil', 'リース期限', 'リース満了日', 'リース終了日'),
      mark('encryption', '暗号化', 'ディスク暗号化', '暗号化の有無'),
      STATE,
      day('disposedOn', '廃棄日', '廃棄年月日', '処分年月日'),
      NOTE,
    ],
  },
  medium: {
    code: 'MED',
    titles: ['USBメモリ管理簿', '外部電磁的記録媒体管理台帳', '記録媒体台帳', '可搬型媒体一覧'],
    columns: [
      NUMBER('管理番号', '媒体管理番号', '管理No.'),
      NAME(
        ['媒体の名称', '媒体名', '媒体名称', '名称'],
        ['総務用USBメモリ', '会計データ保存用', '図面保管DVD', '測定データ運搬用'],
      ),
      {
        id: 'mediumType',
        headings: ['媒体種別', '媒体の種類', '種別'],
        write: words(
          ['USBメモリ', 'USBメモリ'],
          ['ＵＳＢ', 'USBメモリ'],
          ['DVD-R', 'DVD-R'],
          ['外付けＨＤＤ', '外付HDD'],
          ['SDカード', 'SDカード'],
        ),
        unsure: ['？'],
      },
      text('capacity', ['容量', '記憶容量', '容量（GB）'], ['8GB', '１６ＧＢ', '1TB', '4.7 GB']),
      SERIAL,
      mark('encryption', '暗号化', '暗号化機能の有無', '暗号化（有無）'),
      GROUP,
      PLACE,
      day('registeredOn', '登録日', '登録年月日'),
      text('lentTo', ['貸出先', '貸与先', '貸与先部署'], ['総務グループ', '業務グループ'], { blank: 0.4 }),
      day('lentOn', '貸出日', '貸与年月日', '貸与日'),
      day('returnedOn', '返却日', '返却年月日'),
      day('disposedOn', '廃棄日', '廃棄年月日'),
      NOTE,
    ],
  },
  document: {
    code: 'DOC',
    titles: ['システム関連文書一覧', 'ドキュメント台帳', '仕様書・設計書等管理台帳'],
    columns: [
      NUMBER('文書番号', '管理番号', '資料番号'),
      NAME(
        ['文書名', '資料名', 'ドキュメント名', '文書の名称', '図書名'],
        ['財務会計システム設計書', 'LAN構成図', '中央監視操作手順', '計量システム保守報告'],
      ),
      {
        id: 'documentType',
        headings: ['文書種別', '種別', '文書の種類'],
        write: words(
          ['仕様書', '仕様書'],
          ['設計書', '設計書'],
          ['手順書', '操作手順'],
          ['マニュアル', '操作手順'],
          ['契約書', '契約'],
        ),
        unsure: ['？'],
      },
      text('targetSystem', ['対象システム', '関連システム', '対象システム名'], ['財務会計', '計量', '中央監視'], {
        same: true,
      }),
      text('version', ['版', '版数', 'バージョン', '版番号'], ['1.0', '第2版', 'Ver.3.1', 'r2']),
      COUNT('copies', '部数', '冊数'),
      GROUP,
      PLACE,
      text('author', ['作成者', '作成元', '作成業者'], ['㈱みなと情報', '総務グループ']),
      day('createdOn', '作成日', '作成年月日', '策定日'),
      day('revisedOn', '改訂日', '改定年月日', '最終改訂日'),
      axis('confidentiality'),
      NOTE,
    ],
  },
  system: {
    code: 'SYS',
    titles: ['情報システム一覧', '情報システム管理台帳', '業務システム台帳'],
    columns: [
      NUMBER('システム番号', '管理番号', 'システムID'),
      NAME(
        ['システム名', 'システムの名称', '情報システム名', 'システム名称'],
        ['財務会計システム', '文書管理システム', '人事給与システム', 'ごみ計量システム', 'グループウェア'],
      ),
      text('summary', ['概要', 'システム概要', '機能概要'], ['予算の執行を行う', '計量の記録と料金の計算']),
      GROUP,
      text(
        'vendor',
        ['保守業者', '開発・保守業者', '保守委託先', '業者名'],
        ['㈱みなと情報', '県電算センター', 'ｻｸﾗﾃｯｸ'],
      ),
      text('vendorContact', ['連絡先', '業者連絡先', '電話番号'], ['0000-00-0000', '03-0000-0000（担当 山田）']),
      ZONE,
      COUNT('userCount', '利用者数', '利用人数', 'ユーザ数'),
      day('startedOn', '稼働開始日', '運用開始日', '稼働年月日'),
      day('contractUntil', '契約終了日', '契約満了日', '契約期限'),
      axis('confidentiality'),
      axis('integrity'),
      axis('availability'),
      mark('backup', 'バックアップ', 'バックアップの有無'),
      NOTE,
    ],
  },
  network: {
    code: 'NET',
    titles: ['ネットワーク機器台帳', '通信設備・ネットワーク機器一覧'],
    columns: [
      NUMBER('設備番号', '管理番号', '機器番号'),
      NAME(
        ['設備名', '機器名', '設備の名称', '設備・回線名称', '機器名称'],
        ['庁内幹線スイッチ', '出張所ルータ', '無線親機', '中央監視LAN'],
      ),
      {
        id: 'networkType',
        headings: ['設備種別', '種別', '設備の種類'],
        write: words(
          ['ルータ', 'ルータ'],
          ['ルーター', 'ルータ'],
          ['L2スイッチ', 'L2SW'],
          ['ＵＰＳ', 'UPS'],
          ['無線AP', '無線AP'],
        ),
        unsure: ['？'],
      },
      text('maker', ['メーカー', '製造者'], ['北都通信', 'ﾐﾅﾄ']),
      text('model', ['型番', '型式'], ['SW-24', 'RT１００']),
      text('carrier', ['回線事業者', '通信事業者', 'キャリア'], ['東都通信', 'ひかり回線']),
      text('ipAddress', ['IPアドレス', '管理IP'], ['192.168.0.1', '10.0.0.254']),
      GROUP,
      PLACE,
      ZONE,
      day('acquiredOn', '導入日', '設置年月日', '取得年月日'),
      day('inspectedOn', '最終点検日', '点検日'),
      NOTE,
    ],
  },
  software: {
    code: 'SW',
    titles: ['ソフトウェア管理台帳', 'ソフトウエア一覧表', 'ライセンス管理台帳'],
    columns: [
      NUMBER('管理番号', 'ソフト番号', 'ライセンス管理番号'),
      NAME(
        ['ソフトウェア名', 'ソフト名', 'ソフトウェアの名称', 'ソフトウエア名称'],
        ['文書作成ソフト', '表計算ソフト', '積算ソフト', 'ウイルス対策'],
      ),
      text('publisher', ['開発元', '発売元', '提供元'], ['北都ソフト', 'Minato Soft']),
      text('version', ['バージョン', '版', 'Ver.'], ['2021', '10.5', 'Ver.8']),
      {
        id: 'licenseType',
        headings: ['ライセンス形態', 'ライセンス種別'],
        write: words(
          ['買取', '買切り'],
          ['サブスクリプション', '年間契約'],
          ['ボリュームライセンス', 'ボリューム'],
          ['OEM', '機器付属'],
        ),
        unsure: ['？'],
      },
      COUNT('licenseCount', 'ライセンス数', '保有ライセンス数', '本数'),
      GROUP,
      day('acquiredOn', '購入日', '導入日', '取得年月日'),
      day('supportUntil', 'サポート期限', 'サポート終了日'),
      NOTE,
    ],
  },
  service: {
    code: 'EXT',
    titles: ['外部委託一覧', '外部サービス利用台帳', '業務委託管理台帳'],
    columns: [
      NUMBER('管理番号', '契約管理番号', '委託番号'),
      NAME(
        ['委託業務名', '業務委託名', 'サービス名', '件名', '委託業務の名称'],
        ['財務会計システム保守', 'ホームページ運用', '文書溶解処理', '電算機器賃貸借'],
      ),
      text(
        'vendor',
        ['委託先', '受託者', '委託事業者名', '契約業者'],
        ['㈱みなと情報', '(有)さくら清掃', '東都リース'],
      ),
      text('vendorContact', ['連絡先', '緊急連絡先', '電話番号'], ['0000-00-0000', '内線12']),
      GROUP,
      day('contractFrom', '契約開始日', '契約始期'),
      day('contractUntil', '契約終了日', '契約終期'),
      mark('subcontract', '再委託の有無', '再委託'),
      mark('securityClause', 'セキュリティ要件の明記', 'セキュリティ要件'),
      axis('confidentiality'),
      NOTE,
    ],
  },
};

const OTHERS: readonly string[] = ['決裁印', '棚番', '確認欄', 'チェック', '担当印', '鍵番号', '予算科目', '色'];

// --- the page ---------------------------------------------------------------------------------------------------------

export class Page {
  readonly rows = new Map<number, (Cell | null)[]>();
  readonly merges: Merge[] = [];
  readonly hiddenRows = new Set<number>();
  readonly name: string;
  hiddenColumns: number[] = [];
  constructor(name: string) {
    this.name = name;
  }
  put(row: number, column: number, cell: Cell | null): void {
    if (!cell || cell.text === '') return;
    const line = this.rows.get(row) ?? [];
    while (line.length <= column) line.push(null);
    line[column] = cell;
    this.rows.set(row, line);
  }
  merge(top: number, left: number, bottom: number, right: number): void {
    this.merges.push({ top, left: left + 1, bottom, right: right + 1 });
  }
  sheet(hidden = false): SheetData {
    const rows = [...this.rows]
      .sort(([a], [b]) => a - b)
      .map(([row, cells]): SheetRow => ({ row, cells, ...(this.hiddenRows.has(row) && { hidden: true }) }));
    return { name: this.name, hidden, rows, merges: this.merges, hiddenColumns: this.hiddenColumns };
  }
}

interface Plan {
  readonly kind: string;
  readonly rows: number;
  readonly top: number;
  readonly left: number;
  /** Share of cells that can't be known. */
  readonly unsure: number;
  readonly scheme: Scheme;
  readonly extras: boolean;
  readonly beside?: boolean;
}

const DITTOS = ['〃', '”', '同上', '同　上', '仝上', '々', '"', '（同上）', '上に同じ', '同', '〃 ', '同じ'];

/** As clerks dress a heading: numbered, spaced, starred, in brackets, in two lines. */
function dress(random: Random, heading: string, at: number): string {
  if (random.chance(0.75)) return heading;
  const ways = [
    `${'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'.charAt(at % 20)}${heading}`,
    `(${at + 1})${heading}`,
    `${at + 1}.${heading}`,
    `${heading}※`,
    `＊${heading}`,
    `【${heading}】`,
    heading.length <= 4 && !/[\s（(]/.test(heading) ? [...heading].join('　') : heading,
    heading.length >= 5 && !/\s/.test(heading) ? `${heading.slice(0, 3)}\n${heading.slice(3)}` : heading,
    `${heading}（必須）`,
    ` ${heading} `,
  ];
  return random.pick(ways);
}

function writeTable(random: Random, page: Page, assets: TruthAsset[], plan: Plan): { bottom: number; right: number } {
  const spec = KINDS[plan.kind]!;
  const other = { confidentiality: true, integrity: true, availability: true } as Record<string, boolean>;
  let columns = spec.columns.filter((one) => one.needed || random.chance(0.72));
  if (columns.length < 5) columns = [...spec.columns];
  const axesFirst = random.chance(0.15);
  if (axesFirst) columns = [...columns.filter((one) => !other[one.id]), ...columns.filter((one) => other[one.id])];
  const running = random.chance(0.45);
  const foreign = random.chance(0.25) ? random.pick(OTHERS) : null;
  const { left } = plan;
  const first = left + (running ? 1 : 0);
  const at = (i: number) => first + i;
  const end = first + columns.length - 1 + (foreign ? 1 : 0);
  const headings = columns.map((one, i) => dress(random, random.pick(one.headings), i + (running ? 1 : 0)));
  const parents = columns.map((one) => one.parents);
  const doubleRow = parents.some(Boolean) && random.chance(0.6);
  const triple = doubleRow && random.chance(0.2);
  const parent = random.pick(parents.find(Boolean) ?? ['']);
  const merged = random.chance(0.75);
  const height = triple ? 3 : doubleRow ? 2 : 1;
  let row = plan.top;
  const head = () => {
    if (running) {
      page.put(
        row,
        left,
        t(
          random.pick(['No.', '番号', '№', '項番', '連番'].slice(0, columns[0]?.headings.includes('管理番号') ? 5 : 3)),
        ),
      );
      if (height > 1 && merged) page.merge(row, left, row + height - 1, left);
    }
    for (const [i, heading] of headings.entries()) {
      if (doubleRow && parents[i]) {
        if (!parents[i - 1]) {
          page.put(row, at(i), t(parent));
          let last = i;
          while (parents[last + 1]) last += 1;
          if (merged && last > i) page.merge(row, at(i), row, at(last));
        }
        page.put(row + 1, at(i), t(heading));
        if (triple && merged) page.merge(row + 1, at(i), row + 2, at(i));
      } else {
        page.put(row, at(i), t(heading));
        if (height > 1 && merged) page.merge(row, at(i), row + height - 1, at(i));
      }
    }
    if (foreign) page.put(row, end, t(foreign));
    if (triple && parents.findIndex(Boolean) >= 0) page.put(row + 2, at(0), null);
    row += height;
  };
  head();
  // A row of numbers or of letters under the headings, as forms have it; a line that says how to fill in.
  if (plan.extras && random.chance(0.15)) {
    for (let i = 0; i < columns.length; i += 1) page.put(row, at(i), random.chance(0.5) ? n(i + 1) : t(`(${i + 1})`));
    row += 1;
  } else if (plan.extras && random.chance(0.12)) {
    for (let i = 0; i < columns.length; i += 1)
      if (random.chance(0.7))
        page.put(row, at(i), t(random.pick(['（選択）', '（自動）', '（記入）', '※リストから選択', '（例：R6.4.1）'])));
    row += 1;
  }
  const nameAt = at(columns.findIndex((one) => one.id === 'name'));
  const groups = plan.extras && !columns.some((one) => one.id === 'group') && random.chance(0.6);
  let under: string | null = null;
  let above: (Written | null)[] | null = null;
  let mergedDown: { readonly column: number; readonly written: Written } | null = null;
  for (let k = 0; k < plan.rows; k += 1) {
    if (plan.extras && k > 0 && random.chance(0.04)) row += 1 + random.below(2);
    if (plan.extras && k > 0 && k % 15 === 0 && random.chance(0.5)) head();
    if (plan.extras && (k === 0 ? groups : random.chance(0.07))) {
      if (k > 0 && random.chance(0.5)) {
        page.put(
          row,
          random.pick([left, nameAt]),
          t(
            random.pick([
              '小計',
              '【小計】',
              '計',
              `${under ?? '総務グループ'} 計`,
              '小　　計',
              '小計　12件',
              '（小計）',
              'ページ計',
              '中計',
            ]),
          ),
        );
        page.put(row, end, random.chance(0.5) ? n(k) : t(`${k}件`));
        row += 1;
      }
      const group = random.pick(['総務グループ', '業務グループ', '施設グループ']);
      const word = groups
        ? group
        : random.pick(['平成30年度取得分', '本庁舎', '共用機器', 'リース分', '会計関係', '出先機関']);
      page.put(
        row,
        left,
        t(
          random.pick([
            `【${word}】`,
            `〈${word}〉`,
            `■${word}`,
            `１．${word}`,
            `(1) ${word}`,
            `○ ${word}`,
            `Ⅰ　${word}`,
            `〔${word}〕`,
            `＜${word}＞`,
            `－${word}－`,
            `第1　${word}`,
          ]),
        ),
      );
      if (random.chance(0.6)) page.merge(row, left, row, end);
      under = groups ? group : null;
      above = above && null;
      mergedDown = null;
      row += 1;
    }
    const serial = assets.length + 1;
    const context: Context = { serial, scheme: plan.scheme };
    const line = columns.map((column, i): Written | null => {
      const before = above?.[i];
      if (
        column.same &&
        before &&
        !before.doubtful &&
        before.value !== undefined &&
        before.value !== null &&
        random.chance(0.15)
      )
        return is(random.pick(DITTOS), before.value);
      const unsure = other[column.id] ? UNSURE_LEVELS[plan.scheme] : column.unsure;
      if (unsure && random.chance(plan.unsure)) return told(random.pick(unsure));
      if (column.blank && random.chance(column.blank))
        return is(random.chance(0.3) ? random.pick(['－', '-', 'ー', '―']) : null, null);
      return column.write(random, context);
    });
    if (running) page.put(row, left, n(k + 1));
    const cells: Record<string, TruthCell> = {};
    for (const [i, column] of columns.entries()) {
      const one = line[i]!;
      page.put(row, at(i), one.cell);
      cells[column.id] = {
        cell: `${columnLetters(at(i))}${row}`,
        value: one.value ?? null,
        doubtful: one.doubtful ?? false,
      };
    }
    // A vertical merge that stands for the next rows too.
    if (plan.extras && k + 3 < plan.rows && random.chance(0.05)) {
      const column = columns.findIndex((one) => one.same);
      const written = line[column];
      if (
        column !== -1 &&
        written &&
        !written.doubtful &&
        written.value &&
        !DITTOS.includes(written.cell?.text ?? '')
      ) {
        mergedDown = { column, written };
        page.merge(row, at(column), row + 1, at(column));
      }
    }
    if (foreign && random.chance(0.4)) page.put(row, end, t(random.pick(['済', '佐', 'B-2', '○'])));
    if (under && !cells['group']) cells['group'] = { cell: '', value: under, doubtful: false };
    assets.push({
      sheet: page.name,
      row,
      kind: spec.code,
      cells,
      ...(plan.beside && left > 0 && { column: columnLetters(left) }),
    });
    if (plan.extras && random.chance(0.02)) page.hiddenRows.add(row);
    above = line;
    row += 1;
    // The row below the merge follows at once: nothing may come between.
    if (mergedDown) {
      const next: { readonly column: number; readonly written: Written } = mergedDown;
      k += 1;
      const more = columns.map((column, i): Written | null =>
        next.column === i
          ? { ...next.written, cell: null }
          : column.blank && random.chance(column.blank)
            ? is(null, null)
            : column.write(random, { serial: assets.length + 1, scheme: plan.scheme }),
      );
      if (running) page.put(row, left, n(k + 1));
      const values: Record<string, TruthCell> = {};
      for (const [i, column] of columns.entries()) {
        page.put(row, at(i), more[i]!.cell);
        values[column.id] = { cell: `${columnLetters(at(i))}${row}`, value: more[i]!.value ?? null, doubtful: false };
      }
      if (under && !values['group']) values['group'] = { cell: '', value: under, doubtful: false };
      assets.push({
        sheet: page.name,
        row,
        kind: spec.code,
        cells: values,
        ...(plan.beside && left > 0 && { column: columnLetters(left) }),
      });
      above = more;
      mergedDown = null;
      row += 1;
    }
  }
  if (plan.extras) {
    row += random.below(2);
    if (random.chance(0.6)) {
      page.put(
        row,
        random.pick([left, nameAt]),
        t(
          random.pick([
            '合計',
            '合　　計',
            '総合計',
            `計 ${plan.rows} 件`,
            '総　数',
            `以上${plan.rows}件`,
            '合計（件数）',
            '総計',
          ]),
        ),
      );
      page.put(row, end, n(plan.rows));
      row += 1 + random.below(2);
    }
    if (random.chance(0.6)) {
      page.put(
        row,
        left,
        t(
          random.pick([
            '※ 廃棄した場合は取消線を引くこと。',
            '（注）機密性の区分は別表による。',
            '注1）リース品は返却後も記載する',
            '＊毎年度末に棚卸を実施',
            '備考：本台帳は総務グループで保管する。',
            '※1 リース期間満了後は再リース',
            '１　この台帳は正本とする。',
            '記載要領：網掛けは自動計算',
            '作成：総務グループ',
          ]),
        ),
      );
      row += 1;
    }
    if (random.chance(0.25)) {
      row += 1;
      page.put(
        row,
        left,
        t(random.pick(['【凡例】', '〇 区分の凡例', '■機密性の基準', '＜選択肢＞', '（参考）分類基準'])),
      );
      for (const [i, [a, b]] of (
        [
          ['機密性3', '秘密文書に相当'],
          ['機密性2', '公開を前提としない'],
          ['機密性1', '公開'],
        ] as const
      ).entries()) {
        page.put(row + 1 + i, left, t(a));
        page.put(row + 1 + i, left + 1 + random.below(2), t(b));
      }
      row += 4;
    }
    if (random.chance(0.3)) {
      page.put(row + 1, Math.max(left, end - 2), t('作成者'));
      page.put(row + 1, Math.max(left, end - 2) + 1, t('総務グループ 佐藤'));
      row += 2;
    }
  }
  return { bottom: row, right: end };
}

function writeTop(random: Random, page: Page, title: string): number {
  let row = 1 + (random.chance(0.2) ? random.below(4) : 0);
  if (random.chance(0.4))
    page.put(
      row++,
      random.below(2),
      t(random.pick(['別紙様式第1号', '様式第３号（第7条関係）', '別記様式', '（別紙2）', '取扱注意', '【機密性2】'])),
    );
  if (random.chance(0.85)) {
    const column = random.below(5);
    page.put(
      row,
      column,
      t(
        random.pick([
          title,
          `令和7年度　${title}`,
          `${title}（令和8年3月31日現在）`,
          [...title].join(' '),
          `${title}\n（総務グループ）`,
        ]),
      ),
    );
    if (random.chance(0.6)) page.merge(row, column, row, column + 6);
    row += 1;
  }
  if (random.chance(0.4)) {
    const at = 6 + random.below(4);
    for (const [i, word] of random
      .pick([
        ['管理者', '事務局長', '課長', '係長'],
        ['決裁', '局長', '次長', '担当'],
        ['所属長', '確認者', '作成者'],
      ])
      .entries())
      page.put(row, at + i, t(word));
    if (random.chance(0.4)) page.put(row + 1, at, t('㊞'));
    row += 2 + random.below(2);
  }
  if (random.chance(0.5)) {
    page.put(row, 0, t(random.pick(['組合名：東部広域事務組合', '東部衛生組合', '所属：総務グループ'])));
    page.put(row, 5, t(random.pick(['作成日：令和7年4月1日', '令和7年4月1日現在', '更新日 2025/4/1', '1 / 3'])));
    row += 1;
  }
  if (random.chance(0.1)) {
    page.put(row, 0, t('総数'));
    page.put(row, 1, t('25件'));
    row += 1;
  }
  return row + random.below(3);
}

/** Fields below each other, each asset a column; with `pairs` a second column of fields stands to the right (a card). */
function writeTurned(
  random: Random,
  page: Page,
  assets: TruthAsset[],
  kind: string,
  count: number,
  scheme: Scheme,
): void {
  const spec = KINDS[kind]!;
  const columns = spec.columns.filter((one) => one.needed || random.chance(0.85));
  const top = 2 + random.below(3);
  const left = random.below(2);
  if (random.chance(0.8)) page.put(1, left, t(random.pick(spec.titles)));
  for (const [i, column] of columns.entries()) page.put(top + i, left, t(random.pick(column.headings)));
  for (let k = 0; k < count; k += 1) {
    const cells: Record<string, TruthCell> = {};
    let first = 0;
    for (const [i, column] of columns.entries()) {
      const one =
        column.blank && random.chance(column.blank) ? is(null, null) : column.write(random, { serial: k + 1, scheme });
      page.put(top + i, left + 1 + k, one.cell);
      if (one.cell && first === 0) first = top + i;
      cells[column.id] = {
        cell: `${columnLetters(left + 1 + k)}${top + i}`,
        value: one.value ?? null,
        doubtful: false,
      };
    }
    assets.push({ sheet: page.name, row: first, kind: spec.code, cells, column: columnLetters(left + 1 + k) });
  }
}

/** @param unsure share of cells that can't be read with certainty */
export function foundBook(seed: number, unsure = 0.05): Found {
  const random = randomOf(seed * 7919 + 17);
  const assets: TruthAsset[] = [];
  const pages: SheetData[] = [];
  const layout = random.pick(['one', 'one', 'one', 'one', 'beside', 'below', 'sheets', 'sheets', 'turned']);
  const kinds = Object.keys(KINDS);
  const kind = random.pick(kinds);
  const scheme = random.pick<Scheme>(['old', 'old', 'new', 'ipa']);
  const title = (of: string) => random.pick(KINDS[of]!.titles);
  const page = new Page(random.pick(['Sheet1', '台帳', '令和7年度', '一覧', title(kind)]));
  const plan: Plan = {
    kind,
    rows: 6 + random.below(35),
    top: 1,
    left: random.pick([0, 0, 0, 1, 2]),
    unsure,
    scheme,
    extras: true,
  };
  if (layout === 'turned') writeTurned(random, page, assets, kind, 1 + random.below(7), scheme);
  else {
    const top = writeTop(random, page, title(kind));
    const first = writeTable(random, page, assets, {
      ...plan,
      top,
      extras: layout !== 'beside',
      beside: layout === 'beside',
    });
    if (layout === 'beside')
      writeTable(random, page, assets, { ...plan, top, left: first.right + 2, extras: false, beside: true });
    if (layout === 'below') {
      const next = random.pick(kinds);
      page.put(first.bottom + 2, plan.left, t(random.pick([`２　${title(next)}`, `■${title(next)}`, title(next)])));
      writeTable(random, page, assets, { ...plan, kind: next, top: first.bottom + 3 + random.below(2) });
    }
  }
  pages.push(page.sheet());
  if (layout === 'sheets') {
    const next = random.pick(kinds);
    const second = new Page(`${title(next)}2`);
    writeTable(random, second, assets, {
      ...plan,
      kind: next,
      rows: 4 + random.below(20),
      top: writeTop(random, second, title(next)),
    });
    pages.push(second.sheet());
    const aside = new Page(random.pick(['記入例', '凡例', '集計', '選択肢', '更新履歴', '見本']));
    aside.put(1, 0, t('区分'));
    aside.put(1, 1, t('件数'));
    aside.put(2, 0, t('機器'));
    aside.put(2, 1, n(12));
    pages.push(aside.sheet());
  }
  return {
    book: { format: 'xlsx', sheets: pages, notes: [] },
    truth: { assets, layout: `${layout} ${kind} ${scheme}` },
  };
}
