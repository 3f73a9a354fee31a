import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import {
  type CompoundHeading,
  type Field,
  fieldOf,
  fieldsOf,
  KIND_DEFINITIONS,
  KIND_ORDER,
  type Kind,
} from '../../contract/catalogue/index.ts';
import { isOwnId } from '../../contract/catalogue/own.ts';
import { compoundId } from '../../contract/importing.ts';
import { formatDate, parseDate } from '../../contract/japanese/date.ts';
import { parseInteger } from '../../contract/japanese/number.ts';
import { type Axis, levelOf, parseLevel, type Scheme } from '../../contract/scheme.ts';
import { isAxis } from '../asset/words.ts';
import type { Cell } from '../excel/read/index.ts';
import type { Items } from './items.ts';
import type { RowRemarks } from './problems.ts';
import { isBlank, isPlainNumber } from './sheet.ts';
import { readDay } from './understand/days.ts';
import { nearItem } from './understand/near.ts';
import { isUnclear, isUnknownWord } from './understand/words.ts';

/** Turns the cells of one row into values: typed words stay as they are, nothing is guessed, nothing is lost. */

export interface RowContext {
  readonly kind: Kind;
  readonly scheme: Scheme;
  readonly schemes: readonly Scheme[];
  readonly items: Items;
  readonly remarks: RowRemarks;
  readonly values: Values;
  /** Numbers that the row refers to. */
  readonly related: string[];
  /** What the person said a word means in this file: a level's code, an entry's id; '' where it is to stay open. */
  readonly meant: (fieldId: string, text: string) => string | undefined;
  /** Notes that a word can't be read for certain: the person is asked once for the whole file. */
  readonly ask: (fieldId: string, text: string) => void;
  /** True where the person wants the word of a column as a new entry, whatever it is like. */
  readonly isConfirmed: (column: number) => boolean;
  /** Heading of a column; '' for none. */
  readonly headingOf: (column: number) => string;
  /** Keeps a cell in 取込元のその他の列 under its heading. */
  readonly keep: (column: number, text: string) => void;
}

/** One cell: its column (index from 0), its cleaned text and, where it is whole, the cell itself. */
export interface Source {
  readonly column: number;
  readonly text: string;
  readonly cell: Cell | null;
}

const KEPT = '取込元のその他の列に残します。';

/** Fills one field from a cell. The cell is not blank, no error and no ditto mark. */
export function fill(row: RowContext, field: Field, source: Source): void {
  if ((field.type === 'date' || field.type === 'integer') && isNotApplicable(source.text)) return;
  if (field.id === 'relatedNumbers') {
    row.related.push(...source.text.split(/[\s、,，;；]+/).filter((number) => !isBlank(number)));
    return;
  }
  const value = convert(row, field, source);
  if (value === null) row.keep(source.column, source.text);
  else row.values[field.id] = value;
}

/** Null for a cell that cannot be read, after saying so: it is kept word for word. */
function convert(row: RowContext, field: Field, source: Source): FieldValue {
  const { column, text } = source;
  switch (field.type) {
    case 'date': {
      const day = readDay(text, source.cell);
      if (day.iso !== null) return day.iso;
      const message = `「${text}」は、${day.why}${field.label}は空欄にして、${KEPT}`;
      row.remarks.warn(column, 'badDate', text, message, day.suggestion);
      return null;
    }
    case 'integer': {
      const year = field.id.endsWith('FiscalYear') ? fiscalYearOf(text) : null;
      const number = year ?? (MONEY.has(field.id) ? yenOf(text) : countOf(field, text));
      if (number !== null) return year === null ? inUnits(row, field, source, number) : number;
      const message = `「${text}」は整数として読めません。${field.label}は空欄にして、${KEPT}`;
      row.remarks.warn(column, 'badNumber', text, message, MONEY.has(field.id) ? inTenThousands(text) : null);
      return null;
    }
    case 'level':
      return level(row, field, source);
    case 'choice':
      return choose(row, field, source);
    case 'multi': {
      const ids = chooseMany(row, field, source);
      if (ids === null) return null;
      const before = row.values[field.id];
      return [...new Set([...(Array.isArray(before) ? before : []), ...ids])];
    }
    default:
      if (field.type === 'longText') return text;
      if (isUnknownWord(text)) {
        row.remarks.notice(column, 'notUnderstood', text, `「${text}」は${field.label}ではないので、${KEPT}`);
        return null;
      }
      warnConverted(row, field, source);
      return text;
  }
}

/** What an own field counts only the union knows: 3か月 and 3年 must not both become 3. */
function countOf(field: Field, text: string): number | null {
  return isOwnId(field.id) && !isPlainNumber(text) ? null : parseInteger(text);
}

/** Written where there is nothing to write (domain.md §10 "empty cells"). */
function isNotApplicable(text: string): boolean {
  return /^該当(?:なし|無し?)$/.test(text);
}

/** 令和8年度, R8, 2026年度 -> 2026. The year in which the 年度 begins. */
function fiscalYearOf(text: string): number | null {
  const iso = parseDate(`${text.normalize('NFKC').replace(/\s*年?度?$/, '')}年5月1日`);
  return iso ? Number(iso.slice(0, 4)) : null;
}

const MONEY: ReadonlySet<string> = new Set(['acquisitionPrice', 'annualCost']);
const yenSigns = (text: string) => text.normalize('NFKC').replace(/^[¥\\]\s*/, '');

/** ￥123,000-, 123,000円(税込) -> 123000 */
function yenOf(text: string): number | null {
  return parseInteger(yenSigns(text).replace(/\s*円?\s*(?:-|\(税[込抜]\))?$/, ''));
}

const UNITS: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 百万: 1_000_000, 億: 100_000_000 };

/** A number under a heading that counts in thousands: 取得価格（千円）, 件数（千件）. Null, after saying so, where the cell has a unit itself. */
function inUnits(
  { remarks, headingOf }: RowContext,
  field: Field,
  { column, text }: Source,
  number: number,
): number | null {
  const heading = headingOf(column);
  const unit = /[([＞](?:単位\s*[:：]?\s*)?(百万|[百千万億])(?:円|件|人|冊|部|台|枚)?[)\]]?/.exec(
    heading.normalize('NFKC'),
  )?.[1];
  if (unit === undefined) return number;
  const whole = number * UNITS[unit]!;
  if (/円/.test(text)) {
    const message = `見出しは「${heading}」ですが、「${text}」には単位が付いています。${field.label}は空欄にして、${KEPT}`;
    remarks.warn(column, 'badNumber', text, message);
    return null;
  }
  const message = `見出しが「${heading}」なので、${unit}を掛けた数にして取り込みます（「${text}」は${whole.toLocaleString('ja-JP')}）。`;
  remarks.noticeOnce(`unit ${heading}`, column, 'badNumber', text, message);
  return whole;
}

/** 12万円, 123千円: what it probably means, as it would be written in full. */
function inTenThousands(text: string): string | null {
  const found = /^([\d,]+(?:\.\d+)?)\s*([千万])円?$/.exec(yenSigns(text));
  if (!found) return null;
  const yen = Math.round(Number(found[1]!.replaceAll(',', '')) * (found[2] === '千' ? 1000 : 10_000));
  return Number.isSafeInteger(yen) ? String(yen) : null;
}

/** 1E5 typed as a code becomes 100000, 3-12 a day, and of 16 digits the last is lost: Excel does it without a word. */
function warnConverted({ remarks }: RowContext, field: Field, { column, cell, text }: Source): void {
  if (cell?.kind === 'date') {
    remarks.warn(
      column,
      'convertedNumber',
      text,
      `日付のセルです。もとの${field.label}が日付に変わっていないか、現物で確かめてください。「${text}」として取り込みます。`,
    );
  } else if (/^[+-]?\d(?:\.\d+)?E[+-]\d+$/i.test(text.normalize('NFKC'))) {
    const message = `「${text}」は、数値に変わってしまった番号のようです。もとの${field.label}を現物で確かめてください。`;
    remarks.warn(column, 'convertedNumber', text, message);
  } else if (
    cell?.kind === 'number' &&
    (cell.shown !== undefined || cell.digitsLost || text.replace(/\D/g, '').length > 15)
  ) {
    const shown = cell.shown ? `（表示は${cell.shown}）` : '';
    remarks.warn(
      column,
      'convertedNumber',
      text,
      `もとの${field.label}が数値に変わった疑いがあります${shown}。現物で確かめてください。「${text}」として取り込みます。`,
    );
  }
}

const levels = new WeakMap<Scheme, Map<string, string | null>>();
/** `parseLevel`, remembered: a ledger says the same few words thousands of times. */
function levelIn(scheme: Scheme, axis: Axis, text: string): string | null {
  const known = levels.get(scheme) ?? new Map<string, string | null>();
  levels.set(scheme, known);
  const key = `${axis} ${text}`;
  let code = known.get(key);
  if (code === undefined) {
    code = parseLevel(scheme, axis, text);
    known.set(key, code);
  }
  return code;
}

/** A level is never guessed: what the chosen scheme does not know stays open. */
function level(row: RowContext, field: Field, { column, text }: Source): string | null {
  if (!isAxis(field.id)) return null;
  const axis: Axis = field.id;
  const meant = row.meant(axis, text);
  if (meant === '') return null;
  if (meant !== undefined && levelOf(row.scheme, axis, meant)) return meant;
  const code = levelIn(row.scheme, axis, text);
  if (code !== null) return code;
  row.ask(axis, text);
  const other = row.schemes.find((scheme) => scheme.id !== row.scheme.id && levelIn(scheme, axis, text) !== null);
  row.remarks.warn(
    column,
    other ? 'otherScheme' : 'badLevel',
    text,
    other
      ? `「${text}」は「${other.name}」の書き方です。選んだ分類体系では決められないので、${field.label}は空欄にして、${KEPT}`
      : `「${text}」という${field.label}の段階はありません。空欄にして、${KEPT}`,
  );
  return null;
}

const isTypeField = (field: Field) => field.synonyms?.includes('種別') ?? false;

/** The other kind in whose list of types a word stands (ルータ is no 機器種別 but a 設備種別). */
function kindOfType(row: RowContext, field: Field, text: string): Kind | null {
  if (!isTypeField(field)) return null;
  for (const kind of KIND_ORDER) {
    const other = kind === row.kind ? undefined : fieldsOf(kind).find((one) => isTypeField(one) && one.id !== field.id);
    if (other?.list && row.items.look(other.list, text)?.exact) return kind;
  }
  return null;
}

/** Item id; null when the word must not become an entry. */
function choose(row: RowContext, field: Field, { column, text, cell }: Source): string | null {
  const list = field.list!;
  // A cell that holds the logical value TRUE or FALSE; a tick or a box.
  const typed = cell?.kind === 'boolean' ? (text === 'TRUE' ? '有' : '無') : text;
  const meant = meantItem(row, field.id, list, typed);
  if (meant !== undefined) return meant;
  if (list === 'retention' && isMonths(row, field, column, typed)) return null;
  const word = MARKED.has(list) && !row.items.look(list, typed) ? (markOf(typed) ?? typed) : typed;
  if (!row.items.look(list, word)) {
    const other = kindOfType(row, field, word);
    if (other) {
      const [own, its] = [KIND_DEFINITIONS[row.kind].label, KIND_DEFINITIONS[other].label];
      row.remarks.warn(
        column,
        'badKind',
        text,
        `「${text}」は「${its}」の種別です。この行は「${own}」として取り込み、${field.label}は空欄にして、${KEPT}`,
      );
      return null;
    }
  }
  if (!row.items.look(list, word) && !mayBecomeItem(row, field, column, word)) return null;
  const match = row.items.use(list, word);
  if (match.first && match.how === 'new') {
    row.remarks.notice(column, 'newItem', text, `「${text}」は${field.label}の一覧にないので、新しく加えます。`);
  } else if (match.first && match.how === 'folded' && !match.closed) {
    row.remarks.notice(column, 'similarItem', text, `「${text}」は、一覧の「${match.item.label}」とみて取り込みます。`);
  }
  return match.item.id;
}

/** True, after saying so, for a bare number under a heading that counts in months: 5 is not 5年 there. */
function isMonths({ remarks, headingOf }: RowContext, field: Field, column: number, word: string): boolean {
  const heading = headingOf(column).normalize('NFKC');
  const number = word.normalize('NFKC');
  if (!/[([＞](?:か|ヶ|カ|箇)?月[)\]]?|月数/.test(heading) || !/^\d+$/.test(number)) return false;
  const message = `見出しは「${heading}」です。「${word}」は年数ではないので、${field.label}は空欄にして、${KEPT}`;
  remarks.warn(column, 'notUnderstood', word, message, `${number}か月`);
  return true;
}

/** Lists of which one entry says yes and another no. */
const MARKED: ReadonlySet<string> = new Set(['yesNo', 'encryption', 'personalData', 'personalFile']);

/** The word of the lists for a sign that can only be a yes or a no; null for any other, also for △ and ※. */
function markOf(text: string): '有' | '無' | null {
  const mark = text
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .toLowerCase();
  if (/^(?:[●✓✔☑✅■⭕レ]|yes|y|true|有り?|あり|する|している|実施|実施済み?|対応済み?|済み|設定済み?|はい)$/.test(mark))
    return '有';
  if (/^(?:[☐□✗✘✖x❌]|no|n|false|無し?|なし|しない|していない|未対応|未設定|いいえ)$/.test(mark)) return '無';
  return null;
}

/** The entry that the person said a word means; null: it stays open; undefined: nothing was said. */
function meantItem(row: RowContext, fieldId: string, list: string, text: string): string | null | undefined {
  const meant = row.meant(fieldId, text);
  if (meant === '') return null;
  return meant !== undefined && row.items.has(list, meant) ? meant : undefined;
}

/** False, after saying so, for a word that is no entry: a bare sign, 未定, a word of no closed list, a slip of a known one. */
function mayBecomeItem(
  { items, remarks, ask, isConfirmed }: RowContext,
  field: Field,
  column: number,
  word: string,
): boolean {
  const list = field.list!;
  if (items.isClosed(list) || isUnknownWord(word)) {
    if (items.isClosed(list)) ask(field.id, word);
    const message = `「${word}」は${field.label}の言葉として読めません。空欄にして、${KEPT}`;
    remarks.warn(column, 'notUnderstood', word, message);
    return false;
  }
  const isMaster = MASTERS.has(list);
  const parts = word.split(/[、,，・/／\n&＆＋+]|及び|と/).map((part) => part.trim());
  const known = parts.filter((part) => part !== '' && (items.look(list, part) || items.isMentioned(list, part)));
  // A thing may lie in two places, as a ledger says it: one place of both names.
  const several = list !== 'place' && parts.length > 1 && known.length > (isMaster ? 0 : 1);
  if (isUnclear(word) || several) {
    const why = isUnclear(word) ? 'どちらとも決められません' : '二つ以上の言葉が入っているようです';
    remarks.warn(column, 'notUnderstood', word, `「${word}」は、${why}。${field.label}は空欄にして、${KEPT}`);
    return false;
  }
  if (list === 'retention' && !/\d+\s*(?:年|か月|ヶ月|カ月|箇月|月)|まで$/.test(word.normalize('NFKC'))) {
    const message = `「${word}」は${field.label}として読めません。空欄にして、${KEPT}`;
    remarks.warn(column, 'notUnderstood', word, message);
    return false;
  }
  const near = isMaster && !isConfirmed(column) ? nearItem(word, items.namesBeside(list, word)) : null;
  if (near === null) return true;
  const message = `「${word}」は一覧にありません。「${near}」のことかもしれません。${field.label}は空欄にして、${KEPT}`;
  remarks.warn(column, 'similarItem', word, message, near);
  return false;
}

/** Lists of the union's own names: a slip in one of them is no new name. */
export const MASTERS: ReadonlySet<string> = new Set(['group', 'post', 'person', 'place']);

/** Item ids; null when a part of the cell cannot be read in a closed list. */
function chooseMany(row: RowContext, field: Field, source: Source): string[] | null {
  const { column, text } = source;
  const list = field.list!;
  const parts = row.items.look(list, text)
    ? [text]
    : text
        .split(/[、,，・/／\n]+/)
        .map((part) => part.trim().replace(/^["'“”「]+|["'“”」]+$/g, ''))
        .filter((part) => !isBlank(part));
  if (row.items.isClosed(list)) {
    const unknown = parts.filter(
      (part) => !row.items.look(list, part) && meantItem(row, field.id, list, part) === undefined,
    );
    if (unknown.length > 0) {
      for (const part of unknown) row.ask(field.id, part);
      row.remarks.warn(
        column,
        'notUnderstood',
        text,
        `「${unknown.join('」「')}」は${field.label}の言葉として読めません。空欄にして、${KEPT}`,
      );
      return null;
    }
  }
  return parts.flatMap((part) => choose(row, field, { column, text: part, cell: null }) ?? []);
}

/** Fills the fields of a compound heading; what cannot be split with certainty is kept whole. */
export function fillCompound(row: RowContext, compound: CompoundHeading, source: Source): void {
  if (compound.how === 'mark') fillMark(row, compound, source);
  else if (isNotApplicable(source.text)) return;
  else if (compound.how === 'period') fillPeriod(row, compound, source);
  else fillPair(row, compound, source);
}

function fillPeriod(row: RowContext, compound: CompoundHeading, { column, text }: Source): void {
  const days = periodOf(text);
  let whole = true;
  for (const [i, iso] of days.entries()) {
    const field = fieldOf(row.kind, compound.fields[i]!);
    if (iso && field) row.values[field.id] = iso;
    else whole = false;
  }
  if (days.includes(null)) {
    const what = '始まりと終わりの日付として読み切れません。読めない日付は空欄にして、';
    row.remarks.warn(column, 'badDate', text, `「${text}」は、${what}${KEPT}`, periodMeant(text));
  }
  if (!whole) row.keep(column, text);
}

function fillPair(row: RowContext, compound: CompoundHeading, { column, text }: Source): void {
  const fields = compound.fields.flatMap((id) => fieldOf(row.kind, id) ?? []);
  const parts = pairOf(text);
  if (parts && fields.length === parts.length) {
    for (const [i, part] of parts.entries()) {
      if (!isBlank(part)) fill(row, fields[i]!, { column, text: part, cell: null });
    }
    return;
  }
  if (!parts) row.remarks.warn(column, 'notUnderstood', text, `「${text}」を二つの項目に分けられません。${KEPT}`);
  row.keep(column, text);
}

/** ○ in the column of one item of a multi field. */
function fillMark(row: RowContext, compound: CompoundHeading, { column, text }: Source): void {
  const meant = meantItem(row, compoundId(compound), 'yesNo', text);
  if (meant === null) {
    row.keep(column, text);
    return;
  }
  const mark = meant ?? row.items.look('yesNo', markOf(text) ?? text)?.item.id;
  const fieldId = compound.fields[0]!;
  if (mark === 'yesNo.no') return;
  if (mark === 'yesNo.yes' && compound.item) {
    const before = row.values[fieldId];
    row.values[fieldId] = [...new Set([...(Array.isArray(before) ? before : []), compound.item])];
    return;
  }
  row.ask(compoundId(compound), text);
  row.remarks.warn(column, 'notUnderstood', text, `「${text}」は、○か×かを読み取れません。${KEPT}`);
  row.keep(column, text);
}

/** The two halves of R7.4.1～R8.3.31, …から…まで, 2024/4/1 - 2027/3/31; null for no period. */
function halvesOf(text: string): readonly [string, string] | null {
  for (const separator of [/\s*(?:[～〜~]|から)\s*/, /\s+[-‐–—―－ー]\s+/, /[-‐–—―－ー]/]) {
    const parts = text.split(separator).map((part) => part.replace(/\s*まで$/, '').trim());
    if (parts.length === 2) return [parts[0]!, parts[1]!];
  }
  return null;
}

/** First and last day; null for a day that cannot be read. */
function periodOf(text: string): readonly [string | null, string | null] {
  const [from, until] = (halvesOf(text) ?? []).map((part) => readDay(part, null).iso);
  return [from ?? null, until ?? null];
}

/** R7年度～R11年度: from the first day of the one to the last of the other, as it would be written in full. */
function periodMeant(text: string): string | null {
  const halves = halvesOf(text);
  if (!halves) return null;
  const [first, last] = halves.map((half, i) => {
    const day = readDay(i === 1 ? half.replace(/年度$/, '年度末') : half, null);
    return day.iso === null ? day.suggestion : formatDate(day.iso, 'wareki');
  });
  return first && last ? `${first}～${last}` : null;
}

/** The two facts of a cell: divided by a line break, else a slash, else a space; null unless there are exactly two. */
function pairOf(text: string): readonly string[] | null {
  for (const separator of [/\s*\n\s*/, /\s*／\s*/, /\s*\/\s*/, /\s+/]) {
    const parts = text.split(separator);
    if (parts.length === 2) return parts;
  }
  return null;
}

const PAIRS: readonly (readonly [earlier: string, later: string])[] = [
  ['contractFrom', 'contractUntil'],
  ['lentOn', 'returnedOn'],
  ['lentOn', 'disposedOn'],
  ['acquiredOn', 'leaseUntil'],
  ['acquiredOn', 'disposedOn'],
  ['createdOn', 'revisedOn'],
];
const PAST: readonly string[] = [
  'acquiredOn',
  'createdOn',
  'revisedOn',
  'registeredOn',
  'updatedOn',
  'stocktakenOn',
  'disposedOn',
  'lentOn',
  'returnedOn',
  'locatedOn',
];

/** Dates that contradict each other are taken as they are written, and said. */
export function checkDates(row: RowContext, today: string, columnOf: (fieldId: string) => number | null): void {
  const label = (id: string) => fieldOf(row.kind, id)?.label ?? id;
  for (const [earlier, later] of PAIRS) {
    const [a, b] = [row.values[earlier], row.values[later]];
    if (typeof a !== 'string' || typeof b !== 'string' || a <= b) continue;
    const message = `${label(later)}（${formatDate(b, 'wareki')}）が${label(earlier)}（${formatDate(a, 'wareki')}）より前です。書かれているとおりに取り込みます。`;
    row.remarks.warn(columnOf(later), 'dateOrder', b, message);
    // Either of the two may be the slip.
    if (columnOf(earlier) !== columnOf(later)) row.remarks.warn(columnOf(earlier), 'dateOrder', a, message);
  }
  for (const id of PAST) {
    const day = row.values[id];
    if (typeof day !== 'string' || day <= today) continue;
    row.remarks.warn(
      columnOf(id),
      'dateOrder',
      day,
      `${label(id)}（${formatDate(day, 'wareki')}）が今日より先の日付です。書かれているとおりに取り込みます。`,
    );
  }
}
