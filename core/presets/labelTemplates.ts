import type { Kind } from '../../contract/catalogue/index.ts';
import type { LabelTarget } from '../../contract/label.ts';
import type { LabelCell, LabelPart, LabelRow, LabelTemplate } from '../../contract/labelTemplate.ts';

/**
 * Templates L1 to L7 (domain.md §9.1), one or several for each by the size of the label. Together they have one for every
 * label of at least 18 × 7 mm and every target. Sizes of letters are points, tuned to the smallest label of each class.
 */

type Size = readonly [width: readonly [from: number, to: number], height: readonly [from: number, to: number]];
const ANY = 1500;

/** A cell: its letters as wished and at least. */
function cell(part: LabelPart, size: number, minSize: number, more: Partial<LabelCell> = {}): LabelCell {
  return { part, size, minSize, lines: 1, align: 'left', ...more };
}

const row = (keep: number, ...cells: LabelCell[]): LabelRow => ({ keep, cells });
const NO_CODE: LabelTemplate['qr'] = { place: 'none', size: 10 };

function template(
  id: string,
  name: string,
  target: LabelTarget,
  kinds: Kind[],
  [[minWidth, maxWidth], [minHeight, maxHeight]]: Size,
  qr: LabelTemplate['qr'],
  rows: LabelRow[],
): LabelTemplate {
  return {
    id,
    name,
    target,
    kinds,
    size: { minWidth, maxWidth, minHeight, maxHeight },
    notation: 'setting',
    qr,
    rows,
  };
}

/** The same template with larger letters, for larger labels. */
function enlarged(from: LabelTemplate, id: string, name: string, size: Size, factor: number): LabelTemplate {
  const points = (wish: number) => Math.round(wish * factor * 2) / 2;
  const rows = from.rows.map(({ keep, cells }) => ({
    keep,
    cells: cells.map((one) => ({ ...one, size: points(one.size) })),
  }));
  const qr = { ...from.qr, size: Math.round(from.qr.size * factor) };
  return template(id, name, from.target, from.kinds, size, qr, rows);
}

const bold = { bold: true } as const;
/** A number is of no use in part: it takes two lines where one would cut it. */
const whole = { lines: 2 } as const;
const framed = { framed: true } as const;
const centre = { align: 'centre' } as const;
const right = { align: 'right' } as const;

/** L2: cables, USB and SD. Number and class are all that fits. */
const TINY: LabelTemplate[] = [
  template(
    'L2-20',
    'L2 媒体 極小（2段）',
    'asset',
    [],
    [
      [18, 32],
      [7, 13],
    ],
    NO_CODE,
    [row(9, cell('number', 9, 5, { ...bold, ...centre, ...whole })), row(8, cell('class', 7, 5, centre))],
  ),
  template(
    'L2-45',
    'L2 媒体 極小',
    'asset',
    [],
    [
      [42, ANY],
      [7, 13],
    ],
    NO_CODE,
    [
      row(9, cell('number', 11, 5.5, { ...bold, ...whole }), cell('class', 8, 5.5, right)),
      row(3, cell('name', 7, 5.5)),
    ],
  ),
  // Too narrow for number and class side by side: the number alone can be read from where one stands.
  template(
    'L2-35',
    'L2 媒体 極小（短い）',
    'asset',
    [],
    [
      [32, 42],
      [7, 13],
    ],
    NO_CODE,
    [row(9, cell('number', 9, 5.5, { ...bold, ...whole })), row(8, cell('class', 6.5, 5), cell('name', 6, 5))],
  ),
];

/** L3: USB and other media, with the rule for carrying out. */
const MEDIUM: LabelTemplate[] = [
  template(
    'L3-45',
    'L3 媒体 小',
    'asset',
    ['medium'],
    [
      [40, ANY],
      [9, 13],
    ],
    { place: 'right', size: 9 },
    [
      row(9, cell('number', 10, 5.5, { ...bold, ...whole }), cell('class', 7.5, 5.5, right)),
      row(7, cell('mediumNumber', 6.5, 5.5), cell('carryOut', 6, 5.5, { ...framed, ...right })),
    ],
  ),
  template(
    'L3-60',
    'L3 媒体',
    'asset',
    ['medium'],
    [
      [36, ANY],
      [13, 23],
    ],
    { place: 'right', size: 12 },
    [
      row(9, cell('number', 10, 6, { ...bold, ...whole })),
      row(8, cell('class', 7.5, 5.5), cell('carryOut', 6.5, 5.5, framed)),
      row(6, cell('mediumNumber', 7, 5.5, { caption: '媒体' })),
      row(5, cell('name', 7, 5.5)),
      row(3, cell('unionName', 6, 5.5)),
    ],
  ),
];

/** L1: devices and everything that has no template of its own. */
const STANDARD: LabelTemplate[] = [
  template(
    'L1-60',
    'L1 標準（横長）',
    'asset',
    [],
    [
      [36, ANY],
      [13, 23],
    ],
    { place: 'right', size: 12 },
    [
      row(2, cell('unionName', 6, 5.5)),
      row(9, cell('number', 10, 6, { ...bold, ...whole })),
      row(7, cell('name', 7.5, 5.5, { lines: 2 })),
      row(8, cell('class', 7, 5.5), cell('marks', 5.5, 5)),
      row(3, cell('group', 6, 5.5)),
    ],
  ),
  template(
    'L1-48',
    'L1 標準',
    'asset',
    [],
    [
      [36, 74],
      [23, 38],
    ],
    { place: 'right', size: 15 },
    [
      row(4, cell('unionName', 6, 5.5)),
      row(9, cell('number', 10.5, 6.5, { ...bold, ...whole })),
      row(7, cell('name', 8, 5.5, { lines: 3 })),
      row(5, cell('group', 6, 5.5)),
      row(3, cell('acquiredYear', 6, 5.5), cell('assetTag', 6, 5.5, { caption: '備品' })),
      row(8, cell('class', 7, 5.5), cell('marks', 5.5, 5)),
    ],
  ),
  template(
    'L1-90',
    'L1 標準（長い）',
    'asset',
    [],
    [
      [74, ANY],
      [23, 38],
    ],
    { place: 'right', size: 18 },
    [
      row(4, cell('unionName', 7, 5.5), cell('group', 7, 5.5, right)),
      row(9, cell('number', 14, 7, { ...bold, ...whole })),
      row(7, cell('name', 10, 6, { lines: 2 })),
      row(3, cell('acquiredYear', 7, 5.5), cell('assetTag', 7, 5.5, { caption: '備品' })),
      row(8, cell('class', 9, 6), cell('marks', 7, 5)),
    ],
  ),
  template(
    'L1-84',
    'L1 大',
    'asset',
    [],
    [
      [74, ANY],
      [38, 58],
    ],
    { place: 'right', size: 21 },
    [
      row(5, cell('unionName', 8, 6)),
      row(9, cell('number', 16, 8, { ...bold, ...whole })),
      row(7, cell('name', 12, 7, { lines: 3 })),
      row(6, cell('group', 8, 6, { caption: '所管' }), cell('responsiblePost', 8, 6, { caption: '責任者' })),
      row(3, cell('acquiredYear', 7.5, 6), cell('assetTag', 7.5, 6, { caption: '備品' })),
      row(4, cell('place', 8, 6, { caption: '場所' })),
      row(8, cell('class', 11, 7), cell('marks', 8, 5.5, { lines: 2 })),
    ],
  ),
  template(
    'L1-98',
    'L1 特大',
    'asset',
    [],
    [
      [74, ANY],
      [58, ANY],
    ],
    { place: 'right', size: 26 },
    [
      row(5, cell('unionName', 10, 7)),
      row(9, cell('number', 20, 9, { ...bold, ...whole })),
      row(7, cell('name', 15, 8, { lines: 3 })),
      row(6, cell('group', 10, 7, { caption: '所管', lines: 2 })),
      row(5, cell('responsiblePost', 10, 7, { caption: '責任者' })),
      row(4, cell('place', 10, 7, { caption: '場所' })),
      row(3, cell('acquiredYear', 9, 7), cell('assetTag', 9, 7, { caption: '備品' })),
      row(8, cell('class', 14, 8)),
      row(8, cell('marks', 10, 6, { lines: 3 })),
    ],
  ),
  template(
    'L1-30',
    'L1 四角（小）',
    'asset',
    [],
    [
      [27, 36],
      [20, ANY],
    ],
    { place: 'top', size: 15 },
    [
      row(9, cell('number', 10, 6.5, { ...bold, ...centre, ...whole })),
      row(8, cell('class', 7, 5, centre)),
      row(4, cell('name', 6, 5, { lines: 2, ...centre })),
      row(6, cell('marks', 5.5, 5, centre)),
    ],
  ),
  template(
    'L1-20',
    'L1 四角（極小）',
    'asset',
    [],
    [
      [18, 36],
      [13, ANY],
    ],
    { place: 'top', size: 15 },
    [
      row(9, cell('number', 10, 5, { ...bold, ...centre, ...whole })),
      row(8, cell('class', 7, 5, centre)),
      row(4, cell('name', 6, 5, { lines: 2, ...centre })),
      row(6, cell('marks', 5.5, 5, centre)),
    ],
  ),
  template(
    'L1-48x39',
    'L1 四角',
    'asset',
    [],
    [
      [36, 74],
      [38, ANY],
    ],
    { place: 'right', size: 15 },
    [
      row(4, cell('unionName', 7, 5.5)),
      row(9, cell('number', 11, 6.5, { ...bold, ...whole })),
      row(7, cell('name', 9, 5.5, { lines: 3 })),
      row(5, cell('group', 7, 5.5)),
      row(3, cell('acquiredYear', 6.5, 5.5), cell('assetTag', 6.5, 5.5, { caption: '備品' })),
      row(8, cell('class', 9, 5.5)),
      row(8, cell('marks', 6.5, 5, { lines: 2 })),
    ],
  ),
];

/** L4: spines of files and folders. The class comes first, as on a document's corner. */
const SPINE: LabelTemplate[] = [
  template(
    'L4-60',
    'L4 文書・ファイル背',
    'asset',
    ['information', 'document'],
    [
      [50, ANY],
      [16, 25],
    ],
    { place: 'right', size: 11 },
    [
      row(8, cell('class', 8, 6), cell('marks', 6.5, 5)),
      row(9, cell('name', 11, 6, { ...bold, lines: 2 })),
      row(6, cell('retention', 6.5, 5.5, { caption: '保存' }), cell('retentionUntil', 6.5, 5.5, { caption: '満了' })),
      row(5, cell('number', 7, 5.5, whole), cell('group', 6.5, 5.5, right)),
    ],
  ),
  template(
    'L4-90',
    'L4 文書・ファイル背（大）',
    'asset',
    ['information', 'document'],
    [
      [58, ANY],
      [33, ANY],
    ],
    { place: 'right', size: 16 },
    [
      row(8, cell('class', 10, 7), cell('marks', 8, 5.5, { lines: 2 })),
      row(9, cell('name', 14, 7, { ...bold, lines: 3 })),
      row(6, cell('retention', 8, 6, { caption: '保存' }), cell('retentionUntil', 8, 6, { caption: '満了' })),
      row(5, cell('number', 8, 6, whole)),
      row(4, cell('group', 8, 6), cell('unionName', 7, 6, right)),
    ],
  ),
];

/** L6: racks and systems: whom to call. */
const SYSTEM: LabelTemplate[] = [
  template(
    'L6-84',
    'L6 システム・ラック',
    'asset',
    ['system', 'service'],
    [
      [74, ANY],
      [34, ANY],
    ],
    { place: 'right', size: 18 },
    [
      row(4, cell('unionName', 8, 6)),
      row(9, cell('name', 15, 8, { ...bold, lines: 2 })),
      row(8, cell('number', 11, 7, { ...bold, ...whole })),
      row(6, cell('systemManagerPost', 9, 6.5, { caption: '管理者' })),
      row(7, cell('vendorContact', 9, 6, { caption: '緊急連絡先', lines: 2 })),
      row(8, cell('class', 10, 7), cell('marks', 8, 5.5, { lines: 2 })),
    ],
  ),
];

/** L5: safes, cabinets, rooms: the highest class of what is kept there and who has the key. */
const PLACE: LabelTemplate[] = [
  template(
    'L5-84',
    'L5 書庫・キャビネット',
    'place',
    [],
    [
      [60, ANY],
      [30, ANY],
    ],
    NO_CODE,
    [
      row(4, cell('unionName', 8, 6)),
      row(9, cell('name', 18, 9, { ...bold, lines: 2 })),
      row(8, cell('class', 14, 8)),
      row(6, cell('marks', 9, 6, { lines: 2 })),
      row(7, cell('keyHolder', 10, 7, { caption: '鍵管理者' }), cell('assets', 9, 6.5, { caption: '資産' })),
      row(2, cell('printedOn', 7, 5.5, { caption: '発行' })),
    ],
  ),
  template(
    'L5-48',
    'L5 場所',
    'place',
    [],
    [
      [30, ANY],
      [20.5, ANY],
    ],
    NO_CODE,
    [
      row(3, cell('unionName', 6, 5.5)),
      row(9, cell('name', 11, 6, { ...bold, lines: 2 })),
      row(8, cell('class', 9, 6)),
      row(5, cell('marks', 6.5, 5, { lines: 2 })),
      row(6, cell('keyHolder', 7, 5.5, { caption: '鍵管理者' })),
    ],
  ),
  template(
    'L5-60',
    'L5 場所（横長）',
    'place',
    [],
    [
      [30, ANY],
      [13, 20.5],
    ],
    NO_CODE,
    [
      row(3, cell('unionName', 6, 5.5)),
      row(9, cell('name', 11, 6, { ...bold, lines: 2 })),
      row(8, cell('class', 9, 6), cell('marks', 6.5, 5)),
      row(6, cell('keyHolder', 7, 5.5, { caption: '鍵管理者' })),
    ],
  ),
  template(
    'L5-20',
    'L5 場所（小）',
    'place',
    [],
    [
      [18, ANY],
      [7, ANY],
    ],
    NO_CODE,
    [
      row(9, cell('name', 9, 5, { ...bold, ...centre })),
      row(8, cell('class', 7, 5, centre)),
      row(5, cell('marks', 5.5, 5, centre)),
    ],
  ),
];

/** L7: what was erased, when, how and by whom (§3.1). */
const ERASED: LabelTemplate[] = [
  template(
    'L7-60',
    'L7 消去済（大）',
    'erased',
    [],
    [
      [60, ANY],
      [30, ANY],
    ],
    { place: 'right', size: 15 },
    [
      row(9, cell('text', 18, 10, { text: '消去済', ...bold, ...framed })),
      row(8, cell('number', 10, 6, { ...bold, ...whole })),
      row(4, cell('name', 8, 5.5, { lines: 2 })),
      row(7, cell('erasedOn', 9, 6, { caption: '消去日' })),
      row(6, cell('erasedMethod', 9, 5.5, { caption: '方法', lines: 2 })),
      row(5, cell('erasedPerson', 9, 6, { caption: '担当' }), cell('serialNumber', 7, 5.5, { caption: '製造番号' })),
      row(2, cell('unionName', 7, 5.5)),
    ],
  ),
  template(
    'L7-30',
    'L7 消去済',
    'erased',
    [],
    [
      [18, ANY],
      [19, ANY],
    ],
    NO_CODE,
    [
      row(9, cell('text', 12, 8, { text: '消去済', ...bold, ...framed, ...centre })),
      row(8, cell('number', 8, 5, { ...bold, ...centre, ...whole })),
      row(7, cell('erasedOn', 7, 5, centre)),
      row(6, cell('erasedMethod', 6.5, 5, { lines: 2, ...centre })),
      row(5, cell('erasedPerson', 6.5, 5, { caption: '担当', ...centre })),
    ],
  ),
  template(
    'L7-45',
    'L7 消去済（細長）',
    'erased',
    [],
    [
      [32, ANY],
      [7, 19],
    ],
    NO_CODE,
    [
      row(9, cell('text', 9, 6, { text: '消去済', ...bold, ...framed }), cell('number', 8, 5.5, { ...bold, ...whole })),
      row(7, cell('erasedOn', 6.5, 5), cell('erasedPerson', 6.5, 5)),
      row(5, cell('erasedMethod', 6.5, 5)),
    ],
  ),
  template(
    'L7-20',
    'L7 消去済（小）',
    'erased',
    [],
    [
      [18, ANY],
      [7, ANY],
    ],
    NO_CODE,
    [
      row(9, cell('text', 8, 5.5, { text: '消去済', ...bold, ...framed, ...centre })),
      row(7, cell('erasedOn', 6, 5, centre)),
      row(8, cell('number', 6, 5, { ...centre, ...whole })),
    ],
  ),
];

const byId = (id: string) => [...STANDARD, ...SPINE, ...SYSTEM, ...ERASED].find((one) => one.id === id)!;
const LARGE: Size = [
  [84, ANY],
  [58, ANY],
];
const ENLARGED = [
  enlarged(byId('L4-90'), 'L4-98', 'L4 文書・箱（特大）', LARGE, 1.5),
  enlarged(byId('L6-84'), 'L6-98', 'L6 システム・ラック（特大）', LARGE, 1.4),
  enlarged(byId('L7-60'), 'L7-98', 'L7 消去済（特大）', LARGE, 1.5),
  enlarged(
    PLACE[0]!,
    'L5-98',
    'L5 書庫・部屋（大）',
    [
      [90, ANY],
      [58, ANY],
    ],
    1.5,
  ),
  enlarged(
    byId('L1-48'),
    'L1-66',
    'L1 標準（大）',
    [
      [58, 74],
      [28, 38],
    ],
    1.25,
  ),
  enlarged(
    byId('L1-98'),
    'L1-150',
    'L1 掲示',
    [
      [125, ANY],
      [80, ANY],
    ],
    1.6,
  ),
];

/** In the order offered, L1 first; the first that fits a kind and a label is proposed, enlarged ones before the others. */
export const LABEL_TEMPLATES: readonly LabelTemplate[] = [
  ...ENLARGED,
  ...STANDARD,
  ...TINY,
  ...MEDIUM,
  ...SPINE,
  ...PLACE,
  ...SYSTEM,
  ...ERASED,
].sort((a, b) => a.id.charCodeAt(1) - b.id.charCodeAt(1));
