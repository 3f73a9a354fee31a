import { DaichoError } from '../../../contract/errors.ts';
import type { PartStore, Relation } from './package.ts';
import { type RichText, TextCollector } from './richText.ts';
import {
  type BookContext,
  clip,
  missingResultsNote,
  type ParsedSheet,
  parseRange,
  parseSheet,
  tooLong,
  usedRange,
} from './sheet.ts';
import { parseStyles } from './styles.ts';
import type { Limits, ReadBook, SheetData, TableRange } from './types.ts';
import { isTrue, mainRoot, scanXml, unescapeText } from './xml.ts';

const SAVE_AS =
  'Excelで開き、「名前を付けて保存」でファイルの種類「Excel ブック（*.xlsx）」を選んで保存し直してください。';

interface SheetReference {
  readonly name: string;
  readonly relationId: string;
  readonly state: string;
}

/**
 * Reads a zip as an Excel book (.xlsx, .xlsm, .xltx; transitional and strict).
 * @throws DaichoError unsupportedFile (another kind of zip), fileUnreadable, fileTooLarge
 */
export function readXlsx(store: PartStore, limits: Limits): ReadBook {
  const workbookPart = findWorkbook(store);
  const relations = store.relations(workbookPart);
  const { sheets: references, date1904 } = parseWorkbook(store.read(workbookPart));
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;

  const notes: string[] = [];
  if (relations.some(({ type }) => type === 'vbaProject')) notes.push('マクロは読み込みませんでした。');
  if (relations.some(({ type }) => type === 'externalLink')) {
    notes.push('ほかのファイルへのリンクはたどらず、保存されている値だけを読みました。');
  }

  const stringsPart = partOf('sharedStrings');
  const stylesPart = partOf('styles');
  const context: BookContext = {
    date1904,
    sharedStrings: stringsPart === undefined ? [] : parseSharedStrings(store.read(stringsPart), limits),
    looks: stylesPart === undefined ? null : parseStyles(store.read(stylesPart)),
    limits,
    used: { cells: 0, slots: 0 },
  };
  if (references.length > limits.maxSheets) {
    throw new DaichoError('fileTooLarge', `シートが多すぎます（${references.length}枚）。`);
  }
  const sheets: SheetData[] = [];
  const seen = new Set<string>();
  for (const { name, relationId, state } of references) {
    const relation = sheetRelation(relations, relationId, name);
    if (relation.type !== 'worksheet') {
      notes.push(`シート「${name}」は表ではない（グラフなど）ため、読み込みませんでした。`);
      continue;
    }
    if (seen.has(relation.target)) throw new DaichoError('fileUnreadable', '2つのシートが同じ中身を指しています。');
    seen.add(relation.target);
    const parsed = parseSheet(store.read(relation.target), `シート「${name}」`, context);
    const around = store.relations(relation.target);
    notes.push(...notesOf(name, parsed, around));
    sheets.push({
      name,
      hidden: state !== 'visible',
      ...(state === 'veryHidden' ? { veryHidden: true } : {}),
      rows: parsed.rows,
      merges: parsed.merges,
      ...(parsed.hiddenColumns.length > 0 ? { hiddenColumns: parsed.hiddenColumns } : {}),
      ...(parsed.filter ? { filter: parsed.filter } : {}),
      ...tablesOf(store, around, parsed),
    });
  }
  return { format: 'xlsx', sheets, notes };
}

/** What a person should know that the rows do not say. */
function notesOf(name: string, { missingResults }: ParsedSheet, around: readonly Relation[]): string[] {
  const notes: string[] = [];
  if (missingResults.count > 0) {
    notes.push(missingResultsNote(name, missingResults.count, missingResults.first));
  }
  if (around.some(({ type }) => type === 'comments' || type === 'threadedComment')) {
    notes.push(
      `シート「${name}」のセルについたコメント（メモ）は読み込みませんでした。要るものは備考の列に写してください。`,
    );
  }
  return notes;
}

/** Excel tables of a sheet: where they stand and how many heading and total rows they have. */
function tablesOf(store: PartStore, around: readonly Relation[], { rows }: ParsedSheet): Pick<SheetData, 'tables'> {
  const bounds = usedRange(rows);
  const tables: TableRange[] = [];
  for (const { type, target } of around) {
    if (type !== 'table' || !store.has(target)) continue;
    scanXml(store.read(target), 'ブックのテーブル', mainRoot('table'), {
      open(_name, attributes, depth) {
        const range = depth === 0 ? parseRange(attributes['ref']) : null;
        const [clipped] = range ? clip(range, bounds) : [];
        if (!clipped) return;
        const { headerRowCount = 1, totalsRowCount = 0 } = attributes;
        tables.push({ ...clipped, headerRows: Number(headerRowCount), totalsRows: Number(totalsRowCount) });
      },
    });
  }
  return tables.length > 0 ? { tables } : {};
}

function sheetRelation(relations: readonly Relation[], id: string, name: string): Relation {
  const relation = relations.find((candidate) => candidate.id === id);
  if (!relation) throw new DaichoError('fileUnreadable', `シート「${name}」の部品が見つかりません。`);
  return relation;
}

/** Name of the workbook part; other kinds of zip are told apart by what they hold. */
function findWorkbook(store: PartStore): string {
  const refuse = (what: string) => new DaichoError('unsupportedFile', what);
  const isPackage = store.has('[Content_Types].xml') || store.has('_rels/.rels');
  if (!isPackage && !store.has('xl/workbook.xml')) {
    throw refuse('ZIPで圧縮されたファイルです。「すべて展開」で取り出した中のファイルを選んでください。');
  }
  // Also the check that the required parts are there: read() names the missing one.
  if (!store.has('[Content_Types].xml')) store.read('[Content_Types].xml');
  if (!store.has('_rels/.rels')) store.read('_rels/.rels');
  const main = store.relations('').find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw new DaichoError('fileUnreadable', 'ブックの本体が見つかりません。');
  const lower = main.toLowerCase();
  if (lower.endsWith('.bin')) throw refuse(`Excelバイナリ形式（.xlsb）のブックです。${SAVE_AS}`);
  if (lower.startsWith('word/'))
    throw refuse('Wordの文書です。表をExcelに貼り付け、.xlsxで保存してから選んでください。');
  if (lower.startsWith('ppt/')) throw refuse('PowerPointのファイルです。Excelのブックを選んでください。');
  if (lower.startsWith('visio/')) throw refuse('Visioのファイルです。Excelのブックを選んでください。');
  return main;
}

function parseWorkbook(bytes: Uint8Array): { sheets: SheetReference[]; date1904: boolean } {
  const sheets: SheetReference[] = [];
  let date1904 = false;
  let section = '';
  scanXml(bytes, 'ブックの目次', mainRoot('workbook'), {
    open(name, attributes, depth) {
      if (depth === 1) section = name;
      if (depth === 1 && name === 'workbookPr') date1904 = isTrue(attributes['date1904']);
      if (depth !== 2 || section !== 'sheets' || name !== 'sheet') return;
      // r:id, under whatever prefix the writer gave to the relationship namespace.
      const idKey = Object.keys(attributes).find((key) => key.endsWith(':id'));
      const state = attributes['state'] ?? 'visible';
      sheets.push({
        name: unescapeText(attributes['name'] ?? ''),
        relationId: idKey ? (attributes[idKey] ?? '') : '',
        state,
      });
    },
  });
  if (sheets.length === 0) throw new DaichoError('fileUnreadable', 'ブックにシートがありません。');
  return { sheets, date1904 };
}

function parseSharedStrings(bytes: Uint8Array, limits: Limits): RichText[] {
  const strings: RichText[] = [];
  const collector = new TextCollector();
  scanXml(bytes, 'ブックの文字の一覧', mainRoot('sst'), {
    open(name, attributes, depth) {
      if (depth > 1) collector.open(name, attributes);
    },
    close(name, depth) {
      if (depth > 1) collector.close(name);
      else if (depth === 1 && name === 'si') {
        strings.push(collector.take());
        if (strings.length > limits.maxCells) throw new DaichoError('fileTooLarge', '文字の種類が多すぎます。');
      }
    },
    text(part) {
      if (collector.add(part) > limits.maxTextLength) throw tooLong('ブックの文字の一覧');
    },
  });
  return strings;
}
