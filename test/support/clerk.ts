import { fieldById, type Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import {
  type Correction,
  compoundOf,
  type ImportCheck,
  type ImportPlan,
  type ImportProblem,
  type ImportProposal,
  proposeColumns,
  type SheetPlan,
} from '../../contract/importing.ts';
import { isAxis } from '../../core/asset/words.ts';
import type { ReadBook } from '../../core/excel/read/index.ts';
import { proposePlan, sheetOf } from '../../core/importing/propose.ts';
import type { Known } from '../../core/importing/rows.ts';
import { checkImport, tableOf as readTable } from '../../core/importing/task.ts';
import { headingsOfPlan, openTable } from '../../core/importing/understand/table.ts';
import { viewOf } from '../../core/importing/understand/view.ts';
import {
  correctionFor,
  isAnswered,
  lineOfProblem,
  sameColumn,
  tableOf,
  textOfProblem,
  waysOf,
  withCorrection,
  withRowWay,
} from '../../renderer/importing/corrections.ts';
import {
  kindOfCode,
  type Measured,
  measure,
  placeOf,
  plainValue,
  saysSame,
  type Truth,
  type TruthAsset,
  type TruthCell,
} from './importMeasure.ts';

/**
 * A clerk who knows what the ledger holds and puts right what was understood, only by what the import screens offer:
 * a sheet taken or not, its kind, its shape, the row of its headings, the field of a column, "blank is as above", rows that
 * are assets or not, meanings of words, and for each remark the ways that `waysOf` gives.
 */

export interface Worked {
  readonly before: Measured;
  /** Rows that hold nothing but what the clerk knows, at first and at the end. */
  readonly rightAtFirst: number;
  readonly right: number;
  readonly rows: number;
  /** What the clerk had to decide, by the tool of the screen. */
  readonly decisions: ReadonlyMap<string, number>;
  /** What could not be put right, for the reader of a failure. */
  readonly left: readonly string[];
  readonly plan: ImportPlan;
}

const ROUNDS = 12;

export function workThrough(
  known: Known,
  book: ReadBook,
  truth: Truth,
  fileName = 'Book1.xlsx',
  spoil = (plan: ImportPlan) => plan,
): Worked {
  const plan = spoil(proposePlan(book, fileName, null, known.state));
  return new Clerk(known, book, truth, plan, fileName).work();
}

/** Where a cell of the sheet stands in the table of a plan. */
interface Spot {
  readonly plan: SheetPlan;
  readonly line: number;
  readonly column: number;
}

class Clerk {
  readonly #known: Known;
  readonly #book: ReadBook;
  readonly #truth: Truth;
  readonly #fileName: string;
  #plan: ImportPlan;
  readonly #decisions = new Map<string, number>();
  #check!: ImportCheck & { readonly proposal: ImportProposal };

  constructor(known: Known, book: ReadBook, truth: Truth, plan: ImportPlan, fileName: string) {
    this.#known = known;
    this.#book = book;
    this.#truth = truth;
    this.#plan = plan;
    this.#fileName = fileName;
  }

  work(): Worked {
    this.#try();
    const before = measure(this.#truth, this.#check.proposal);
    const rightAtFirst = this.#wrongRows().right;
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = this.#sum();
      this.#sheets();
      this.#columns();
      this.#rows();
      this.#try();
      this.#meanings();
      this.#remarks();
      this.#try();
      if (this.#sum() === made) break;
    }
    const { right, left } = this.#wrongRows();
    return {
      before,
      rightAtFirst,
      right,
      rows: this.#truth.assets.length,
      decisions: this.#decisions,
      left,
      plan: this.#plan,
    };
  }

  #sum(): number {
    return [...this.#decisions.values()].reduce((sum, one) => sum + one, 0);
  }

  #decide(tool: string): void {
    this.#decisions.set(tool, (this.#decisions.get(tool) ?? 0) + 1);
  }

  #try(): void {
    this.#check = this.#dryRun(this.#plan);
  }

  /** The dry run; of a plan without rows nothing. */
  #dryRun(plan: ImportPlan): ImportCheck & { readonly proposal: ImportProposal } {
    try {
      const check = checkImport({ book: this.#book }, plan, this.#known, () => undefined, true);
      return { ...check, proposal: check.proposal! };
    } catch (error) {
      if (!(error instanceof DaichoError) || error.code !== 'nothingToImport') throw error;
      const nothing: ImportProposal = { assets: [], notAssets: [], doubtful: [] };
      const empty = { rows: 0, questions: [], clean: 0, doubtful: 0, leftOut: 0, byKind: [], problems: [] };
      const updates = { clean: 0, doubtful: 0 };
      return {
        ...empty,
        updates,
        seen: 0,
        problemCount: 0,
        affected: [],
        newItems: [],
        ownFields: [],
        proposal: nothing,
      };
    }
  }

  /** Rows that would come in with every value that the clerk knows. */
  #wrongRows(): { readonly right: number; readonly left: readonly string[] } {
    const { proposal, problems } = this.#check;
    const got = new Map(proposal.assets.map((one) => [placeOf(one), one]));
    const out = new Set(
      problems.filter((one) => one.severity === 'error').map((one) => `${one.sheet}!${lineOfProblem(one)}`),
    );
    const left: string[] = [];
    let right = 0;
    for (const asset of this.#truth.assets) {
      const found = got.get(placeOf(asset));
      const says = (what: string) => left.push(`${this.#truth.layout} ${placeOf(asset)} ${what}`);
      const count = left.length;
      if (!found) says('is missing');
      else {
        if (found.kind !== kindOfCode(asset.kind)) says(`is ${found.kind}`);
        const spot = this.#spotOf(asset);
        if (spot && out.has(`${asset.sheet}!${spot.line}`)) says('is left out');
        for (const [id, cell] of Object.entries(asset.cells)) {
          if (id.startsWith('+')) continue;
          const want = this.#wanted(id, cell);
          if (want === UNKNOWN || saysSame(id, { ...cell, value: want }, found.values)) continue;
          says(`${cell.cell} ${id}: ${JSON.stringify(want)} is ${JSON.stringify(found.values[id])}`);
        }
      }
      if (left.length === count) right += 1;
    }
    const expected = new Set(this.#truth.assets.map(placeOf));
    for (const one of proposal.assets) if (!expected.has(placeOf(one))) left.push(`${placeOf(one)} is none`);
    return { right, left };
  }

  /** What the clerk knows of a cell: the truth; of a doubtful one what is found out at the shelf; else UNKNOWN. */
  #wanted(id: string, { cell, value, doubtful }: TruthCell): unknown {
    // A row without a name gets one from whoever finds the thing.
    if (id === 'name' && value === null) return UNKNOWN;
    if (!doubtful || value !== null) return value;
    const field = fieldById(id);
    if (!field || Number(/\d+$/.exec(cell)?.[0]) % 2 === 0) return UNKNOWN;
    if (field.type === 'date') return '2020-04-01';
    if (field.type === 'integer') return 7;
    if (isAxis(field.id)) return this.#known.state.schemes.get(this.#plan.schemeId)?.axes[field.id].levels[0]?.code;
    const first = field.list && this.#known.state.lists.find((one) => one.id === field.list)?.items[0]?.label;
    return first && field.type === 'choice' ? first : UNKNOWN;
  }

  #used(): readonly SheetPlan[] {
    return this.#plan.sheets.filter((sheet) => sheet.use);
  }

  #table(plan: SheetPlan) {
    return openTable(sheetOf(this.#book, plan)!, plan);
  }

  #spots = new Map<string, ReadonlyMap<string, { readonly line: number; readonly column: number }>>();

  /** Cells of a table by their address. */
  #cellsOf(plan: SheetPlan): ReadonlyMap<string, { readonly line: number; readonly column: number }> {
    const { name, headerRow, headerRows, left, right, bottom, fieldsAsRows, recordRows, cards } = plan;
    const key = JSON.stringify([name, headerRow, headerRows, left, right, bottom, fieldsAsRows, recordRows, cards]);
    let cells = this.#spots.get(key);
    if (!cells) {
      const { view, headings } = this.#table(plan);
      const found = new Map<string, { line: number; column: number }>();
      for (const { row } of view.rows) {
        if (row < headerRow + (headerRows ?? 1)) continue;
        // A cell of several columns of the sheet counts where its field stands.
        for (let column = headings.length - 1; column >= 0; column -= 1) {
          if (left !== undefined && column < left - 1) continue;
          found.set(view.at(row, column).cell, { line: row, column });
        }
      }
      cells = found;
      this.#spots.set(key, cells);
    }
    return cells;
  }

  #spot(sheet: string, cell: string): Spot | null {
    for (const plan of this.#used()) {
      if ((plan.sheet ?? plan.name) !== sheet) continue;
      const at = this.#cellsOf(plan).get(cell);
      if (at) return { plan, ...at };
    }
    return null;
  }

  #spotOf({ sheet, row, column, cells }: TruthAsset): Spot | null {
    for (const { cell } of Object.values(cells)) {
      const spot = cell === '' ? null : this.#spot(sheet, cell);
      if (spot) return spot;
    }
    return this.#spot(sheet, `${column ?? 'A'}${row}`) ?? this.#spot(sheet, `B${row}`);
  }

  #change(plan: SheetPlan, part: Partial<SheetPlan>): void {
    this.#plan = {
      ...this.#plan,
      sheets: this.#plan.sheets.map((one) => (one.name === plan.name ? { ...one, ...part } : one)),
    };
  }

  // --- 読み取った表 -----------------------------------------------------------------------------------------------------

  #sheets(): void {
    const places = new Set(this.#check.proposal.assets.map(placeOf));
    for (const plan of this.#plan.sheets) {
      const sheet = plan.sheet ?? plan.name;
      const own = this.#truth.assets.filter((asset) => asset.sheet === sheet);
      if (own.length > 0 !== plan.use && !plan.sheet) {
        this.#change(plan, { use: own.length > 0 });
        this.#decide('use');
        continue;
      }
      if (!plan.use) continue;
      const found = own.filter((asset) => places.has(placeOf(asset)));
      if (
        found.length * 2 < own.length &&
        this.#plan.sheets.filter((one) => (one.sheet ?? one.name) === sheet).length === 1
      )
        this.#reshape(plan, own);
      this.#kind(this.#plan.sheets.find((one) => one.name === plan.name)!, own);
    }
  }

  /** The clerk sees on the picture that the table lies otherwise. */
  #reshape(plan: SheetPlan, own: readonly TruthAsset[]): void {
    const shapes: Partial<SheetPlan>[] = [
      { cards: true, headerRow: 1 },
      { fieldsAsRows: true, headerRow: 1 },
      ...Array.from({ length: 10 }, (_, i) => ({ headerRow: i + 1 })),
      ...Array.from({ length: 10 }, (_, i) => ({ headerRow: i + 1, recordRows: 2 })),
      ...Array.from({ length: 10 }, (_, i) => ({ headerRow: i + 1, headerRows: 2 })),
    ];
    let best: { sheet: SheetPlan; found: number } | null = null;
    for (const shape of shapes) {
      const { name, sheet, use, kind, columns } = plan;
      const asked = { name, ...(sheet !== undefined && { sheet }), use, kind, columns, headerRow: 1, ...shape };
      const read = readTable(
        { book: this.#book },
        { sheet: asked, kind: null, fileName: this.#fileName },
        this.#known.state,
      ).sheet;
      const { proposal } = this.#dryRun({ ...this.#plan, sheets: [read] });
      const places = new Set(proposal.assets.map(placeOf));
      const found =
        own.filter((asset) => places.has(placeOf(asset))).length - (proposal.assets.length - own.length) / 2;
      if (found > (best?.found ?? 0)) best = { sheet: read, found };
    }
    if (!best) return;
    this.#change(plan, best.sheet);
    this.#decide('shape');
  }

  #kind(plan: SheetPlan, own: readonly TruthAsset[]): void {
    const mine = own.filter((asset) => this.#spotOf(asset)?.plan.name === plan.name);
    const kinds = new Set(mine.map((asset) => kindOfCode(asset.kind)));
    if (kinds.size !== 1) return;
    const kind = [...kinds][0] as Kind;
    const got = new Map(this.#check.proposal.assets.map((one) => [placeOf(one), one.kind]));
    const right = mine.every((asset) => (got.get(placeOf(asset)) ?? kind) === kind);
    if ((plan.kind === kind || plan.columns.includes('kind') || right) && !plan.kindUnsure) return;
    const { kindByType: _type, kindByHeading: _heading, kindUnsure: _unsure, ...kept } = plan;
    const headings = headingsOfPlan(viewOf(sheetOf(this.#book, plan)!, plan), plan);
    const columns = plan.kind === kind ? plan.columns : proposeColumns(headings, [kind], this.#known.state.catalogue);
    this.#plan = {
      ...this.#plan,
      sheets: this.#plan.sheets.map((one) => (one.name === plan.name ? { ...kept, kind, columns: [...columns] } : one)),
    };
    this.#decide('kind');
  }

  /** What the clerk says of rows on the picture. */
  #rows(): void {
    const expected = new Set(this.#truth.assets.map(placeOf));
    const got = new Set(this.#check.proposal.assets.map(placeOf));
    for (const asset of this.#truth.assets) {
      if (got.has(placeOf(asset))) continue;
      const spot = this.#spotOf(asset);
      if (spot) this.#sayRow(spot.plan, spot.line, true);
    }
    for (const one of this.#check.proposal.assets) {
      if (expected.has(placeOf(one))) continue;
      const spot =
        this.#spot(one.sheet, `${one.column ?? 'A'}${one.row}`) ??
        this.#spot(one.sheet, `B${one.row}`) ??
        this.#spot(one.sheet, `C${one.row}`);
      if (spot) this.#sayRow(spot.plan, spot.line, false);
    }
  }

  #sayRow(plan: SheetPlan, line: number, asset: boolean): void {
    const now = this.#plan.sheets.find((one) => one.name === plan.name)!;
    if (now.rows?.[line] === asset) return;
    this.#change(now, { rows: { ...now.rows, [line]: asset } });
    this.#decide(asset ? 'row is an asset' : 'row is none');
  }

  // --- 列の対応 ---------------------------------------------------------------------------------------------------------

  #columns(): void {
    const got = new Map(this.#check.proposal.assets.map((one) => [placeOf(one), one]));
    for (const plan of this.#used()) {
      const wants = new Map<number, Map<string, number>>();
      for (const asset of this.#truth.assets) {
        if (asset.sheet !== (plan.sheet ?? plan.name)) continue;
        for (const [id, cell] of Object.entries(asset.cells)) {
          if (id.startsWith('+') || cell.cell === '' || cell.doubtful || cell.value === null) continue;
          const found = got.get(placeOf(asset));
          if (!found || saysSame(id, cell, found.values)) continue;
          const at = this.#cellsOf(plan).get(cell.cell);
          if (!at) continue;
          const ids = wants.get(at.column) ?? new Map<string, number>();
          wants.set(at.column, ids);
          ids.set(id, (ids.get(id) ?? 0) + 1);
        }
      }
      for (const [column, ids] of wants) {
        const [[id]] = [...ids].sort((a, b) => b[1] - a[1]) as [[string, number]];
        const now = this.#plan.sheets.find((one) => one.name === plan.name)!;
        if (now.columns[column] === id) continue;
        const columns = now.columns.map((old, i) => (i === column ? id : old === id ? null : old));
        while (columns.length <= column) columns.push(null);
        columns[column] = id;
        this.#change(now, { columns });
        this.#decide('column');
      }
    }
    this.#fillDown();
  }

  /** Blanks that all mean the value above. */
  #fillDown(): void {
    const said = this.#check.problems.filter(
      (one) => one.code === 'ditto' && textOfProblem(one) === '' && one.suggestion,
    );
    const columns = Map.groupBy(said, (one) => {
      const spot = this.#spot(one.sheet, one.cell);
      return spot ? `${spot.plan.name}\n${spot.column}` : '';
    });
    for (const [key, problems] of columns) {
      const [name, column] = [key.split('\n')[0]!, Number(key.split('\n')[1])];
      const plan = this.#plan.sheets.find((one) => one.name === name);
      const id = plan?.columns[column];
      if (!plan || !id || plan.fillDown?.includes(column)) continue;
      const fits = problems.every((one) => {
        const truth = this.#truthAt(one, id);
        return truth && plainValue(this.#wanted(truth.id, truth.cell)) === one.suggestion;
      });
      if (!fits) continue;
      this.#change(plan, { fillDown: [...(plan.fillDown ?? []), column] });
      this.#decide('blank is as above');
    }
  }

  // --- 確かめる ---------------------------------------------------------------------------------------------------------

  /** The fact that a remark is about. */
  #truthAt(
    problem: ImportProblem,
    field: string | null | undefined,
  ): { readonly asset: TruthAsset; readonly id: string; readonly cell: TruthCell } | null {
    const ids = field ? [field, ...(compoundOf(field)?.fields ?? [])] : [];
    const spot = this.#spot(problem.sheet, problem.cell);
    for (const asset of this.#truth.assets) {
      if (asset.sheet !== problem.sheet) continue;
      for (const [id, cell] of Object.entries(asset.cells)) {
        if (cell.cell !== '' && cell.cell === problem.cell) return { asset, id, cell };
        const mine = spot ? this.#spotOf(asset)?.line === spot.line : asset.row === problem.row;
        if (cell.cell === '' && mine && ids.some((one) => one === id || cell.fields?.includes(one)))
          return { asset, id, cell };
      }
    }
    return null;
  }

  #fieldOf(problem: ImportProblem): string | null {
    const spot = this.#spot(problem.sheet, problem.cell);
    return spot ? (spot.plan.columns[spot.column] ?? null) : null;
  }

  /** Words that mean the same wherever they stand in their field. */
  #meanings(): void {
    for (const { field, text } of this.#check.questions) {
      const about = this.#check.problems.filter(
        (one) => textOfProblem(one) === text && this.#fieldOf(one) === field && !isAnswered(this.#plan, one),
      );
      const wants = new Set(
        about.map((one) => {
          const truth = this.#truthAt(one, field);
          return truth ? this.#wanted(truth.id, truth.cell) : UNKNOWN;
        }),
      );
      const [want] = wants;
      if (about.length < 2 || wants.size !== 1 || want === UNKNOWN || compoundOf(field)) continue;
      const to = this.#meaningOf(field, want);
      if (to === null) continue;
      this.#plan = { ...this.#plan, meanings: [...(this.#plan.meanings ?? []), { field, text, to }] };
      this.#decide('meaning');
    }
  }

  #meaningOf(field: string, want: unknown): string | null {
    const word = wordsOf(want);
    if (word === '') return '';
    if (isAxis(field)) return word;
    const list = fieldById(field)?.list;
    return this.#known.state.lists.find((one) => one.id === list)?.items.find((one) => one.label === word)?.id ?? null;
  }

  #remarks(): void {
    const got = new Map(this.#check.proposal.assets.map((one) => [placeOf(one), one]));
    for (const problem of this.#check.problems) {
      if (problem.severity === 'notice' || isAnswered(this.#plan, problem)) continue;
      const ways = waysOf(problem);
      const field = this.#fieldOf(problem);
      const truth = this.#truthAt(problem, field);
      if (ways.row === 'isAsset') continue;
      const want = truth ? this.#wanted(truth.id, truth.cell) : UNKNOWN;
      const found = truth && got.get(placeOf(truth.asset));
      const isSame = truth && found && saysSame(truth.id, { ...truth.cell, value: want }, found.values);
      if (want !== UNKNOWN && truth && !truth.id.startsWith('+') && !isSame && ways.type) {
        const word = this.#whole(field, truth) ?? wordsOf(want);
        if (word !== '' && (ways.add || word !== textOfProblem(problem))) {
          this.#say(problem, 'value', word, 'typed');
          continue;
        }
      }
      if (want === null && !isSame && ways.blank) this.#say(problem, 'blank', undefined, 'emptied');
      else if (problem.code === 'missingName' && ways.type) this.#say(problem, 'value', '（名称を確認中）', 'typed');
      else if (problem.choice?.ways.includes('new')) {
        // What looks like something else is a thing of its own.
        this.#plan = { ...this.#plan, corrections: [...withRowWay(this.#plan, problem, 'new')] };
        this.#decide('taken in');
      } else if (ways.keep !== null) this.#say(problem, 'keep', undefined, 'kept');
    }
  }

  /** What a cell of two facts says as a whole; null for a cell of one. */
  #whole(field: string | null, { asset }: { readonly asset: TruthAsset }): string | null {
    const compound = field ? compoundOf(field) : undefined;
    if (!compound || compound.how === 'mark') return null;
    const parts = compound.fields.map((id) => {
      const cell = Object.entries(asset.cells).find(([key, one]) => key === id || one.fields?.includes(id))?.[1];
      return cell ? wordsOf(cell.value) : '';
    });
    return parts.join(compound.how === 'period' ? '～' : '／');
  }

  #say(problem: ImportProblem, how: Correction['how'], to: string | undefined, tool: string): void {
    const text = textOfProblem(problem);
    const same = this.#check.problems.filter(
      (one) => one.code === problem.code && textOfProblem(one) === text && sameColumn(this.#plan, problem, one),
    );
    const everywhere =
      text !== '' &&
      new Set(same.map((one) => one.cell)).size > 1 &&
      same.every((one) => {
        const truth = this.#truthAt(one, this.#fieldOf(one));
        const want = truth ? this.#wanted(truth.id, truth.cell) : UNKNOWN;
        return how === 'value' ? wordsOf(want) === to : want === UNKNOWN;
      });
    // Cells that say the same and mean something else are decided one by one.
    const others = this.#check.problems.some(
      (one) => !same.includes(one) && textOfProblem(one) === text && sameColumn(this.#plan, problem, one),
    );
    const correction = correctionFor(problem, how, to, everywhere && !others);
    if (!tableOf(this.#plan, problem)) return;
    this.#plan = { ...this.#plan, corrections: [...withCorrection(this.#plan, correction)] };
    this.#decide(tool);
  }
}

const UNKNOWN = Symbol('nobody knows');

/** A value as a clerk types it. */
function wordsOf(value: unknown): string {
  if (value === UNKNOWN || value === null || value === undefined) return '';
  if (value === true) return '有';
  if (value === false) return '無';
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { level, given } = value as { level?: unknown; given?: unknown };
    return plainValue(level ?? given);
  }
  return plainValue(value);
}
