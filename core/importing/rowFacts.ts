import type { Values } from '../../contract/asset.ts';
import { fieldOf, type Kind } from '../../contract/catalogue/index.ts';
import { columnLetters } from '../../contract/importing.ts';
import type { Cell, SheetRow } from '../excel/read/index.ts';
import type { RowContext } from './convert.ts';
import { DISPOSED } from './findings.ts';
import type { OpenSheet } from './openSheet.ts';
import type { RowRemarks } from './problems.ts';
import type { UnderstoodAsset } from './rows.ts';
import { isBlank, textOf } from './sheet.ts';
import type { Target } from './targets.ts';
import type { TableRow } from './understand/table.ts';
import { goneIn, undecorated } from './understand/words.ts';

/** What a row says by more than one of its cells, and where it stands. */

/** A word behind the name says that the thing is gone, and no cell says so. */
export function goneSentence(row: SheetRow, targets: readonly Target[], name: string): string | null {
  const gone = goneIn(name);
  if (gone === null || isSaidGone(row, targets)) return null;
  return `名称に「${gone}」と書かれています。今もあるものか確かめてください。`;
}

/** The row says elsewhere that the thing is gone. */
export function isSaidGone(row: SheetRow, targets: readonly Target[]): boolean {
  const at = (id: string) =>
    textOf(row.cells[targets.findIndex((target) => target.to === 'field' && target.field.id === id)]);
  return !isBlank(at('disposedOn')) || /廃棄|処分|返却|撤去|除却/.test(at('state'));
}

/** The group that the sheet is named after, where each group has its own; '' for any other name. */
export function groupOfSheet({ name }: OpenSheet): string {
  const word = undecorated(name);
  return GROUP.test(word) && !/^(?:外|内|全|一|本)部$/.test(word) ? word : '';
}

/** More than one number in a cell of one: K-001～005, K-001、K-002. */
export const SEVERAL_NUMBERS = /\d\s*(?:[～〜~]|から|[、,\n])\s*\S*\d/;
/** Headings that count how many things a row stands for. */
export const COUNT_OF_THINGS = /^(?:数量|台数|個数|枚数|本数|員数|数)(?:\((?:台|個|枚|本)\))?$/;

/** Ends of the names of groups. */
export const GROUP = /(?:グループ|課|係|部|局|班|事務局|委員会)$/;

/** A dash in a column of ○ and × is a ×; elsewhere it is a blank. */
export function noOf(values: Values, target: Target): void {
  if (target.to !== 'field' || target.field.type !== 'choice') return;
  const { id, list } = target.field;
  if (list === 'yesNo' || list === 'encryption') values[id] ??= `${list}.no`;
}

/** In a book of lending and disposing the dates say the state. */
export function stateFromDates(
  values: Values,
  sheet: OpenSheet,
  row: SheetRow,
  targets: readonly Target[],
  kind: Kind,
): void {
  if (!fieldOf(kind, 'state') || sheet.plan.columns.includes('state')) return;
  const written = (id: string): boolean | null => {
    const column = targets.findIndex((target) => target.to === 'field' && target.field.id === id);
    return column === -1 ? null : !isBlank(textOf(row.cells[column]));
  };
  if (typeof values['disposedOn'] === 'string') values['state'] = DISPOSED;
  else if (written('disposedOn')) return;
  else if (written('lentOn') !== null)
    values['state'] = written('lentOn') && !written('returnedOn') ? 'state.lent' : 'state.inUse';
}

/** 要配慮 or 特定個人 is marked although 個人情報 says none. */
export function personalConflict(
  context: RowContext,
  sheet: OpenSheet,
  row: SheetRow,
  targets: readonly Target[],
): void {
  const { remarks, items } = context;
  const marked = (column: number) => items.look('yesNo', textOf(row.cells[column]))?.item.id === 'yesNo.yes';
  const isItem = (target: Target, item: string) => target.to === 'compound' && target.compound.item === item;
  const general = targets.findIndex(
    (target) => isItem(target, 'personal.general') || (target.to === 'field' && target.field.id === 'personalData'),
  );
  if (general === -1) return;
  const text = textOf(row.cells[general]);
  if (text === '' || !(isBlank(text) || items.look('yesNo', text)?.item.id === 'yesNo.no')) return;
  for (const [column, target] of targets.entries()) {
    if (!isItem(target, 'personal.sensitive') && !isItem(target, 'personal.specific')) continue;
    if (!marked(column)) continue;
    const message = `「${sheet.headings[column]}」に印がありますが、「${sheet.headings[general]}」は無です。`;
    remarks.warn(column, 'conflict', textOf(row.cells[column]), message);
  }
}

export const isLong = (target: Target) =>
  target.to === 'notes' || (target.to === 'field' && target.field.type === 'longText');

/** A line through a value, or through a part of it: what is left may be the value. */
export function sayStruck(remarks: RowRemarks, column: number, cell: Cell, text: string): void {
  const message = `「${text}」${cell.struck === 'all' ? 'に' : 'の一部に'}取消線が引かれています。今の値を確かめてください。`;
  remarks.warn(column, 'struckOut', text, message, cell.unstruck);
}

export function placeOf(sheet: OpenSheet, { row }: TableRow): UnderstoodAsset['at'] {
  const { view } = sheet.table;
  const { left = 1 } = sheet.plan;
  if (view.byRow) return { sheet: sheet.name, row: row.row, ...(left > 1 && { column: columnLetters(left - 1) }) };
  const first = row.cells.findIndex((cell) => textOf(cell) !== '');
  const at = view.at(row.row, Math.max(0, first));
  return { sheet: sheet.name, row: at.row, column: at.cell.replace(/\d+$/, '') };
}

export function nameOf(row: SheetRow, targets: readonly Target[]): Name {
  const at = (id: string) => targets.findIndex((target) => target.to === 'field' && target.field.id === id);
  const names = at('name');
  const column = names === -1 ? at('model') : names;
  const cell = column === -1 ? null : row.cells[column];
  const text = cell && cell.kind !== 'error' ? textOf(cell) : '';
  return {
    column: column === -1 ? null : column,
    text: isBlank(text) ? '' : text,
    assumed: names === -1 && column !== -1,
  };
}

export interface Name {
  readonly column: number | null;
  readonly text: string;
  /** True when the model stands in for a name that the sheet has no column for. */
  readonly assumed: boolean;
}

/** Ⅰ, I and ｉ are the same class. */
export function classKey(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/\s/g, '');
}
