import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Field, Kind } from '../../contract/catalogue/index.ts';
import { parseDate } from '../../contract/japanese/date.ts';
import { parseInteger } from '../../contract/japanese/number.ts';
import { parseLevel } from '../../contract/scheme.ts';
import { cleanText, cleanValues } from '../asset/values.ts';
import { isAxis } from '../asset/words.ts';
import type { CellValue } from '../excel/write/model.ts';
import { cleanText as inCell } from '../excel/write/text.ts';
import type { Items } from '../importing/items.ts';
import { readDay } from '../importing/understand/days.ts';
import { nearItem } from '../importing/understand/near.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import type { FileCell } from './table.ts';

/** What a cell of the file says, in the form in which the register stores it. */
export type ReadCell =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly message: string };

/** What cells are read against. */
export interface Reading {
  readonly state: RegisterState;
  /** Names as they were when the ledger was exported; null where that is not known. */
  readonly past: RegisterState | null;
  readonly items: Items;
}

/** How a value stands in a cell once it was written and read again: what a clerk who changed nothing gives back. */
export function textInCell(value: CellValue): string {
  return value === null ? '' : cleanText(inCell(String(value)));
}

/** The text of a cut cell whose rest is gone is still its own where the beginning is what the ledger said. */
export function isUnchanged(cell: FileCell, text: string): boolean {
  if (cell.cut) return text.length > cell.cut.beginning.length && text.startsWith(cell.cut.beginning);
  return cell.text === text;
}

const refuse = (message: string): ReadCell => ({ ok: false, message });
const take = (value: FieldValue): ReadCell => ({ ok: true, value });

/** Reads a cell that says something else than the ledger did. Nothing is guessed: what is not certain is refused, with its reason. */
export function readCell(reading: Reading, kind: Kind, schemeId: string, field: Field, cell: FileCell): ReadCell {
  const { text } = cell;
  if (cell.cut) return refuse('長い文章の続きのシートが、ファイルからなくなっています。続きがないので取り込みません。');
  if (cell.cell?.kind === 'error') return refuse(`Excelのエラー（${text}）になっています。`);
  if (text === '' || (isBlankSign(text) && field.type !== 'text' && field.type !== 'longText')) return take(null);
  switch (field.type) {
    case 'date': {
      const day = readDay(text, cell.cell);
      if (day.iso !== null) return take(day.iso);
      return refuse(`${day.why}${day.suggestion ? `「${day.suggestion}」のことなら、そう書いてください。` : ''}`);
    }
    case 'integer': {
      const number = fiscalYearOf(field, text) ?? parseInteger(text);
      return number === null ? refuse('整数として読めません。') : take(number);
    }
    case 'level':
      return readLevel(reading.state, schemeId, field, text);
    case 'choice':
      return readChoice(reading, field, text);
    case 'multi':
      return readMany(reading, field, text);
    default:
      if (cell.cell?.kind === 'date')
        return refuse('Excelが日付に変えています。文字のセルにして、書いてあったとおりに入れ直してください。');
      if (cell.cell?.kind === 'number' && (cell.cell.shown !== undefined || cell.cell.digitsLost))
        return refuse('Excelが数値に変えています。文字のセルにして、書いてあったとおりに入れ直してください。');
      return checked(reading.state, kind, schemeId, field, text);
  }
}

/** 令和8年度, R8 -> 2026, in a column of fiscal years. */
function fiscalYearOf(field: Field, text: string): number | null {
  if (!field.id.endsWith('FiscalYear')) return null;
  const iso = parseDate(`${text.normalize('NFKC').replace(/\s*年?度?$/, '')}年5月1日`);
  return iso ? Number(iso.slice(0, 4)) : null;
}

/** In audited ledgers a lone dash stands for a blank (domain.md §10 "empty cells"); in a text it may be the value. */
function isBlankSign(text: string): boolean {
  return /^[-‐‑‒–—―−ーｰ－─━]+$/.test(text);
}

/** By the field catalogue, like a value that is typed on the screen. */
function checked(state: RegisterState, kind: Kind, schemeId: string, field: Field, value: FieldValue): ReadCell {
  try {
    return take(cleanValues(state, kind, schemeId, { [field.id]: value })[field.id] ?? null);
  } catch (error) {
    const [problem] = (error as { fields?: readonly { message: string }[] }).fields ?? [];
    if (!problem) throw error;
    return refuse(problem.message.replace(`${field.label}: `, ''));
  }
}

function readLevel(state: RegisterState, schemeId: string, field: Field, text: string): ReadCell {
  if (!isAxis(field.id)) return refuse('段階ではありません。');
  const scheme = schemeOf(state, schemeId);
  const code = parseLevel(scheme, field.id, text);
  if (code !== null) return take(code);
  for (const other of state.schemes.values())
    if (other.id !== schemeId && parseLevel(other, field.id, text) !== null)
      return refuse(
        `「${other.name}」の段階です。この資産は「${scheme.name}」で分類されているので、資産の画面で分類し直してください。`,
      );
  return refuse(`「${scheme.name}」に、この段階はありません。`);
}

/** Lists of the union's own names: a slip in one of them is no new name. */
const MASTERS: ReadonlySet<string> = new Set(['group', 'post', 'person', 'place']);

function readChoice({ state, past, items }: Reading, field: Field, word: string): ReadCell {
  const list = field.list!;
  const known = items.look(list, word)?.item.id ?? formerName(state, past, list, word);
  if (known) return take(known);
  if (items.isClosed(list)) return refuse('この項目の一覧にない言葉です。');
  const near = MASTERS.has(list) ? nearItem(word, items.namesBeside(list, word)) : null;
  if (near !== null)
    return refuse(
      `一覧にありません。「${near}」のことなら、そう書いてください。別のものなら、先に「設定」で加えます。`,
    );
  return take(items.use(list, word).item.id);
}

/** An entry that was called so when the ledger was exported, and has another name since. */
function formerName(state: RegisterState, past: RegisterState | null, list: string, word: string): string | null {
  const before = past?.lists.find(({ id }) => id === list)?.items.find(({ label }) => label === word);
  return before && state.items.has(before.id) ? before.id : null;
}

function readMany(reading: Reading, field: Field, text: string): ReadCell {
  const list = field.list!;
  const parts = reading.items.look(list, text)
    ? [text]
    : text
        .split(/[、,，/／\n]+/)
        .map((part) => part.trim())
        .filter(Boolean);
  const ids: string[] = [];
  for (const part of parts) {
    const one = readChoice(reading, field, part);
    if (!one.ok) return refuse(`「${part}」: ${one.message}`);
    ids.push(String(one.value));
  }
  return take([...new Set(ids)]);
}
