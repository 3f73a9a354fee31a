import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { type Field, fieldsOf, KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { MasterItem } from '../../contract/master.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  type RoundTripItem,
  type RoundTripRefusal,
} from '../../contract/roundTrip.ts';
import { compareLevels } from '../../contract/scheme.ts';
import { type AssetRecord, allIds, assetsByIds, numberTaken } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { derive } from '../asset/derive.ts';
import { type Facts, loadFacts } from '../asset/facts.ts';
import { completeValues } from '../asset/list.ts';
import { readRecords } from '../asset/records.ts';
import type { NewAsset } from '../asset/store.ts';
import { equalValues, isEmpty } from '../asset/values.ts';
import { isAxis } from '../asset/words.ts';
import { Items } from '../importing/items.ts';
import type { Progress } from '../importing/rows.ts';
import { cellOf } from '../ledger/book.ts';
import { isGone, type RegisterState, schemeOf } from '../register/state.ts';
import { isUnchanged, type Reading, readCell, textInCell } from './cell.ts';
import type { LedgerOrigin } from './origin.ts';
import type { FileCell, FileRow, FileTable } from './table.ts';

/** What accepting a difference does. Plain data: it crosses from the worker to the main thread. */
export type Step =
  | {
      readonly do: 'change';
      readonly assetId: number;
      /** Of the asset when it was compared: what was changed since is not overwritten. */
      readonly revision: number;
      readonly fieldId: string;
      readonly value: FieldValue;
      readonly items: readonly MasterItem[];
    }
  | { readonly do: 'add'; readonly asset: NewAsset; readonly items: readonly MasterItem[] }
  | { readonly do: 'remove'; readonly assetId: number; readonly revision: number };

export interface Compared {
  readonly items: readonly RoundTripItem[];
  /** By the item's key. */
  readonly steps: ReadonlyMap<string, Step>;
  readonly refused: readonly RoundTripRefusal[];
  readonly refusedCount: number;
  readonly notes: readonly string[];
  readonly rows: number;
  readonly same: number;
}

/** A register that rows are compared with: the one of now, or as it was when the ledger was exported. */
export interface Side {
  readonly db: ReadableDb;
  readonly state: RegisterState;
  readonly day: string;
}

export interface CompareInput {
  readonly now: Side;
  /** Null where the history does not know that moment. */
  readonly past: Side | null;
  readonly origin: LedgerOrigin;
  /** The ledger of another register: what has no row there is not missing here. */
  readonly other: boolean;
  readonly table: FileTable;
}

const READ_AT_ONCE = 200;
const LISTED = 1000;
/** Letters of a longer value that are told, and how many of them stand before the first difference. */
const TOLD = 2000;
const BEFORE = 60;
/** A list of so many differences is no edited ledger but another one. */
export const MOST_ITEMS = 200_000;

/** Compares every row of the file with its asset. Nothing is written. */
export function compare(input: CompareInput, progress: Progress): Compared {
  return new Comparison(input, progress).run();
}

interface Known {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly kind: Kind;
  readonly binned: boolean;
}

/** One asset as one side has it. */
interface Standing {
  readonly schemeId: string;
  readonly revision: number;
  /** With the proposals of default fields and derived values, as the ledger shows them. */
  readonly values: Values;
}

class Comparison {
  readonly #input: CompareInput;
  readonly #progress: Progress;
  readonly #reading: Reading;
  readonly #items: RoundTripItem[] = [];
  readonly #steps = new Map<string, Step>();
  readonly #refused: RoundTripRefusal[] = [];
  #refusedCount = 0;
  #same = 0;
  readonly #notes: string[];

  constructor(input: CompareInput, progress: Progress) {
    this.#input = input;
    this.#progress = progress;
    this.#notes = [...input.table.notes];
    this.#reading = { state: input.now.state, past: input.past?.state ?? null, items: new Items(input.now.state) };
  }

  run(): Compared {
    const known = knownAssets(this.#input.now.db);
    const { rows } = this.#input.table;
    const byAsset = new Map<number, FileRow[]>();
    const added: FileRow[] = [];
    for (const row of rows) {
      const asset = known.byNumber(row.number);
      if (!asset) added.push(row);
      else byAsset.set(asset.id, [...(byAsset.get(asset.id) ?? []), row]);
    }
    this.#compareAll(known, byAsset);
    this.#missing(known, byAsset);
    this.#add(added);
    this.#nameNewItems();
    return {
      items: this.#items.sort(byKindAndNumber),
      steps: this.#steps,
      refused: this.#refused,
      refusedCount: this.#refusedCount,
      notes: this.#notes,
      rows: rows.length,
      same: this.#same,
    };
  }

  #compareAll(known: KnownAssets, byAsset: ReadonlyMap<number, readonly FileRow[]>): void {
    const ids = [...byAsset.keys()];
    const columns = [...new Set(this.#input.table.rows.flatMap(({ cells }) => [...cells.keys()]))];
    const now = standings(this.#input.now, ids, columns);
    const past = this.#input.past && standings(this.#input.past, ids, columns);
    for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
      const chunk = ids.slice(i, i + READ_AT_ONCE);
      const current = now(chunk);
      const exported = past?.(chunk) ?? new Map<number, Standing>();
      for (const id of chunk) {
        const one = { asset: known.byId(id), now: current.get(id)!, past: exported.get(id) ?? null };
        this.#compareAsset(one, byAsset.get(id)!);
      }
      this.#progress('1行ずつ見比べています', Math.min(i + READ_AT_ONCE, ids.length), ids.length);
    }
  }

  /** A number that stands in several rows: the row that is as it was is the asset's own, the others are nobody's. */
  #compareAsset(one: Pair, rows: readonly FileRow[]): void {
    if (rows.length === 1) {
      this.#compareRow(one, rows[0]!);
      return;
    }
    const own = rows.findIndex((row) => this.#isAsExported(one, row));
    if (own >= 0) this.#same += 1;
    for (const [index, row] of rows.entries()) {
      if (index === own || (own >= 0 && this.#isAsExported(one, row))) continue;
      const message =
        own >= 0
          ? `資産番号「${one.asset.number}」の行がほかにもあり、そちらは書き出したときのままです。新しい資産なら、この行の資産番号を空にしてください。`
          : `資産番号「${one.asset.number}」の行が${rows.length}つあり、どれがこの資産か決められません。`;
      this.#refuse(row, null, '資産番号', one.asset.number, message);
    }
  }

  #isAsExported({ asset, now, past }: Pair, row: FileRow): boolean {
    for (const [fieldId, cell] of row.cells) {
      const field = this.#input.now.state.catalogue.fieldMap(asset.kind).get(fieldId);
      if (!field) continue;
      const same = (side: Side | null, standing: Standing | null) =>
        side !== null && standing !== null && isUnchanged(cell, this.#text(side, asset.kind, field, standing));
      if (!same(this.#input.past, past) && !same(this.#input.now, now)) return false;
    }
    return true;
  }

  #compareRow(one: Pair, row: FileRow): void {
    const { asset } = one;
    if (asset.binned) {
      if (this.#isAsExported(one, row)) this.#same += 1;
      else
        this.#refuse(row, null, '', '', 'この資産は、いまごみ箱にあります。変えるときは、先に台帳へ戻してください。');
      return;
    }
    let differs = false;
    for (const [fieldId, cell] of row.cells) {
      const field = this.#input.now.state.catalogue.fieldMap(asset.kind).get(fieldId);
      if (this.#compareCell(one, row, fieldId, field, cell)) differs = true;
    }
    if (!differs) this.#same += 1;
  }

  /** @returns whether the cell is a difference, taken or refused */
  #compareCell(one: Pair, row: FileRow, fieldId: string, field: Field | undefined, cell: FileCell): boolean {
    const { asset, now, past } = one;
    if (fieldId === 'number') return false;
    if (!field) {
      // The row stands on a sheet of another kind; what this kind has no field for can only be empty.
      if (cell.text === '') return false;
      return this.#refuse(
        row,
        cell,
        fieldId,
        asset.number,
        `「${KIND_DEFINITIONS[asset.kind].label}」にない項目です。`,
      );
    }
    const was = past && this.#text(this.#input.past!, asset.kind, field, past);
    const is = this.#text(this.#input.now, asset.kind, field, now);
    if (isUnchanged(cell, was ?? is) || isUnchanged(cell, is)) return false;
    const told = (message: string) => this.#refuse(row, cell, field.label, asset.number, message);
    if (fieldId === 'kind') return told('資産区分は変えられません。新しい資産として登録し直してください。');
    if (field.origin === 'derived' || field.origin === 'system') {
      // Where the moment of the export is not known, what is computed may differ by itself.
      if (past === null) return false;
      return told(
        fieldId === 'relatedNumbers'
          ? '関連資産番号は、資産の画面の「つながり」で変えます。'
          : '自動で入る項目なので、取り込みません。',
      );
    }
    const read = readCell(this.#reading, asset.kind, now.schemeId, field, cell);
    if (!read.ok) return told(read.message);
    if (fieldId === 'name' && read.value === null) return told('資産名称は空にできません。');
    if (past && equalValues(read.value, past.values[fieldId])) return false;
    if (equalValues(read.value, now.values[fieldId])) return false;
    // Only the proposal of a rule stands there: there is nothing to empty.
    if (read.value === null && field.origin === 'default' && isEmpty(now.stored[fieldId]))
      return told('自動で入る値なので、空にできません。');
    const lowers = this.#lowers(field, now, read.value);
    const moved = past !== null && !equalValues(past.values[fieldId], now.values[fieldId]);
    this.#put(
      {
        what: moved ? 'conflict' : read.value === null ? 'cleared' : 'changed',
        key: `${asset.id}:${fieldId}`,
        kind: asset.kind,
        number: asset.number,
        name: asset.name,
        assetId: String(asset.id),
        fieldId,
        label: field.label,
        sheet: row.sheet,
        row: row.row,
        cell: cell.at,
        ...shownTogether(
          was && this.#words(was, field),
          this.#words(is, field),
          this.#wordsOf(asset.kind, now.schemeId, field, read.value, cell),
        ),
        values: [],
        note: lowers ? '段階が低くなります。取り込むときに理由を書いてください。' : '',
        needsReason: lowers,
        gone: false,
      },
      {
        do: 'change',
        assetId: asset.id,
        revision: now.revision,
        fieldId,
        value: read.value,
        items: [],
      },
    );
    return true;
  }

  #lowers(field: Field, now: Standing, value: FieldValue): boolean {
    if (!isAxis(field.id)) return false;
    const scheme = schemeOf(this.#input.now.state, now.schemeId);
    const [before, after] = [now.values[field.id] ?? null, value].map((one) => (typeof one === 'string' ? one : null));
    return compareLevels(scheme, field.id, after!, before!) < 0;
  }

  /** Assets of the exported ledger that the file has no row for. */
  #missing(known: KnownAssets, byAsset: ReadonlyMap<number, readonly FileRow[]>): void {
    const { origin, other, table } = this.#input;
    if (other) return;
    const kinds = new Set([...byAsset.keys()].map((id) => known.byId(id).kind));
    for (const [kind, sheet] of table.absent) {
      if (kinds.has(kind)) continue;
      this.#notes.push(
        `シート「${sheet}」がファイルにないので、その資産は見比べていません。なくなったものとしても数えません。`,
      );
    }
    const gone = [...origin.numbers]
      .flatMap((number) => known.byNumber(number) ?? [])
      .filter((asset) => !asset.binned && !byAsset.has(asset.id))
      .filter(({ kind }) => kinds.has(kind) || !table.absent.has(kind));
    for (let i = 0; i < gone.length; i += READ_AT_ONCE) {
      const chunk = gone.slice(i, i + READ_AT_ONCE);
      const ids = chunk.map(({ id }) => id);
      const records = new Map(
        assetsByIds(this.#input.now.db, ids, ['kind', 'revision', 'state']).map((record) => [record.id, record]),
      );
      for (const asset of chunk) this.#putMissing(asset, records.get(asset.id)!);
    }
  }

  #putMissing(asset: Known, record: AssetRecord): void {
    const { state } = this.#input.now;
    const field = this.#input.now.state.catalogue.fieldMap(asset.kind).get('state')!;
    const words = cellOf(state, field, asset.kind, { state: record['state'] ?? null }, '');
    this.#put(
      {
        what: 'missing',
        key: `${asset.id}`,
        kind: asset.kind,
        number: asset.number,
        name: asset.name,
        assetId: String(asset.id),
        fieldId: '',
        label: '',
        sheet: '',
        row: 0,
        cell: '',
        exported: null,
        now: String(words ?? ''),
        file: '',
        values: [],
        note: '',
        needsReason: false,
        gone: isGone(state, record['state']),
      },
      { do: 'remove', assetId: asset.id, revision: record.revision },
    );
  }

  #add(rows: readonly FileRow[]): void {
    const taken = new Map<string, FileRow[]>();
    for (const row of rows) if (row.number) taken.set(row.number, [...(taken.get(row.number) ?? []), row]);
    const lost = new Map(
      this.#items.filter(({ what }) => what === 'missing').map((item) => [`${item.kind} ${item.name}`, item.number]),
    );
    for (const row of rows) {
      if (row.number && taken.get(row.number)!.length > 1) {
        this.#refuse(row, null, '資産番号', row.number, `資産番号「${row.number}」の行が、いくつもあります。`);
      } else if (row.number && numberTaken(this.#input.now.db, row.number)) {
        this.#refuse(row, null, '資産番号', row.number, `資産番号「${row.number}」は、もう使われた番号です。`);
      } else {
        this.#addRow(row, lost);
      }
    }
  }

  #addRow(row: FileRow, lost: ReadonlyMap<string, string>): void {
    const { state, day } = this.#input.now;
    const kind = this.#kindOfNew(row);
    if (kind === null) {
      this.#refuse(
        row,
        row.cells.get('kind') ?? null,
        '資産区分',
        row.number,
        '資産区分が分からないので、登録できません。',
      );
      return;
    }
    const schemeId = state.settings.schemeId;
    const values: Values = {};
    let left = 0;
    for (const [fieldId, cell] of row.cells) {
      const field = this.#input.now.state.catalogue.fieldMap(kind).get(fieldId);
      if (cell.text === '' || fieldId === 'number' || fieldId === 'kind') continue;
      if (field?.origin === 'derived' || field?.origin === 'system') continue;
      const read = field
        ? readCell(this.#reading, kind, schemeId, field, cell)
        : { ok: false as const, message: `「${KIND_DEFINITIONS[kind].label}」にない項目です。` };
      if (read.ok) {
        if (read.value !== null) values[fieldId] = read.value;
      } else {
        left += 1;
        this.#refuse(row, cell, field?.label ?? fieldId, row.number, read.message);
      }
    }
    const { name } = values;
    if (typeof name !== 'string') {
      this.#refuse(row, row.cells.get('name') ?? null, '資産名称', row.number, '資産名称がないので、登録できません。');
      return;
    }
    dropProposed(state, kind, schemeId, values, day);
    const former = lost.get(`${kind} ${name}`);
    const notes = [
      row.number ? '台帳にない番号です。この番号のまま登録します。' : '',
      former && !row.number
        ? `「なくなった」ほうに、同じ名称の ${former} があります。番号が消えた行かもしれません。`
        : '',
      left > 0 ? `取り込めないセルが${left}つあり、空のまま登録します。` : '',
    ];
    const words = Object.keys(values).map((fieldId) => {
      const field = this.#input.now.state.catalogue.fieldMap(kind).get(fieldId)!;
      return {
        label: field.label,
        words: this.#wordsOf(kind, schemeId, field, values[fieldId]!, row.cells.get(fieldId)!).slice(0, TOLD),
      };
    });
    this.#put(
      {
        what: 'new',
        key: `+${row.sheet}!${row.row}`,
        kind,
        number: row.number,
        name,
        assetId: null,
        fieldId: '',
        label: '',
        sheet: row.sheet,
        row: row.row,
        cell: '',
        exported: null,
        now: '',
        file: '',
        values: words,
        note: notes.join(''),
        needsReason: false,
        gone: false,
      },
      {
        do: 'add',
        asset: { kind, schemeId, values: row.number ? { ...values, number: row.number } : values },
        items: [],
      },
    );
  }

  #kindOfNew(row: FileRow): Kind | null {
    const text = row.cells.get('kind')?.text ?? '';
    if (text === '') return row.sheetKind;
    return (
      KIND_ORDER.find((kind) => [KIND_DEFINITIONS[kind].label, ...KIND_DEFINITIONS[kind].synonyms].includes(text)) ??
      null
    );
  }

  /** Entries of lists that a difference would add stand with it: only what is accepted is added. */
  #nameNewItems(): void {
    const added = new Map(this.#reading.items.added().map(({ item }) => [item.id, item]));
    if (added.size === 0) return;
    for (const [index, item] of this.#items.entries()) {
      const step = this.#steps.get(item.key)!;
      if (step.do === 'remove') continue;
      const values = step.do === 'change' ? [step.value] : Object.values(step.asset.values);
      const used = [...new Set(values.flat())].flatMap((id) => added.get(String(id)) ?? []);
      if (used.length === 0) continue;
      this.#steps.set(item.key, { ...step, items: used });
      const words = `一覧に「${used.map(({ label }) => label).join('」「')}」を加えます。`;
      this.#items[index] = { ...item, note: `${item.note}${words}` };
    }
  }

  /** What stands in the cell of a ledger that was exported from that side. */
  #text(side: Side, kind: Kind, field: Field, { values, schemeId }: Standing): string {
    return textInCell(cellOf(side.state, field, kind, values, schemeId));
  }

  #words(text: string, field: Field): string {
    const words = field.type === 'date' && text ? formatDate(text, 'wareki') : text;
    return words;
  }

  /** An entry that the import would add has no name in the register yet: the file's own words stand for it. */
  #wordsOf(kind: Kind, schemeId: string, field: Field, value: FieldValue, cell: FileCell): string {
    if (value === null) return '';
    const { state } = this.#input.now;
    if (
      (field.type === 'choice' || field.type === 'multi') &&
      [value].flat().some((id) => !state.items.has(String(id)))
    )
      return cell.text;
    return this.#words(textInCell(cellOf(state, field, kind, { [field.id]: value }, schemeId)), field);
  }

  #put(item: RoundTripItem, step: Step): void {
    this.#items.push(item);
    this.#steps.set(item.key, step);
  }

  /** @returns true: the file does say something else */
  #refuse(row: FileRow, cell: FileCell | null, label: string, number: string, message: string): true {
    this.#refusedCount += 1;
    if (this.#refused.length < LISTED) {
      const { sheet, row: at } = row;
      const value = (cell?.text ?? '').slice(0, 200);
      this.#refused.push({ sheet, row: at, cell: cell?.at ?? '', number: number || row.number, label, value, message });
    }
    return true;
  }
}

/** Values side by side; of long ones the part from shortly before where they begin to differ. */
function shownTogether(exported: string | null, now: string, file: string) {
  const texts = [exported ?? now, now, file];
  if (texts.every((text) => text.length <= TOLD)) return { exported, now, file };
  const length = Math.min(...texts.map((text) => text.length));
  let same = 0;
  while (same < length && texts.every((text) => text[same] === texts[0]![same])) same += 1;
  const from = Math.max(0, same - BEFORE);
  const part = (text: string) => {
    const end = from + TOLD;
    return `${from > 0 ? '…' : ''}${text.slice(from, end).toWellFormed()}${text.length > end ? '…' : ''}`;
  };
  return { exported: exported && part(exported), now: part(now), file: part(file) };
}

interface Pair {
  readonly asset: Known;
  readonly now: Standing & { readonly stored: Values };
  readonly past: Standing | null;
}

interface KnownAssets {
  byId(id: number): Known;
  byNumber(number: string): Known | undefined;
}

/** Every asset of the register, also in the bin. A number may come back in other widths. */
function knownAssets(db: ReadableDb): KnownAssets {
  const byId = new Map<number, Known>();
  const exact = new Map<string, Known>();
  const folded = new Map<string, Known | null>();
  const ids = allIds(db);
  for (let i = 0; i < ids.length; i += 5000) {
    for (const record of assetsByIds(db, ids.slice(i, i + 5000), ['kind', 'number', 'name', 'binned'])) {
      const number = String(record['number']);
      const known: Known = {
        id: record.id,
        number,
        name: String(record['name']),
        kind: record.kind as Kind,
        binned: record.binned === 1,
      };
      byId.set(record.id, known);
      exact.set(number, known);
      const key = number.normalize('NFKC').toUpperCase();
      folded.set(key, folded.has(key) ? null : known);
    }
  }
  return {
    byId: (id) => byId.get(id)!,
    byNumber: (number) => exact.get(number) ?? folded.get(number.normalize('NFKC').toUpperCase()) ?? undefined,
  };
}

/** Reads assets of one side, with what a ledger shows of them. */
function standings({ db, state, day }: Side, ids: readonly number[], columns: readonly string[]) {
  // Of all at once: each look at the links walks through all of them.
  const facts: Facts = loadFacts(db, state, ids, columns);
  return (chunk: readonly number[]): Map<number, Standing & { readonly stored: Values }> =>
    new Map(
      readRecords(db, chunk).map((record) => {
        const kind = record.kind as Kind;
        const stored = valuesOf(kind, record);
        const values = completeValues(state, kind, record.scheme_id, stored, record.id, facts, day);
        return [record.id, { schemeId: record.scheme_id, revision: record.revision, stored, values }];
      }),
    );
}

/** What a rule proposes anyway is not typed: a row that was copied brings the proposals of its origin along. */
function dropProposed(state: RegisterState, kind: Kind, schemeId: string, values: Values, day: string): void {
  const own = fieldsOf(kind).filter(({ origin }) => origin === 'default');
  const typed = Object.fromEntries(Object.entries(values).filter(([id]) => !own.some((field) => field.id === id)));
  const proposed = derive(state, kind, schemeId, typed, { today: day });
  for (const field of own)
    if (field.id in values && equalValues(values[field.id], proposed[field.id])) delete values[field.id];
}

const ORDER = new Map<DifferenceKind, number>(DIFFERENCE_KINDS.map((what, index) => [what, index]));

function byKindAndNumber(a: RoundTripItem, b: RoundTripItem): number {
  return (
    ORDER.get(a.what)! - ORDER.get(b.what)! ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
    (a.number < b.number ? -1 : a.number > b.number ? 1 : 0) ||
    a.row - b.row
  );
}
