import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { LabelPrinter } from '../../contract/label.ts';
import type { LabelSheet } from '../../contract/labelSheet.ts';
import { LABEL_PARTS, type LabelTemplate } from '../../contract/labelTemplate.ts';
import type { Recorder } from '../change.ts';

/** Entities of the history that belong to labels, in words. */
const ENTITIES: Readonly<Record<string, string>> = {
  labelSheet: 'ラベル用紙',
  labelTemplate: 'ラベルのひな形',
  labelPrinter: 'ラベルのプリンター',
};

const FIELDS: Readonly<Record<string, string>> = {
  name: '名前',
  maker: 'メーカー',
  models: '品番',
  medium: '種類',
  columns: '列の数',
  rows: '段・行',
  labelWidth: 'ラベルの幅',
  labelHeight: 'ラベルの高さ',
  x0: '左の余白',
  y0: '上の余白',
  dx: '横の間隔',
  dy: '縦の間隔',
  paperWidth: '用紙の幅',
  paperHeight: '用紙の高さ',
  round: '丸いラベル',
  unprintable: '印刷できない縁',
  note: '注意書き',
  target: '何に貼るか',
  kinds: '資産区分',
  size: '合う大きさ',
  notation: '分類の書き方',
  qr: 'QRコード',
  tray: 'トレイ',
  offsetX: '右への補正（mm）',
  offsetY: '下への補正（mm）',
  scaleX: '横の倍率',
  scaleY: '縦の倍率',
  measuredAt: '位置合わせの日時',
};

/** 「ラベル用紙の左の余白」; null for what is no matter of labels. */
export function labelEntityWords(entity: string, field: string | null): string | null {
  const words = ENTITIES[entity];
  if (!words) return null;
  return field ? `${words}の${FIELDS[field] ?? field}` : words;
}

const MEDIUM = { sheet: '用紙', roll: 'ラベルプリンター' } as const;
const TARGET = { asset: '資産', place: '場所', erased: '消去済の媒体' } as const;
const NOTATION = { setting: '設定のとおり', neutral: '記号', short: '略した名前', full: '正式な名前' } as const;
const PLACE = { none: 'なし', left: '左', right: '右', top: '上' } as const;

type Stored = Partial<LabelSheet & LabelTemplate & LabelPrinter>;

/** Values that are no plain text or number, in words; null: as they are. */
function valueWords(key: string, stored: Stored): string | null {
  switch (key) {
    case 'medium':
      return stored.medium ? MEDIUM[stored.medium] : null;
    case 'unprintable':
      return stored.unprintable ? `左右${stored.unprintable.x}mm、上下${stored.unprintable.y}mm` : null;
    case 'target':
      return stored.target ? TARGET[stored.target] : null;
    case 'notation':
      return stored.notation ? NOTATION[stored.notation] : null;
    case 'kinds':
      return stored.kinds?.map((kind) => KIND_DEFINITIONS[kind].label).join('、') || 'すべて';
    case 'size': {
      const size = stored.size;
      return size ? `幅${size.minWidth}〜${size.maxWidth}mm、高さ${size.minHeight}〜${size.maxHeight}mm` : null;
    }
    case 'qr':
      return stored.qr ? `${PLACE[stored.qr.place]}、${stored.qr.size}mm` : null;
    case 'rows':
      return Array.isArray(stored.rows) ? rowWords(stored.rows) : null;
    default:
      return null;
  }
}

/** 「組合名／資産番号（14pt）・分類の記号（10pt）」: what stands in each row. */
function rowWords(rows: LabelTemplate['rows']): string {
  return rows
    .map(({ cells }) => cells.map((cell) => `${cell.text || LABEL_PARTS[cell.part].word}（${cell.size}pt）`).join('・'))
    .join('／');
}

/** History of a sheet, template or printer: one row for a new or removed one, else one for each thing that changed. */
export function recordLabelThing<T extends { readonly id: string; readonly name: string }>(
  recorder: Recorder,
  entity: 'labelSheet' | 'labelTemplate' | 'labelPrinter',
  before: T | null,
  after: T | null,
): void {
  const id = (after ?? before)!.id;
  if (!before || !after) {
    recorder.record(entity, id, null, before, after, { before: before?.name ?? null, after: after?.name ?? null });
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    const words = { before: valueWords(key, before as Stored), after: valueWords(key, after as Stored) };
    recorder.record(entity, id, key, before[key] ?? null, after[key] ?? null, words);
  }
}
