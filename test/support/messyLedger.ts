import { columnLetters } from '../../contract/importing.ts';
import type { Cell, ReadBook, SheetData } from '../../core/excel/read/index.ts';
import type { Merge } from '../../core/excel/read/types.ts';
import type { Truth, TruthAsset, TruthCell } from './importMeasure.ts';
import { type Random, random as randomOf } from './random.ts';

/**
 * Ledgers as unions keep them by hand, made up from a seed, with the truth about every row. Headings, names and styles are
 * other ones than those of the fixtures: what is understood here is not understood by heart.
 */

type Style = 'text' | 'day' | 'level' | 'mark' | 'group' | 'number' | 'retention' | 'zone';

interface Column {
  readonly id: string;
  readonly headings: readonly string[];
  readonly style: Style;
  readonly words?: readonly string[];
  /** Part above the heading, where the heading takes two rows. */
  readonly parent?: string;
}

const GROUPS = ['総務グループ', '業務グループ', '施設グループ'];
const LEVELS = { confidentiality: ['3', '2', '1'], integrity: ['2', '1'], availability: ['2', '1'] };
const LABELS = { confidentiality: '機密性', integrity: '完全性', availability: '可用性' };

const NOTE: Column = {
  id: 'note',
  headings: ['備考', '摘要', '備考欄', '特記事項'],
  style: 'text',
  words: ['毎年更新', '要施錠', '令和10年度に見直し', '担当：佐原'],
};
const GROUP: Column = {
  id: 'group',
  headings: ['所管課等', '主管部署', '担当部署名', '管理部門', '所属'],
  style: 'group',
};
const PLACE: Column = {
  id: 'place',
  headings: ['保管先', '設置個所', '保管している場所', '置き場所', '収納場所名'],
  style: 'text',
  words: ['東棟倉庫', '西棟3階電算室', '南書架', '受付カウンター裏'],
};
const AXES: readonly Column[] = (['confidentiality', 'integrity', 'availability'] as const).map((id) => ({
  id,
  headings: [LABELS[id]],
  style: 'level',
  parent: '情報の格付け',
}));

const KINDS: Readonly<Record<string, { readonly titles: readonly string[]; readonly columns: readonly Column[] }>> = {
  INF: {
    titles: ['情報資産台帳', '保有情報資産一覧表', '情報資産の一覧'],
    columns: [
      { id: 'number', headings: ['資産番号', '台帳番号', '整理No.'], style: 'number' },
      {
        id: 'name',
        headings: ['情報資産の名称', '資産名', '情報の名称', '文書等の名称'],
        style: 'text',
        words: [
          '斎場予約受付簿',
          '火葬許可証綴',
          '墓地使用者名簿',
          '議員報酬明細',
          '休日当番表',
          '水質試験成績書',
          '被服貸与簿',
          '広域連携協定書',
          '料金減免決定通知',
          '出納簿',
        ],
      },
      {
        id: 'businessCategory',
        headings: ['業務名', '事務の名称', '業務区分'],
        style: 'text',
        words: ['斎場管理', '火葬', '墓園', '庶務'],
      },
      GROUP,
      {
        id: 'userScope',
        headings: ['利用できる者の範囲', '利用範囲', '閲覧者の範囲'],
        style: 'text',
        words: ['所管課の職員', '全職員', '課長級以上'],
      },
      PLACE,
      { id: 'retention', headings: ['保存年限', '保存期間（年）', '保管期間'], style: 'retention' },
      { id: 'registeredOn', headings: ['登録年月日', '登載日', '台帳記載日'], style: 'day' },
      ...AXES,
      NOTE,
    ],
  },
  HW: {
    titles: ['情報機器管理台帳', 'パソコン・プリンタ等一覧', '端末機器台帳'],
    columns: [
      { id: 'number', headings: ['機器管理番号', '管理No', '機器番号'], style: 'number' },
      {
        id: 'name',
        headings: ['機器の名称', '装置名称', '機器名'],
        style: 'text',
        words: [
          '受付用端末',
          '待合表示端末',
          '議場配信機',
          '検針用端末',
          '窓口印刷機',
          '予備端末',
          '会計端末',
          '火葬炉監視端末',
        ],
      },
      {
        id: 'maker',
        headings: ['製造会社名', 'メーカー名', '製造元'],
        style: 'text',
        words: ['ホシノ電算', 'ｻｸﾗｷｶｲ', '北斗精機'],
      },
      {
        id: 'model',
        headings: ['型名', '機種・型番', 'モデル名'],
        style: 'text',
        words: ['HX-200', 'P-77/B', 'ＮＢ－１５'],
      },
      {
        id: 'serialNumber',
        headings: ['シリアルＮｏ．', '製造番号（S/N）', '製番'],
        style: 'text',
        words: ['HZ00981', '0A-771', '55-KX-02', 'QW3391B'],
      },
      GROUP,
      PLACE,
      { id: 'zone', headings: ['接続ネットワーク区分', 'ＮＷ区分', 'ネットワーク種別'], style: 'zone' },
      { id: 'acquiredOn', headings: ['購入年月日', '導入日', '納入年月日', '取得日付'], style: 'day' },
      NOTE,
    ],
  },
  MED: {
    titles: ['外部記録媒体管理簿', '可搬記憶媒体一覧', '電磁的記録媒体台帳'],
    columns: [
      { id: 'number', headings: ['媒体管理番号', '登録番号', '媒体No.'], style: 'number' },
      {
        id: 'name',
        headings: ['媒体の名称', '媒体名', '品名'],
        style: 'text',
        words: ['会計控え用', '測定値搬送用', '議会中継保存用', '庁舎間搬送用'],
      },
      {
        id: 'capacity',
        headings: ['容量', '記憶容量', '記録容量（GB）'],
        style: 'text',
        words: ['16GB', '2TB', '64 GB'],
      },
      { id: 'encryption', headings: ['暗号化の有無', '暗号化', '暗号化機能'], style: 'mark' },
      GROUP,
      PLACE,
      { id: 'registeredOn', headings: ['登録年月日', '登録日付'], style: 'day' },
      NOTE,
    ],
  },
  SYS: {
    titles: ['情報システム台帳', '業務システム一覧'],
    columns: [
      { id: 'number', headings: ['システム管理番号', '管理番号'], style: 'number' },
      {
        id: 'name',
        headings: ['情報システムの名称', 'システム名称', '業務システム名'],
        style: 'text',
        words: ['斎場予約システム', '火葬炉運転支援', '墓園管理システム', '出退勤管理', '例規検索'],
      },
      GROUP,
      {
        id: 'vendor',
        headings: ['保守業者名', '委託先業者', '契約業者'],
        style: 'text',
        words: ['㈱ほしの情報', 'みなと計算センター', '㈲さくら電子'],
      },
      { id: 'zone', headings: ['接続系統', 'ネットワーク区分'], style: 'zone' },
      ...AXES,
      NOTE,
    ],
  },
};

const ERAS = [
  [2019, 'R', '令和', 2018],
  [1989, 'H', '平成', 1988],
] as const;

/** A day in one of the ways clerks write it. */
function writtenDay(random: Random, year: number, month: number, day: number): Cell {
  const [, letter, era, before] = ERAS.find(([from]) => year > from) ?? ERAS[1];
  const y = year - before;
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  const words = [
    `${letter}${y}.${month}.${day}`,
    wide(`${letter}${y}.${month}.${day}`),
    `${era}${y}年${month}月${day}日`,
    `${era} ${y} 年 ${month} 月 ${day} 日`,
    `${letter}${y}-${month}-${day}`,
    `${year}.${month}.${day}`,
    `${year}/${month}/${day}`,
    iso.replaceAll('-', ''),
    `${era.charAt(0)}${y}.${month}.${day}`,
  ];
  if (random.chance(0.25)) return { kind: 'date', text: iso, number: 1 };
  return text(random.pick(words));
}

const text = (value: string): Cell => ({ kind: 'text', text: value });

class Page {
  readonly name: string;
  readonly cells = new Map<number, (Cell | null)[]>();
  readonly merges: Merge[] = [];
  constructor(name: string) {
    this.name = name;
  }
  put(row: number, column: number, cell: Cell | null): void {
    if (!cell || cell.text === '') return;
    const line = this.cells.get(row) ?? [];
    while (line.length <= column) line.push(null);
    line[column] = cell;
    this.cells.set(row, line);
  }
  sheet(): SheetData {
    const rows = [...this.cells].sort(([a], [b]) => a - b).map(([row, cells]) => ({ row, cells }));
    return { name: this.name, hidden: false, rows, merges: this.merges };
  }
}

interface Made {
  assets: TruthAsset[];
}

/** A value in its cell, and what it means; null: told as doubtful. */
interface Written {
  readonly cell: Cell | null;
  readonly norm: unknown;
  readonly doubtful?: boolean;
}

const DOUBTS: Readonly<Partial<Record<Style, readonly string[]>>> = {
  day: ['R7.2.30', '7.4.1', '4/10', '平成31年6月1日', 'R6年度', '令和7年4月', '45383', '未定', '昭和64年2月1日'],
  level: ['要検討', '2～3', '4', '', '極秘？'],
  mark: ['△', '？', '要確認'],
};

function write(random: Random, column: Column, messy: number, serial: number): Written {
  const doubts = DOUBTS[column.style];
  if (doubts && random.chance(messy)) return { cell: text(random.pick(doubts)), norm: null, doubtful: true };
  switch (column.style) {
    case 'number': {
      const number = `${column.headings[0]!.charAt(0) === '媒' ? 'M' : 'A'}-${String(serial).padStart(3, '0')}`;
      return { cell: text(number), norm: number };
    }
    case 'day': {
      if (random.chance(0.1)) return { cell: text(random.pick(['', '－', '-', 'ー'])), norm: null };
      const [any, month, day] = [2001 + random.below(24), 1 + random.below(12), 1 + random.below(28)];
      // 2019 has two eras.
      const year = any === 2019 ? 2018 : any;
      return {
        cell: writtenDay(random, year, month, day),
        norm: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
      };
    }
    case 'level': {
      const axis = column.id as keyof typeof LEVELS;
      const level = random.pick(LEVELS[axis]);
      const wide = String.fromCharCode(level.charCodeAt(0) + 0xfee0);
      const words = [
        level,
        wide,
        `${LABELS[axis]}${level}`,
        `${LABELS[axis]}${wide}`,
        `${LABELS[axis].charAt(0)}${level}`,
      ];
      const cell = random.chance(0.3)
        ? { kind: 'number' as const, text: level, number: Number(level) }
        : text(random.pick(words));
      return { cell, norm: level };
    }
    case 'mark': {
      const yes = random.chance(0.5);
      return {
        cell: text(random.pick(yes ? ['○', '〇', '有', '済'] : ['×', '✕', '無', '－'])),
        norm: yes ? 'あり' : 'なし',
      };
    }
    case 'group': {
      const group = random.pick(GROUPS);
      return { cell: text(group), norm: group };
    }
    case 'retention': {
      const [years, words] = random.pick([
        ['5年', ['5年', '５年', '5年間']],
        ['10年', ['10年', '１０年間']],
        ['永久', ['永久', '永年']],
      ] as readonly (readonly [string, readonly string[]])[]);
      return { cell: text(random.pick(words)), norm: years };
    }
    case 'zone': {
      const [zone, words] = random.pick([
        ['LGWAN接続系', ['LGWAN系', 'ＬＧＷＡＮ接続系', 'LGWAN']],
        ['インターネット接続系', ['ｲﾝﾀｰﾈｯﾄ系', 'インターネット接続系']],
        ['スタンドアロン', ['単独', 'スタンドアロン', '非接続']],
      ] as readonly (readonly [string, readonly string[]])[]);
      return { cell: text(random.pick(words)), norm: zone };
    }
    default: {
      const words = column.words ?? ['あ'];
      const value = column.id === 'name' ? `${random.pick(words)}${serial}` : random.pick(words);
      const blank = column.id !== 'name' && random.chance(0.2);
      if (blank) return { cell: null, norm: null };
      return { cell: text(random.chance(0.1) ? `　${value} ` : value), norm: value };
    }
  }
}

const DITTOS = ['〃', '同上', '同　上', '々', '″'];
/** Columns in which clerks write ditto marks. */
const SAME = new Set(['group', 'place', 'businessCategory', 'userScope']);

interface Options {
  readonly rows: number;
  readonly messy: number;
  readonly top: number;
  readonly left: number;
  readonly kind: string;
  /** Other things between and around the rows. */
  readonly extras: boolean;
  /** One of two tables side by side. */
  readonly beside?: boolean;
}

/** Writes one table; returns the row below it and the columns it took. */
function writeTable(random: Random, page: Page, made: Made, options: Options): { bottom: number; width: number } {
  const { kind, left, extras, messy } = options;
  const spec = KINDS[kind]!;
  const optional = spec.columns.filter(
    (one) => !['number', 'name', 'confidentiality', 'integrity', 'availability'].includes(one.id),
  );
  const dropped = new Set(optional.filter(() => random.chance(0.2)));
  let columns = spec.columns.filter((one) => !dropped.has(one));
  if (random.chance(0.2))
    columns = [...columns.filter((one) => one.style === 'level'), ...columns.filter((one) => one.style !== 'level')];
  const headings = columns.map((one) => random.pick(one.headings));
  const two = columns.some((one) => one.parent) && random.chance(0.6);
  const merged = random.chance(0.7);
  let row = options.top;
  const writeHeading = () => {
    for (const [i, column] of columns.entries()) {
      const up = two && column.parent;
      page.put(two && (up || false) ? row + 1 : row, left + i, text(headings[i]!));
      if (up && columns[i - 1]?.parent !== column.parent) {
        page.put(row, left + i, text(column.parent!));
        const size = columns.filter((one) => one.parent === column.parent).length;
        if (merged) page.merges.push({ top: row, left: left + i + 1, bottom: row, right: left + i + size });
      } else if (two && !up && merged)
        page.merges.push({ top: row, left: left + i + 1, bottom: row + 1, right: left + i + 1 });
    }
    row += two ? 2 : 1;
  };
  writeHeading();
  const nameAt = columns.findIndex((one) => one.id === 'name');
  const hasGroup = columns.some((one) => one.id === 'group');
  const headingGroups = extras && !hasGroup && random.chance(0.7);
  let under: string | null = null;
  let above: Written[] | null = null;
  for (let n = 0; n < options.rows; n += 1) {
    if (extras && n > 0 && random.chance(0.05)) row += 1;
    if (extras && n > 0 && n % 12 === 0 && random.chance(0.5)) writeHeading();
    if (extras && (n === 0 ? headingGroups : random.chance(0.08))) {
      const group = random.pick(GROUPS);
      const words = headingGroups ? group : random.pick(['令和6年度分', '共用のもの', 'その他']);
      if (n > 0 && random.chance(0.5)) {
        page.put(row, left + random.below(2), text(random.pick(['小計', '小　計', '（計）小計　5件'])));
        page.put(row, left + columns.length - 1, text('5件'));
        row += 1;
      }
      page.put(row, left, text(random.pick([`【${words}】`, `＜${words}＞`, `◎${words}`, `■ ${words}`])));
      if (random.chance(0.5)) page.merges.push({ top: row, left: left + 1, bottom: row, right: left + columns.length });
      under = headingGroups ? group : null;
      row += 1;
    }
    const serial = made.assets.length + 1;
    const written = columns.map((column, i): Written => {
      const before = above?.[i];
      if (before && before.norm !== null && SAME.has(column.id) && random.chance(0.15))
        return { cell: text(random.pick(DITTOS)), norm: before.norm };
      return write(random, column, messy, serial);
    });
    const cells: Record<string, TruthCell> = {};
    for (const [i, column] of columns.entries()) {
      const { cell, norm: value, doubtful = false } = written[i]!;
      page.put(row, left + i, cell);
      cells[column.id] = { cell: `${columnLetters(left + i)}${row}`, value, doubtful };
    }
    if (under) cells['group'] = { cell: '', value: under, doubtful: false };
    made.assets.push({
      sheet: page.name,
      row,
      kind,
      cells,
      ...(options.beside && left > 0 && { column: columnLetters(left) }),
    });
    above = written;
    row += 1;
  }
  if (extras) {
    row += random.below(2);
    page.put(
      row,
      left + random.pick([0, nameAt]),
      text(random.pick(['合計', '合　計', '計', '総計', `合計　${options.rows}件`])),
    );
    page.put(row, left + columns.length - 1, text(`${options.rows}件`));
    row += 2;
    page.put(
      row,
      left + random.below(2),
      text(
        random.pick(['※毎年4月に見直すこと。', '（注）廃棄したときは行を消さないこと', '注1　格付けは基準による。']),
      ),
    );
    row += 1;
    if (random.chance(0.5)) {
      page.put(row + 1, left, text(random.pick(['【格付けの基準】', '■区分の凡例'])));
      for (const [i, word] of ['機密性3', '機密性2', '完全性2'].entries()) {
        page.put(row + 2 + i, left, text(word));
        page.put(row + 2 + i, left + 1, text('事務に支障が出るもの'));
      }
      row += 5;
    }
  }
  return { bottom: row, width: columns.length };
}

/** What stands above a table: title, number of the form, approval boxes, the day. */
function writeTop(random: Random, page: Page, title: string): number {
  let row = 1;
  if (random.chance(0.5)) page.put(row++, 0, text('様式第2号（第5条関係）'));
  if (random.chance(0.85)) {
    page.put(row, random.below(3), text(random.chance(0.3) ? [...title].join('　') : title));
    page.merges.push({ top: row, left: 1, bottom: row, right: 8 });
    row += 1;
  }
  if (random.chance(0.5)) {
    for (const [i, word] of ['組合長', '事務局長', '課長', '担当'].entries()) page.put(row, 5 + i, text(word));
    row += 2;
  }
  if (random.chance(0.6)) {
    page.put(row, 0, text('広域斎場組合'));
    page.put(row, 6, text('令和8年4月1日現在'));
    row += 1;
  }
  return row + random.below(2);
}

export interface MessyBook {
  readonly book: ReadBook;
  readonly truth: Truth;
}

/** A book of one to three sheets. @param messy share of cells of days, levels and marks that can't be read with certainty */
export function messyBook(seed: number, messy = 0.04): MessyBook {
  const random = randomOf(seed);
  const made: Made = { assets: [] };
  const pages: Page[] = [];
  const layout = random.pick(['plain', 'plain', 'plain', 'beside', 'below', 'sheets', 'turned']);
  const kinds = Object.keys(KINDS);
  const kind = random.pick(kinds);
  const title = (of: string) => random.pick(KINDS[of]!.titles);
  const rows = 8 + random.below(30);
  const page = new Page(random.pick(['Sheet1', '台帳', '一覧表']));
  pages.push(page);
  const options = { rows, messy, left: random.pick([0, 0, 0, 1]), kind, extras: true };
  if (layout === 'turned') {
    writeTurned(random, page, made, kind, 2 + random.below(6));
  } else {
    const top = writeTop(random, page, title(kind));
    const first = writeTable(random, page, made, {
      ...options,
      top,
      extras: layout !== 'beside',
      beside: layout === 'beside',
    });
    if (layout === 'beside')
      writeTable(random, page, made, {
        ...options,
        top,
        left: options.left + first.width + 1,
        extras: false,
        beside: true,
      });
    if (layout === 'below') {
      const other = random.pick(kinds);
      page.put(first.bottom + 1, 0, text(`２．${title(other)}`));
      writeTable(random, page, made, { ...options, kind: other, top: first.bottom + 3 });
    }
    if (layout === 'sheets') {
      const other = new Page('別表');
      pages.push(other);
      const second = random.pick(kinds);
      writeTable(random, other, made, { ...options, kind: second, top: writeTop(random, other, title(second)) });
      const example = new Page('記載例');
      pages.push(example);
      writeTable(random, example, { assets: [] }, { ...options, rows: 2, top: 3, extras: false });
    }
  }
  const book: ReadBook = { format: 'xlsx', sheets: pages.map((one) => one.sheet()), notes: [] };
  return { book, truth: { ...made, layout } };
}

/** Fields below each other, each asset a column. */
function writeTurned(random: Random, page: Page, made: Made, kind: string, assets: number): void {
  const { columns } = KINDS[kind]!;
  page.put(1, 0, text(random.pick(KINDS[kind]!.titles)));
  const headings = columns.map((one) => random.pick(one.headings));
  for (const [i, heading] of headings.entries()) page.put(3 + i, 0, text(heading));
  for (let n = 0; n < assets; n += 1) {
    const cells: Record<string, TruthCell> = {};
    let first = 0;
    for (const [i, column] of columns.entries()) {
      const { cell, norm: value } = write(random, column, 0, n + 1);
      page.put(3 + i, 1 + n, cell);
      if (cell && first === 0) first = 3 + i;
      cells[column.id] = { cell: `${columnLetters(1 + n)}${3 + i}`, value, doubtful: false };
    }
    made.assets.push({ sheet: page.name, row: first, kind, cells, column: columnLetters(1 + n) });
  }
}
