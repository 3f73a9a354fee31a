import type {
  Correction,
  ImportPlan,
  ImportProblem,
  ImportProblemCode,
  RowFinding,
  RowWay,
  SheetPlan,
} from '../../contract/importing.ts';

/** What the clerk has said of the doubtful cells, as data: which remarks a decision answers, and which are open. */

/** What stands in the cell that a remark is about. */
export const textOfProblem = ({ text, value }: ImportProblem): string => text ?? value;

/** The line of the table that a remark stands in: its row; a column or a card where the table is not by rows. */
export const lineOfProblem = ({ row, at }: ImportProblem): number => at?.line ?? row;

/** The table that a remark stands in; with several on one sheet the one whose columns hold the cell. */
export function tableOf(plan: ImportPlan, { sheet, cell, row }: ImportProblem): SheetPlan | undefined {
  const used = plan.sheets.filter((one) => one.use && (one.sheet ?? one.name) === sheet);
  const column = columnNumber(cell);
  return (
    used.find(
      ({
        left = 1,
        right = Number.MAX_SAFE_INTEGER,
        bottom = Number.MAX_SAFE_INTEGER,
        headerRow,
        fieldsAsRows,
        cards,
      }) =>
        !fieldsAsRows &&
        !cards &&
        row > headerRow &&
        row <= bottom &&
        (cell === '' || (column >= left && column <= right)),
    ) ?? used[0]
  );
}

function columnNumber(cell: string): number {
  let n = 0;
  for (const letter of /^[A-Z]*/.exec(cell)![0]) n = n * 26 + letter.charCodeAt(0) - 64;
  return n;
}

/** The column of a cell: its letters; where the fields stand as rows, its row. */
function lineOf(plan: ImportPlan, problem: Pick<ImportProblem, 'sheet' | 'cell'>): string {
  const tables = plan.sheets.filter((one) => one.use && (one.sheet ?? one.name) === problem.sheet);
  // On a card every cell is a field of its own.
  if (tables.some((one) => one.cards || one.recordRows)) return problem.cell;
  const turned = tables.some((one) => one.fieldsAsRows);
  return (turned ? /\d+$/ : /^[A-Z]+/).exec(problem.cell)?.[0] ?? '';
}

export function sameColumn(plan: ImportPlan, a: ImportProblem, b: Pick<ImportProblem, 'sheet' | 'cell'>): boolean {
  return a.sheet === b.sheet && a.cell !== '' && lineOf(plan, a) === lineOf(plan, b);
}

/** The decision that answers a remark; undefined: it is open. */
export function correctionOf(plan: ImportPlan, problem: ImportProblem): Correction | undefined {
  const { sheet, cell } = problem;
  const row = lineOfProblem(problem);
  const text = textOfProblem(problem);
  const all = (plan.corrections ?? []).filter((one) => one.finding === undefined);
  return (
    all.find((one) => !one.everywhere && one.sheet === sheet && one.cell === cell && one.row === row) ??
    all.find((one) => one.everywhere && one.text === text && sameColumn(plan, problem, one))
  );
}

/** What the clerk said of this row alone. */
export function rowDecision(plan: ImportPlan, problem: ImportProblem): Correction | undefined {
  const { choice, sheet, cell } = problem;
  if (!choice) return undefined;
  const text = textOfProblem(problem);
  return plan.corrections?.find(
    (one) =>
      one.finding === choice.finding &&
      one.sheet === sheet &&
      one.cell === cell &&
      one.text === text &&
      (one.how !== 'update' || one.to === choice.asset?.number),
  );
}

/** What becomes of the row because the clerk said so, of it alone or of all that are like it; undefined: what is usual. */
export function rowWay(plan: ImportPlan, problem: ImportProblem): RowWay | undefined {
  const { choice } = problem;
  if (!choice) return undefined;
  const said = rowDecision(plan, problem)?.how ?? plan.findings?.[choice.finding];
  return choice.ways.find((way) => way === said);
}

/** Says what becomes of one row; null: nothing is said of it any more. */
export function withRowWay(plan: ImportPlan, problem: ImportProblem, way: RowWay | null): readonly Correction[] {
  const { choice, sheet, cell, row } = problem;
  const { finding, asset } = choice!;
  const said = { sheet, cell, row, text: textOfProblem(problem).slice(0, 500), finding };
  if (way === null) return withoutCorrection(plan, { ...said, how: 'new' });
  return withCorrection(plan, { ...said, how: way, ...(way === 'update' && asset && { to: asset.number }) });
}

/** Says what becomes of all rows of which the same is found: what was said of single ones is overruled. */
export function withFinding(plan: ImportPlan, finding: RowFinding, way: RowWay | null): Partial<ImportPlan> {
  const { [finding]: _, ...others } = plan.findings ?? {};
  return {
    findings: way === null ? others : { ...others, [finding]: way },
    corrections: (plan.corrections ?? []).filter((one) => one.finding !== finding),
  };
}

/** True once the clerk has decided about a remark: its cell, its word, or its row. */
export function isAnswered(plan: ImportPlan, problem: ImportProblem): boolean {
  if (correctionOf(plan, problem) || rowWay(plan, problem)) return true;
  const table = tableOf(plan, problem);
  // A word that was explained: 「高」 in the column of 機密性.
  const field = table?.columns[problem.at?.column ?? columnNumber(problem.cell) - 1];
  const text = textOfProblem(problem);
  if (plan.meanings?.some((one) => one.field === field && one.text === text)) return true;
  const { row } = waysOf(problem);
  return row !== null && table?.rows?.[lineOfProblem(problem)] === (row === 'isAsset');
}

/** What is said of the cell of a remark; `everywhere`: of all cells of its column with the same text. */
export function correctionFor(
  problem: ImportProblem,
  how: Correction['how'],
  to: string | undefined,
  everywhere: boolean,
): Correction {
  return {
    sheet: problem.sheet,
    cell: problem.cell,
    row: lineOfProblem(problem),
    text: textOfProblem(problem).slice(0, 500),
    how,
    ...(to !== undefined && { to }),
    ...(everywhere && { everywhere: true }),
  };
}

/** Adds a decision in the place of those that it overrules. */
export function withCorrection(plan: ImportPlan, correction: Correction): readonly Correction[] {
  return [...withoutCorrection(plan, correction), correction];
}

export function withoutCorrection(plan: ImportPlan, gone: Correction): readonly Correction[] {
  const same = (one: Correction) =>
    (one.everywhere ?? false) === (gone.everywhere ?? false) &&
    one.finding === gone.finding &&
    one.sheet === gone.sheet &&
    (gone.everywhere
      ? one.text === gone.text && lineOf(plan, one) === lineOf(plan, gone)
      : one.cell === gone.cell && one.row === gone.row);
  return (plan.corrections ?? []).filter((one) => !same(one));
}

/** Remarks about a value that comes in as it is written: it may also be taken out. */
const TAKEN: ReadonlySet<ImportProblemCode> = new Set([
  'dateOrder',
  'convertedNumber',
  'belowMinimum',
  'importanceDiffers',
  'conflict',
  'continued',
  'several',
]);
/** Suggestions that are no text for the cell. */
const NO_CELL_TEXT: ReadonlySet<ImportProblemCode> = new Set(['struckOut', 'badKind']);

/** What may be decided about a remark. */
export interface Ways {
  /** Text that stands in the cell after one click. */
  readonly suggestion: string | null;
  readonly type: boolean;
  /** The word itself becomes a new entry of its list. */
  readonly add: boolean;
  /** Words of the button that leaves the cell as it is; null where the row could not come in so. */
  readonly keep: string | null;
  readonly blank: boolean;
  readonly row: 'isAsset' | 'isNone' | null;
}

export function waysOf({ severity, code, cell, suggestion, choice }: ImportProblem): Ways {
  // What becomes of the row is chosen beside; its number or name may be put right all the same.
  if (choice)
    return { suggestion: null, type: choice.finding !== 'struckOut', add: false, keep: null, blank: false, row: null };
  const noAsset = severity === 'error' && (code === 'notAsset' || code === 'skipped');
  const ofCell = cell !== '' && !noAsset;
  return {
    suggestion: ofCell && suggestion && !NO_CELL_TEXT.has(code) ? suggestion : null,
    type: ofCell,
    add: ofCell && severity === 'warning' && code === 'similarItem',
    keep:
      severity !== 'warning'
        ? null
        : TAKEN.has(code) || NO_CELL_TEXT.has(code) || code === 'notAsset' || cell === ''
          ? 'このままでよい'
          : '空のままにする',
    blank: severity === 'warning' && TAKEN.has(code),
    row: noAsset ? 'isAsset' : severity === 'notice' ? null : 'isNone',
  };
}

/** A decision in words. */
export function correctionWords({ how, to, everywhere }: Correction): string {
  const all = everywhere ? '（同じ値すべて）' : '';
  if (how === 'value') return `「${to ?? ''}」にします${all}。`;
  return how === 'blank' ? `空にします${all}。` : `確かめました。書かれているとおりにします${all}。`;
}
