import type { Values } from '../../contract/asset.ts';
import { fieldOf, KIND_DEFINITIONS, KIND_ORDER, type Kind, kindOfLabel } from '../../contract/catalogue/index.ts';
import type { Catalogue, OwnField } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { ImportCheck, ImportPlan, ImportProblem, RowFinding, RowWay } from '../../contract/importing.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { toHiragana } from '../../contract/japanese/kana.ts';
import { parseInteger } from '../../contract/japanese/number.ts';
import type { MasterItem } from '../../contract/master.ts';
import {
  AXES,
  compareLevels,
  deriveImportance,
  levelOf,
  minimumConfidentiality,
  type Scheme,
} from '../../contract/scheme.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import type { NewAsset } from '../asset/store.ts';
import { isEmpty } from '../asset/values.ts';
import type { Cell, ReadBook, SheetRow } from '../excel/read/index.ts';
import { type FreeColumn, freeColumnsOf } from '../register/freeColumns.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import { checkDates, fill, fillCompound, type RowContext } from './convert.ts';
import { type CorrectedRow, Corrections, Questions } from './corrections.ts';
import {
  dispose,
  type Found,
  mayBeGone,
  numberInRegister,
  numberTwice,
  STRUCK,
  serialInRegister,
  serialTwice,
  thenWords,
  twinInRegister,
} from './findings.ts';
import { Items, type Mentioned } from './items.ts';
import { namesIn, numbersIn, type OpenSheet, openSheet } from './openSheet.ts';
import { compareWith, type Overwrite } from './overwrite.ts';
import { type OwnColumns, ownColumns } from './ownColumns.ts';
import { Problems, RowRemarks } from './problems.ts';
import { kindOfTypeWord, typeFieldOf } from './propose.ts';
import {
  COUNT_OF_THINGS,
  classKey,
  GROUP,
  goneSentence,
  groupOfSheet,
  isLong,
  type Name,
  nameOf,
  noOf,
  personalConflict,
  placeOf,
  SEVERAL_NUMBERS,
  sayStruck,
  stateFromDates,
} from './rowFacts.ts';
import { isBlank, isDitto, isDittoLike, textOf } from './sheet.ts';
import { type Present, Taken } from './taken.ts';
import type { Target } from './targets.ts';
import { isStruck, kanaOf } from './understand/extras.ts';
import { isAsset, kindOfHeading, type Table, type TableRow } from './understand/table.ts';
import type { View } from './understand/view.ts';
import { plain, withoutFootnote } from './understand/words.ts';

/** What the register already holds, as far as an import has to know. */
export interface Known {
  readonly state: RegisterState;
  /** True for a number that was ever used. */
  readonly numberTaken: (number: string) => boolean;
  /** The asset in the bin that has this number. */
  readonly binned: (number: string) => { readonly id: number; readonly kind: string } | undefined;
  /** Absent: an empty register. */
  readonly present?: Present;
  /** Columns for new own fields. Absent: all of them. */
  readonly freeOwn?: () => readonly FreeColumn[];
  /** Hash of the register's last history entry, which stands for all that it holds. Absent: nobody asks twice. */
  readonly head?: string;
  /** ISO date. */
  readonly today: string;
}

export type Progress = (phase: string, done: number, total: number | null) => void;

/** A row as it is written: a new asset, one that comes back out of the bin, or what changes of one that is there. */
export interface ImportedAsset extends NewAsset {
  readonly updates?: Overwrite;
}

/** All rows that will come in, the entries they need, and what is said about them: the dry run and the import alike. */
export interface Prepared {
  /** Assets with a number of their own first: a number given anew must not be one that comes later in the file. */
  readonly assets: readonly ImportedAsset[];
  readonly items: readonly MasterItem[];
  readonly ownFields: readonly OwnField[];
  /** Fields as they will be. */
  readonly catalogue: Catalogue;
  readonly check: ImportCheck;
  readonly understood: readonly UnderstoodAsset[];
  readonly tables: readonly { readonly name: string; readonly table: Table; readonly rows: readonly TableRow[] }[];
  /** Doubtful cells, and rows that can't come in although they are assets; all of them. */
  readonly doubts: readonly ImportProblem[];
}

/** @throws DaichoError('invalidInput') for a plan that is not of this book; ('nothingToImport') when no row is left to read */
export function prepare(
  book: ReadBook,
  asked: ImportPlan,
  before: Known,
  progress: Progress,
  goodOnly = false,
): Prepared {
  const own = ownColumns(asked, before.state, before.freeOwn ?? (() => freeColumnsOf(before.state)));
  const { plan, state } = own;
  const known = { ...before, state };
  const scheme = schemeOf(state, plan.schemeId);
  const sheets = plan.sheets.filter((sheet) => sheet.use).map((sheet) => openSheet(book, sheet, state.catalogue));
  // A row that goes on with the one above is counted with it.
  const total = sheets.reduce((sum, { rows }) => sum + rows.filter(({ as }) => as !== 'continued').length, 0);
  if (total === 0) throw new DaichoError('nothingToImport');
  const corrections = new Corrections(plan);
  const run = new Run(known, scheme, numbersIn(sheets), namesIn(sheets), corrections, goodOnly);
  let done = 0;
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      if (row.as === 'continued') continue;
      run.read(sheet, row);
      done += 1;
      if (done % 500 === 0 || done === total) progress('1行ずつ確かめています', done, total);
    }
  }
  return run.result(sheets, total, own);
}

const MISSING_KIND = '資産区分が決まらないので、この行は取り込みません。前の画面で表の資産区分を選んでください。';

/** The word in the column of 資産区分 is no kind: the kind of the sheet stands in, or the row is left out. */
function sayUnknownKind(remarks: RowRemarks, { kind, kindColumn }: OpenSheet, word: string): void {
  const what = `「${word}」という資産区分はありません。`;
  if (kind === null) {
    remarks.leaveOut(kindColumn, 'badKind', word, `${what}この行は取り込みません。`);
  } else {
    const { label } = KIND_DEFINITIONS[kind];
    remarks.notice(
      kindColumn,
      'badKind',
      word,
      `${what}「${label}」として取り込み、書かれていた言葉は取込元のその他の列に残します。`,
    );
  }
}

class Run {
  readonly #known: Known;
  readonly #scheme: Scheme;
  readonly #schemes: readonly Scheme[];
  readonly #items: Items;
  readonly #problems = new Problems();
  readonly #inFile: ReadonlySet<string>;
  /** Folded number -> where it stood first. */
  readonly #numbers = new Map<string, string>();
  /** Kind and folded serial number -> the row in which it stood first. */
  readonly #serials = new Map<string, { readonly place: string; readonly values: Values }>();
  readonly #numbered: ImportedAsset[] = [];
  readonly #unnumbered: ImportedAsset[] = [];
  readonly #byKind = new Map<Kind, number>();
  readonly #read: UnderstoodAsset[] = [];
  /** Those that come in. */
  readonly #coming: UnderstoodAsset[] = [];
  readonly #goodOnly: boolean;
  readonly #taken: Taken;
  readonly #corrections: Corrections;
  readonly #questions = new Questions();
  /** Table and column -> the value that stood last in it. */
  readonly #above = new Map<string, string>();
  #doubtful = 0;
  #cleanUpdates = 0;
  #doubtfulUpdates = 0;

  constructor(
    known: Known,
    scheme: Scheme,
    inFile: ReadonlySet<string>,
    names: Mentioned,
    corrections: Corrections,
    goodOnly: boolean,
  ) {
    this.#known = known;
    this.#corrections = corrections;
    this.#goodOnly = goodOnly;
    this.#taken = new Taken(known.present);
    this.#scheme = scheme;
    this.#schemes = [...known.state.schemes.values()];
    this.#items = new Items(known.state, names);
    this.#inFile = inFile;
  }

  result(sheets: readonly OpenSheet[], rows: number, own: OwnColumns): Prepared {
    const assets = [...this.#numbered, ...this.#unnumbered];
    const added = this.#items.added();
    const { fields, told } = own.planned(this.#coming);
    return {
      assets,
      items: added.map(({ item }) => item),
      ownFields: fields,
      catalogue: own.state.catalogue,
      understood: this.#read,
      tables: sheets,
      doubts: this.#problems.doubts,
      check: {
        rows,
        questions: this.#questions.all(),
        clean: assets.length - this.#doubtful,
        doubtful: this.#doubtful,
        leftOut: rows - assets.length,
        updates: { clean: this.#cleanUpdates, doubtful: this.#doubtfulUpdates },
        seen: this.#known.present?.seen ?? 0,
        byKind: KIND_ORDER.filter((kind) => this.#byKind.has(kind)).map((kind) => ({
          label: KIND_DEFINITIONS[kind].label,
          rows: this.#byKind.get(kind)!,
        })),
        problems: this.#problems.listed,
        problemCount: this.#problems.count,
        affected: this.#problems.affected,
        newItems: added.map(({ item, count }) => ({ list: item.list, label: item.label, count })),
        ownFields: told,
      },
    };
  }

  read(sheet: OpenSheet, found: TableRow): void {
    const { view } = sheet.table;
    const { row, accepted, confirmed, removed } = this.#corrections.apply(view, found.row, sheet.headings.length);
    const line = row === found.row ? found : { ...found, row };
    const remarks = new RowRemarks(this.#problems, view, row, sheet.headings, accepted);
    if (!isAsset(line)) {
      this.#leaveOut(line, remarks);
      return;
    }
    const written = sheet.kindColumn === -1 ? '' : textOf(row.cells[sheet.kindColumn]);
    const named = isBlank(written) ? null : kindOfLabel(written);
    const kind = named ?? this.#kindOf(sheet, line);
    const targets = sheet.targets(kind ?? 'information');
    const name = nameOf(row, targets);
    if (line.as === 'bare') remarks.warn(name.column, 'notAsset', name.text, line.reason);
    if (!isBlank(written) && named === null) sayUnknownKind(remarks, sheet, written);
    else if (kind === null) remarks.leaveOut(null, 'missingKind', '', MISSING_KIND);
    if (name.text === '' || isDitto(name.text)) {
      const why = name.text === '' ? '名称がないので' : '名称が「同上」の印だけなので';
      const message = `${why}、この行は取り込みません。資産であれば、もとの表に名称を書いてください。`;
      remarks.leaveOut(name.column, 'missingName', name.text, message);
    }
    if (sheet.plan.kindUnsure && kind !== null && named === null) {
      const message = `この表は「${KIND_DEFINITIONS[kind].label}」とみましたが、決め手がありません。資産区分を確かめてください。`;
      remarks.warnOnce(`kind ${sheet.plan.name}`, null, 'badKind', '', message, KIND_DEFINITIONS[kind].label);
    }
    const number = this.#numberOf(sheet, row, targets, kind, name, remarks);
    const struck = isStruck(row);
    const given = { name, number, confirmed, removed, struck };
    const asset = this.#assetOf(sheet, line, kind ?? 'information', targets, given, remarks);
    const looks = number.found ?? this.#looksLike(sheet, row, targets, { kind, number, asset, name, remarks });
    const gone = struck ? STRUCK : goneSentence(row, targets, name.text);
    if (gone !== null && name.column === null) remarks.warn(null, 'struckOut', name.text, gone, '廃棄済');
    else if (gone !== null)
      this.#decide(view, row, kind, asset, mayBeGone({ column: name.column!, text: name.text }, kind, gone), remarks);
    const decided = looks && this.#decide(view, row, kind, asset, looks, remarks);
    this.#keep({ sheet, line, kind, asset: { ...asset, ...decided?.asset }, match: decided?.match, remarks });
  }

  /** A row without a number, or with one of its own, that the register or the file seems to hold. */
  #looksLike(
    sheet: OpenSheet,
    row: SheetRow,
    targets: readonly Target[],
    { kind, number, asset: { values }, name, remarks }: Looked,
  ): Found | null {
    if (kind === null || remarks.leftOut || name.column === null || number.bringsBack !== undefined) return null;
    const serialColumn = targets.findIndex((target) => target.to === 'field' && target.field.id === 'serialNumber');
    const serial = serialColumn === -1 ? undefined : values['serialNumber'];
    const first = typeof serial === 'string' ? this.#serialBefore(sheet, row, kind, values) : undefined;
    const ofSerial = { column: serialColumn, text: String(serial) };
    if (number.number === '') {
      const twin = this.#taken.find(kind, values);
      if (twin) return twinInRegister({ column: name.column, text: name.text }, kind, twin);
    } else if (serial !== undefined) {
      const twin = this.#taken.bySerial(kind, values);
      if (twin) return serialInRegister(ofSerial, twin);
    }
    if (first === undefined) return null;
    // Two makers may count alike; within a model, or under one name, a number stands for one thing.
    const alike = ['name', 'model'].some(
      (id) => !isEmpty(values[id]) && folded(values[id]) === folded(first.values[id]),
    );
    return serialTwice(ofSerial, first.place, !alike);
  }

  /** The row before in which this serial number stood. */
  #serialBefore(sheet: OpenSheet, row: SheetRow, kind: Kind, values: Values) {
    const key = `${kind}\n${folded(values['serialNumber'])}`;
    const first = this.#serials.get(key);
    if (!first) this.#serials.set(key, { place: `「${sheet.name}」${row.row}行目`, values });
    return first;
  }

  #wayOf(view: View, row: SheetRow, { finding, column, ways, usual, asset }: Found): { way: RowWay; said: boolean } {
    const at = { sheet: view.sheet, cell: view.at(row.row, column).cell, text: textOf(row.cells[column]) };
    const way = this.#corrections.wayOf(at, finding, ways, asset?.number);
    return { way: way ?? usual, said: way !== undefined };
  }

  /** Says what the row looks like, and does with it what the person said, else what is usual. */
  #decide(
    view: View,
    row: SheetRow,
    kind: Kind | null,
    read: NewAsset,
    found: Found,
    remarks: RowRemarks,
  ): { readonly asset: Partial<ImportedAsset>; readonly match?: UnderstoodAsset['match'] } {
    const { finding, column, text, sentence, ways, usual, asset, suggestion, told } = found;
    const { way, said } = this.#wayOf(view, row, found);
    if (way === 'disposed') dispose(read.values, (id) => this.#items.label(id));
    const compared =
      kind !== null && asset && ways.includes('update') && (way === 'update' || remarks.listed)
        ? compareWith(this.#known.state, kind, read, this.#taken.standing(asset.id), (id) => this.#items.label(id))
        : null;
    // Where nothing differs there is nothing to write.
    const becomes = way === 'update' && compared?.differences.length === 0 ? 'skip' : way;
    const then = thenWords(found, way, said, read.values, compared);
    const choice = {
      finding,
      ways,
      usual,
      said,
      ...(asset && { asset: { id: String(asset.id), number: asset.number, name: asset.name } }),
      ...(compared && { differences: compared.differences, notes: compared.notes }),
    };
    remarks.find(column, text, `${sentence}${then}`, becomes, choice, { suggestion, told });
    const match = asset && { number: asset.number, finding, way: remarks.leftOut ? ('skip' as const) : becomes };
    if (becomes !== 'update' || !compared || !asset) return { asset: {}, match };
    const { changes, schemeId, related } = compared;
    const reason = read.values['classificationReason'];
    const updates: Overwrite = {
      id: asset.id,
      changes,
      ...(schemeId !== undefined && { schemeId }),
      ...(typeof reason === 'string' && { reason }),
    };
    return { asset: { updates, related }, match };
  }

  #keep({ sheet, line, kind, asset, match, remarks }: ReadRow): void {
    this.#read.push({ at: placeOf(sheet, line), kind, asset, ...(match && { match }) });
    const comes = !remarks.leftOut && kind !== null && !(this.#goodOnly && remarks.doubtful);
    remarks.end();
    this.#items.endRow(comes);
    if (!comes) return;
    this.#coming.push(this.#read.at(-1)!);
    const { doubtful } = remarks;
    (asset.updates === undefined && asset.values['number'] === undefined ? this.#unnumbered : this.#numbered).push(
      asset,
    );
    this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + 1);
    if (doubtful) this.#doubtful += 1;
    if (asset.updates && doubtful) this.#doubtfulUpdates += 1;
    else if (asset.updates) this.#cleanUpdates += 1;
  }

  /** Totals, headings and notes between the rows are left out with a word about why. */
  #leaveOut({ row, reason, as }: TableRow, remarks: RowRemarks): void {
    const first = row.cells.findIndex((cell) => textOf(cell) !== '');
    const text = textOf(row.cells[first]);
    remarks.leaveOut(
      first === -1 ? null : first,
      as === 'skipped' ? 'skipped' : 'notAsset',
      text,
      `${reason}取り込みません。`,
    );
    remarks.end();
  }

  #kindOf(sheet: OpenSheet, { row, under }: TableRow): Kind | null {
    const { kind, plan } = sheet;
    if (plan.kindByHeading) return kindOfHeading(under) ?? kind;
    if (kind === null || !plan.kindByType) return kind;
    const column = plan.columns.indexOf(typeFieldOf(kind)?.id ?? '');
    return (column === -1 ? null : kindOfTypeWord(kind, textOf(row.cells[column]), this.#items)) ?? kind;
  }

  /** The number that the row gets: '' where it has none, or is to get a new one. */
  #numberOf(
    sheet: OpenSheet,
    row: SheetRow,
    targets: readonly Target[],
    kind: Kind | null,
    name: Name,
    remarks: RowRemarks,
  ): GivenNumber {
    const column = targets.findIndex((target) => target.to === 'field' && target.field.id === 'number');
    const cell = row.cells[column];
    const text = cell && cell.kind !== 'error' ? textOf(cell) : '';
    if (isBlank(text) || isDitto(text)) return NO_NUMBER;
    const first = this.#numbers.get(folded(text));
    const note = () => this.#numbers.set(folded(text), `「${sheet.name}」${row.row}行目`);
    const binned = first === undefined ? this.#known.binned(text) : undefined;
    if (binned?.kind === kind) {
      note();
      const waits = this.#known.state.settings.approval ? '分類が違うときは、今の分類のまま戻し、承認を待ちます。' : '';
      const message = `「${text}」はごみ箱にあります。ごみ箱から戻し、この行の内容にします。${waits}`;
      remarks.notice(column, 'bringsBack', text, message);
      return { number: text, former: '', bringsBack: binned.id };
    }
    const given = (found: Found) => this.#given(sheet.table.view, row, found);
    const at = { column, text };
    const asset = kind !== null && first === undefined ? this.#taken.byNumber(kind, text) : null;
    if (asset) {
      note();
      return given(numberInRegister(at, asset, folded(asset.name) === folded(name.text)));
    }
    if (this.#known.numberTaken(text) || this.#known.numberTaken(text.normalize('NFKC')))
      return given(numberInRegister(at, null, false));
    if (SEVERAL_NUMBERS.test(text)) {
      const message = `「${text}」は、二つ以上の番号のようです。1件の資産として、書かれているとおりの番号で取り込みます。1つずつ登録するときは、もとの表で行を分けてください。`;
      remarks.warn(column, 'several', text, message);
    }
    // ＵＳＢ－０１３, usb-013 and USB-013 are one number to everybody who reads the shelf.
    if (first !== undefined) return given(numberTwice(at, first));
    note();
    return { number: text, former: '' };
  }

  /** The number of a row whose number is taken: it keeps it where it is no asset of its own. */
  #given(view: View, row: SheetRow, found: Found): GivenNumber {
    const { way } = this.#wayOf(view, row, found);
    return way === 'new' ? { number: '', former: found.text, found } : { number: found.text, former: '', found };
  }

  #assetOf(
    sheet: OpenSheet,
    line: TableRow,
    kind: Kind,
    targets: readonly Target[],
    { name, number, confirmed, removed, struck }: Given,
    remarks: RowRemarks,
  ): NewAsset {
    const { row } = line;
    const notes: string[] = [];
    const values: Values = {};
    const related: string[] = [];
    const columns = new Map<string, number>();
    const keep = (column: number, text: string) => {
      notes.push(`${sheet.headings[column] || '（見出しなし）'}: ${text}`);
    };
    const context: RowContext = {
      kind,
      scheme: this.#scheme,
      schemes: this.#schemes,
      items: this.#items,
      remarks,
      values,
      related,
      keep,
      meant: (field, text) => this.#corrections.meaning(field, text),
      ask: (field, text) => this.#questions.ask(field, text),
      headingOf: (column) => sheet.headings[column] ?? '',
      isConfirmed: (column) => confirmed.has(column),
    };
    for (const { column, text } of removed) keep(column, text);
    for (const [column, cell] of row.cells.entries()) {
      const text = textOf(cell);
      const target = targets[column] ?? { to: 'notes' };
      if (cell && text !== '' && isBlank(text)) noOf(values, target);
      if (!cell || isBlank(text)) continue;
      // A line through the whole row is said once, of the row.
      if (cell.struck && !(struck && cell.struck === 'all') && target.to !== 'computed' && !remarks.isDoubted(column))
        sayStruck(remarks, column, cell, text);
      if (target.to === 'field') columns.set(target.field.id, column);
      else if (target.to === 'compound') for (const id of target.compound.fields) columns.set(id, column);
      this.#readCell(context, sheet, target, column, cell, text);
    }
    for (const more of line.more ?? []) this.#goOn(context, sheet, targets, more);
    if (name.text !== '' && !isDitto(name.text)) values['name'] = name.text;
    if (name.assumed) {
      remarks.noticeOnce(
        `name ${sheet.plan.name}`,
        name.column,
        'assumedName',
        name.text,
        `名称の列がないので、「${sheet.headings[name.column!]}」を資産名称にも使います。`,
      );
    }
    delete values['number'];
    if (number.number) values['number'] = number.number;
    if (number.former) {
      if (values['formerNumber'] === undefined) values['formerNumber'] = number.former;
      else notes.push(`資産番号: ${number.former}`);
    }
    const kana = name.column === null ? undefined : kanaOf(row.cells[name.column]);
    if (kana && values['kana'] === undefined && !name.assumed) values['kana'] = toHiragana(kana);
    this.#fromHeading(context, sheet, line, targets, notes);
    stateFromDates(values, sheet, row, targets, kind);
    this.#missingLevels(sheet, row, remarks);
    this.#sayOutlined(sheet, row, remarks);
    personalConflict(context, sheet, row, targets);
    this.#importance(context, columns.get('importance') ?? null, sheet);
    this.#minimum(values, columns.get('confidentiality') ?? null, remarks);
    checkDates(context, this.#known.today, (id) => columns.get(id) ?? null);
    this.#relatedNumbers(related, columns.get('relatedNumbers') ?? null, remarks);
    if (notes.length > 0) values['importedNotes'] = [values['importedNotes'], ...notes].filter(Boolean).join('\n');
    const classed = AXES.some((axis) => values[axis] !== undefined);
    return {
      kind,
      schemeId: classed ? this.#scheme.id : this.#known.state.settings.schemeId,
      values,
      related: [...new Set(related)],
      ...(number.bringsBack === undefined ? {} : { bringsBack: number.bringsBack }),
    };
  }

  /** A row that goes on with the asset: texts go on with it, the rest is kept aside, and each of its cells is told. */
  #goOn(context: RowContext, sheet: OpenSheet, targets: readonly Target[], found: SheetRow): void {
    const { values, keep } = context;
    const { view } = sheet.table;
    const { row, accepted, removed } = this.#corrections.apply(view, found, sheet.headings.length);
    const remarks = context.remarks.below(row, accepted);
    for (const { column, text } of removed) keep(column, text);
    for (const [column, cell] of row.cells.entries()) {
      const text = textOf(cell);
      if (!cell || isBlank(text)) continue;
      const target = targets[column] ?? { to: 'notes' };
      const id = target.to === 'field' ? target.field.id : '';
      const before = values[id];
      const isText = target.to === 'field' && (target.field.type === 'text' || target.field.type === 'longText');
      const goesOn = isText && typeof before === 'string';
      const what = goesOn ? `上の行の${sheet.headings[column]}に続けて取り込みます` : '取込元のその他の列に残します';
      const message = `番号も名称もない行なので、上の行の続きとみました。「${text}」は${what}。`;
      remarks.warn(column, 'continued', text, message);
      if (goesOn) values[id] = `${before}\n${text}`;
      else keep(column, text);
    }
    if (remarks.doubtful) context.remarks.doubt();
  }

  /** Where no column says the group (the place), the heading between the rows does: 【総務グループ】. */
  #fromHeading(
    context: RowContext,
    sheet: OpenSheet,
    line: TableRow,
    targets: readonly Target[],
    notes: string[],
  ): void {
    const { values, kind } = context;
    const under = line.under || groupOfSheet(sheet);
    if (under === '' || (sheet.plan.kindByHeading && kindOfHeading(under) !== null)) return;
    const has = (id: string) => targets.some((target) => target.to === 'field' && target.field.id === id);
    for (const id of ['group', 'place'] as const) {
      const field = fieldOf(kind, id);
      if (!field || has(id)) continue;
      const known = this.#items.look(id, under) !== null;
      if (!known && !(id === 'group' && GROUP.test(under))) continue;
      values[id] = this.#items.use(id, under).item.id;
      const what = line.under === '' ? 'シート名' : '行の上の見出し';
      const message = `${what}「${under}」を${field.label}として取り込みます。`;
      context.remarks.noticeOnce(`under ${sheet.plan.name} ${under}`, null, 'fromHeading', under, message);
      return;
    }
    if (line.under !== '') notes.push(`行の上の見出し: ${under}`);
  }

  /** A level that the other rows have is not simply blank. */
  #missingLevels(sheet: OpenSheet, row: SheetRow, remarks: RowRemarks): void {
    for (const column of sheet.levelColumns) {
      if (isBlank(textOf(row.cells[column])))
        remarks.warn(column, 'missingLevel', textOf(row.cells[column]), `「${sheet.headings[column]}」が空欄です。`);
    }
  }

  /** A blank below the word of a group may mean the same, or nothing: the person says which. */
  #sayOutlined(sheet: OpenSheet, row: SheetRow, remarks: RowRemarks): void {
    for (const column of sheet.outlined) {
      const text = textOf(row.cells[column]);
      if (!isBlank(text)) {
        this.#above.set(`${sheet.plan.name} ${column}`, text);
        continue;
      }
      const above = this.#above.get(`${sheet.plan.name} ${column}`);
      if (above === undefined) continue;
      const message = `「${sheet.headings[column]}」が空欄です。上の行と同じ「${above}」かもしれません。まとめて決めるには、「列の対応」で「空欄は上と同じ」を選びます。`;
      remarks.warn(column, 'ditto', text, message, above);
    }
  }

  #readCell(context: RowContext, sheet: OpenSheet, target: Target, column: number, cell: Cell, text: string): void {
    const { remarks, keep } = context;
    const heading = sheet.headings[column] || '（見出しなし）';
    const once = `column ${sheet.plan.name} ${column}`;
    if (cell.kind === 'error') {
      remarks.warn(column, 'errorValue', text, `数式のエラー（${text}）です。この値は取り込みません。`);
    } else if (target.to !== 'notes' && !isLong(target) && this.#sayFootnote(context, target, column, text)) {
      keep(column, text);
    } else if (target.to === 'computed') {
      const message = `「${heading}」は自動で決まる項目なので、この列は取り込みません。`;
      remarks.noticeOnce(once, column, 'otherColumn', text, message);
    } else if (target.to === 'notes') {
      const message = `「${heading}」に当たる項目がないので、この列の内容は取込元のその他の列に残します。`;
      remarks.noticeOnce(once, column, 'otherColumn', text, message);
      keep(column, text);
      const count = COUNT_OF_THINGS.test(plain(heading)) ? parseInteger(text.replace(/\s*[台個枚本式]$/, '')) : null;
      if (count !== null && count > 1) {
        const what = `「${heading}」が${count}です。1件の資産として取り込みます。`;
        remarks.warn(column, 'several', text, `${what}1つずつ番号を付けるものは、もとの表で行を分けてください。`);
      }
    } else if (target.to === 'kind') {
      if (!kindOfLabel(text)) keep(column, text);
    } else if (isDitto(text) || (isDittoLike(text) && !isLong(target))) {
      const message = `「${text}」が指す値は読み取りません。空欄にして、取込元のその他の列に残します。`;
      remarks.warn(column, 'ditto', text, message);
      keep(column, text);
    } else if (target.to === 'compound') {
      fillCompound(context, target.compound, { column, text, cell });
    } else {
      fill(context, target.field, { column, text, cell });
    }
  }

  /** A mark of a note behind a word of a list, a level, a day or a number: what it says of the value stands elsewhere. */
  #sayFootnote(context: RowContext, target: Target, column: number, text: string): boolean {
    const bare = withoutFootnote(text);
    if (bare === null || (target.to === 'field' && target.field.type === 'text')) return false;
    const known =
      target.to === 'field' &&
      target.field.list !== undefined &&
      this.#items.look(target.field.list, text)?.exact === true;
    if (known || (target.to === 'compound' && target.compound.how === 'pair') || target.to === 'kind') return false;
    const message = `「${text}」に注の印が付いています。注を読んで、値を確かめてください。空欄にして、取込元のその他の列に残します。`;
    context.remarks.warn(column, 'notUnderstood', text, message, bare);
    return true;
  }

  /**
   * A class that follows from the levels is not stored; another one is, and the person is told (domain.md §2.5). Digits
   * are no roman numerals: IPA counts 3 as the highest class, Ⅰ to Ⅳ counts Ⅰ as the highest.
   */
  #importance(context: RowContext, column: number | null, sheet: OpenSheet): void {
    const { values, remarks, keep } = context;
    const typed = values['importance'];
    if (typeof typed !== 'string' || column === null) return;
    delete values['importance'];
    const { classes } = this.#scheme.importance;
    const code = classes.find((one) => classKey(one.code) === classKey(typed))?.code;
    if (code === undefined) {
      const words = classes.map((one) => one.code).join('・');
      remarks.noticeOnce(
        `importance ${sheet.plan.name}`,
        column,
        'notUnderstood',
        typed,
        `「${typed}」は、選んだ分類体系の${this.#scheme.importance.label}（${words}）ではありません。書かれていた値は取込元のその他の列に残し、${this.#scheme.importance.label}は機密性・完全性・可用性から決めます。`,
      );
      const follows = sheet.importanceRule?.(context.values);
      if (follows !== undefined && follows !== null && follows !== classKey(typed)) {
        const message = `ほかの行と同じ決め方では「${follows}」になります。書かれていた「${typed}」は取込元のその他の列に残します。`;
        remarks.warn(column, 'importanceDiffers', typed, message, follows);
      }
      keep(column, typed);
      return;
    }
    const derived = deriveImportance(this.#scheme, { ...levelsOf(values), personalData: personalDataOf(values) });
    if (derived === code) return;
    values['importance'] = code;
    values['importanceReason'] ??= '取込元の台帳の記載';
    if (derived !== null) {
      remarks.warn(
        column,
        'importanceDiffers',
        typed,
        `機密性・完全性・可用性から決まる${this.#scheme.importance.label}は「${derived}」です。取込元の記載「${code}」を優先して取り込みます。`,
      );
    }
  }

  /** domain.md D5 */
  #minimum(values: Values, column: number | null, remarks: RowRemarks): void {
    const { confidentiality } = levelsOf(values);
    const minimum = minimumConfidentiality(this.#scheme, personalDataOf(values));
    if (
      confidentiality === null ||
      minimum === null ||
      compareLevels(this.#scheme, 'confidentiality', confidentiality, minimum) >= 0
    )
      return;
    const word = (code: string) => levelOf(this.#scheme, 'confidentiality', code)?.name ?? code;
    remarks.warn(
      column,
      'belowMinimum',
      word(confidentiality),
      `個人情報の内容からは${word(minimum)}以上が必要です。${word(confidentiality)}のまま取り込みます。`,
    );
  }

  #relatedNumbers(related: readonly string[], column: number | null, remarks: RowRemarks): void {
    const unknown = related.filter((number) => !this.#inFile.has(number) && !this.#known.numberTaken(number));
    if (unknown.length === 0) return;
    remarks.notice(
      column,
      'unknownRelated',
      unknown.join('、'),
      `「${unknown.join('」「')}」という番号の資産は、まだありません。番号のまま残し、その資産が登録されたときにつなぎます。`,
    );
  }
}

/** A row of which everything is known. */
interface ReadRow {
  readonly sheet: OpenSheet;
  readonly line: TableRow;
  readonly kind: Kind | null;
  readonly asset: ImportedAsset;
  readonly match: UnderstoodAsset['match'] | undefined;
  readonly remarks: RowRemarks;
}

/** A row that is looked for in the register and among the rows before it. */
interface Looked {
  readonly kind: Kind | null;
  readonly number: GivenNumber;
  readonly asset: NewAsset;
  readonly name: Name;
  readonly remarks: RowRemarks;
}

const folded = (value: Values[string] | undefined) => foldForSearch(String(value ?? ''));

/** An asset row of the file with what was understood, whether it comes in or not. */
export interface UnderstoodAsset {
  readonly at: { readonly sheet: string; readonly row: number; readonly column?: string };
  readonly kind: Kind | null;
  readonly asset: NewAsset;
  /** The asset of the register that it looks like, why, and what becomes of the row. */
  readonly match?: { readonly number: string; readonly finding: RowFinding; readonly way: RowWay };
}

/** What is read of a row before its other cells. */
interface Given {
  readonly name: Name;
  readonly number: GivenNumber;
  readonly confirmed: CorrectedRow['confirmed'];
  readonly removed: CorrectedRow['removed'];
  /** A line is drawn through all of it. */
  readonly struck: boolean;
}

interface GivenNumber {
  readonly number: string;
  readonly former: string;
  readonly bringsBack?: number;
  /** The number is taken. */
  readonly found?: Found;
}
const NO_NUMBER: GivenNumber = { number: '', former: '' };
