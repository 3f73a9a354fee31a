import { DaichoError } from '../../../contract/errors.ts';
import { DEFAULT_LIMITS, type Limits } from '../read/index.ts';
import { kindOf } from '../read/kind.ts';
import { PartStore, type Relation } from '../read/package.ts';
import { parseStyles } from '../read/styles.ts';
import { isTrue, mainRoot, scanXml } from '../read/xml.ts';
import { preflightZip, type ZipEntry } from '../read/zip.ts';
import { attribute, cut, decoded, elementEnd, escaped, join, type Piece, withAttribute } from './markup.ts';
import { fillSheet, readStrings, type SheetContext, type SheetWords, type Words, wordsOfSheet } from './sheet.ts';
import { movedAreas, movedFormula, movedRow, type Shift } from './shift.ts';
import { rewriteZip } from './zip.ts';

/**
 * A union's own book with {{…}} is filled in its XML: nothing is read into a model and written anew, so shapes, pictures,
 * print settings and whatever Excel will invent stay as they are. Only parts that have to change are replaced.
 */

/** Smaller than for an import: a form is a page or two. */
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  maxFileBytes: 2 * 1024 * 1024,
  maxTotalBytes: 64 * 1024 * 1024,
  maxPartBytes: 16 * 1024 * 1024,
};
const EXCEL = 'Excelで開き、「名前を付けて保存」で「Excel ブック（*.xlsx）」を選んで保存し直してください。';

interface Template {
  readonly bytes: Uint8Array;
  readonly entries: readonly ZipEntry[];
  readonly store: PartStore;
  readonly workbook: string;
  readonly relations: readonly Relation[];
  readonly sheets: readonly { readonly part: string; readonly context: SheetContext }[];
}

/**
 * Opens a book as a template. Nothing in it is run, followed or computed.
 * @throws DaichoError unsupportedFile, fileUnreadable, fileTooLarge, passwordProtected
 */
function open(bytes: Uint8Array): Template {
  if (bytes.length > LIMITS.maxFileBytes)
    throw new DaichoError('fileTooLarge', '様式のファイルは2MBまでです。大きな画像を小さくしてください。');
  if (kindOf(bytes, 'template.xlsx') !== 'zip')
    throw new DaichoError('unsupportedFile', `Excelのブックではありません。${EXCEL}`);
  const entries = preflightZip(bytes, LIMITS);
  const store = new PartStore(bytes, entries, LIMITS);
  const workbook = store.relations('').find(({ type }) => type === 'officeDocument')?.target;
  if (!workbook || !store.has('[Content_Types].xml') || !store.has(workbook))
    throw new DaichoError('unsupportedFile', `Excelのブックではありません。${EXCEL}`);
  const relations = store.relations(workbook);
  if (relations.some(({ type }) => type === 'vbaProject'))
    throw new DaichoError('unsupportedFile', `マクロの入ったブックは様式にできません。${EXCEL}`);
  const xml = text(store, workbook, 'ブック', 'workbook');
  const pieces = cut(xml);
  const date1904 = pieces.some(
    (piece) => piece.name === 'workbookPr' && isTrue(attribute(piece.raw, 'date1904') ?? ''),
  );
  const target = (type: string) => relations.find((one) => one.type === type)?.target;
  const [stringPart, stylePart] = [target('sharedStrings'), target('styles')];
  const strings = stringPart ? readStrings(text(store, stringPart, '文字の一覧', 'sst')) : [];
  const formats = stylePart ? parseStyles(store.read(stylePart)).map(({ format }) => formatKind(format)) : [];
  const sheets = pieces
    .filter((piece) => piece.name === 'sheet' && piece.type !== 'close')
    .flatMap((piece) => {
      const id = /\s[^\s=:]+:id\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(piece.raw);
      const relation = relations.find((one) => one.id === (id?.[1] ?? id?.[2]));
      if (relation?.type !== 'worksheet') return [];
      return [
        { part: relation.target, context: { name: attribute(piece.raw, 'name') ?? '', strings, formats, date1904 } },
      ];
    });
  if (new Set(sheets.map(({ part }) => part)).size < sheets.length)
    throw new DaichoError('fileUnreadable', '2つのシートが同じ中身を指しています。');
  return { bytes, entries, store, workbook, relations, sheets };
}

function formatKind(format: ReturnType<typeof parseStyles>[number]['format']): SheetContext['formats'][number] {
  return format.kind === 'date' ? 'date' : 'other';
}

/** A part as text, after the parser has found it well-formed and without entities of its own. */
function text(store: PartStore, part: string, label: string, root: string): string {
  const bytes = store.read(part);
  scanXml(bytes, label, mainRoot(root), { open: () => undefined });
  return utf8(bytes, label);
}

function utf8(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DaichoError('fileUnreadable', `${label}の文字コードが、UTF-8ではありません。${EXCEL}`);
  }
}

const sheetText = ({ store }: Template, sheet: Template['sheets'][number]) =>
  text(store, sheet.part, `シート「${sheet.context.name}」`, 'worksheet');

/** Words to fill of all sheets, and what a clerk should know. @throws as open, and invalidInput for repetitions that can't be */
export function inspectTemplate(bytes: Uint8Array): { sheets: SheetWords[]; notes: string[] } {
  const template = open(bytes);
  const sheets = template.sheets.map((sheet) => wordsOfSheet(sheetText(template, sheet), sheet.context));
  const notes = template.relations.some(({ type }) => type === 'externalLink')
    ? ['ほかのファイルへのリンクがあります。そのまま残り、値は書きかえません。']
    : [];
  return { sheets, notes };
}

export interface FilledBook {
  readonly bytes: Buffer;
  /** Texts that no cell could hold whole. */
  readonly cut: number;
  /** Some sheet repeats rows. */
  readonly repeats: boolean;
}

/**
 * The book with its words filled in. A sheet with repeated rows has them once for each asset; one without is filled
 * for the first.
 * @param common words that stand once
 * @param onSheet called before each sheet
 */
export function fillTemplate(
  bytes: Uint8Array,
  common: Words,
  assets: readonly Words[],
  onSheet: () => void,
): FilledBook {
  const template = open(bytes);
  const { store, entries } = template;
  const exact = new Map(entries.map(({ name }) => [name.toLowerCase(), name]));
  const changes = new Map<string, Uint8Array | null>();
  const put = (part: string, xml: string) => changes.set(exact.get(part.toLowerCase())!, Buffer.from(xml, 'utf8'));
  const shifts: { readonly sheet: string; readonly part: string; readonly shift: Shift }[] = [];
  let formulas = false;
  let cutTexts = 0;
  let repeats = false;
  for (const sheet of template.sheets) {
    onSheet();
    const xml = sheetText(template, sheet);
    const alone: Words = (word) => common(word) ?? assets[0]?.(word);
    const { block } = wordsOfSheet(xml, sheet.context);
    const filled = fillSheet(
      xml,
      sheet.context,
      block ? common : alone,
      assets.map((own) => (word) => own(word) ?? common(word)),
    );
    if (filled.xml !== xml) put(sheet.part, filled.xml);
    formulas ||= filled.formulas;
    cutTexts += filled.cut;
    repeats ||= block !== null;
    if (filled.shift) shifts.push({ sheet: sheet.context.name, part: sheet.part, shift: filled.shift });
  }
  for (const { part, sheet, shift } of shifts) moveAround(store, part, sheet, shift, put);
  // Formulas of other sheets that look at one whose rows have moved.
  for (const other of template.sheets) {
    for (const { sheet, shift } of shifts) {
      if (other.context.name === sheet) continue;
      const name = exact.get(other.part.toLowerCase())!;
      const now = changes.get(name);
      const xml = now ? Buffer.from(now).toString('utf8') : sheetText(template, other);
      const moved = moveFormulas(xml, ['f', 'formula', 'formula1', 'formula2'], shift, sheet, false);
      if (moved !== xml) put(other.part, moved);
    }
  }
  const book = text(store, template.workbook, 'ブック', 'workbook');
  let changed = book;
  for (const { sheet, shift } of shifts) changed = moveFormulas(changed, ['definedName'], shift, sheet, false);
  if (formulas) changed = computedOnOpening(changed);
  if (changed !== book) put(template.workbook, changed);
  const chain = template.relations.find(({ type }) => type === 'calcChain')?.target;
  // It lists the cells with formulas; one that is not where it says would be taken for damage. Excel makes it anew.
  if (chain && shifts.length > 0 && store.has(chain)) dropPart(template, chain, put, changes, exact);
  return { bytes: rewriteZip(bytes, entries, changes), cut: cutTexts, repeats };
}

type Put = (part: string, xml: string) => void;

/** What stands beside a sheet and names its rows: drawings with their charts, notes, tables. */
function moveAround(store: PartStore, part: string, sheet: string, shift: Shift, put: Put): void {
  for (const { type, target } of store.relations(part)) {
    if (!store.has(target)) continue;
    const xml = () => utf8(store.read(target), '部品');
    if (type === 'drawing') {
      put(target, moveAnchors(xml(), shift));
      for (const { type: of, target: chart } of store.relations(target)) {
        if (of !== 'chart' || !store.has(chart)) continue;
        const before = utf8(store.read(chart), 'グラフ');
        const after = moveFormulas(before, ['f'], shift, sheet, false);
        if (after !== before) put(chart, after);
      }
    } else if (type === 'comments' || type === 'threadedComment')
      put(target, moveRefs(xml(), ['comment', 'threadedComment'], shift));
    else if (type === 'vmlDrawing') put(target, moveNotes(xml(), shift));
    else if (type === 'table')
      put(target, moveRefs(xml(), ['table', 'autoFilter', 'sortState', 'sortCondition'], shift));
  }
}

/** Rows of a drawing's anchors count from 0. What hangs below the block moves down; what is tied to both ends grows. */
function moveAnchors(xml: string, shift: Shift): string {
  const pieces = cut(xml);
  const out: string[] = [];
  const parents: string[] = [];
  let grows = true;
  let fromMoved = false;
  for (const piece of pieces) {
    if (piece.type === 'open') {
      parents.push(piece.name);
      if (piece.name === 'twoCellAnchor')
        grows = !['oneCell', 'absolute'].includes(attribute(piece.raw, 'editAs') ?? '');
    }
    if (piece.type === 'close') parents.pop();
    const [of, name] = parents.slice(-2);
    if (piece.type === 'other' && name === 'row' && (of === 'from' || of === 'to') && /^\s*\d+\s*$/.test(piece.raw)) {
      const row = Number(piece.raw) + 1;
      const next = movedRow(row, shift);
      if (of === 'from') fromMoved = next !== row;
      out.push(of === 'to' && !grows && !fromMoved ? piece.raw : String(next - 1));
    } else out.push(piece.raw);
  }
  return out.join('');
}

/** Attributes `ref` of these elements. A table that ends in the block grows with it. */
function moveRefs(xml: string, elements: readonly string[], shift: Shift): string {
  return cut(xml)
    .map((piece) => {
      const ref = elements.includes(piece.name) && piece.type !== 'close' ? attribute(piece.raw, 'ref') : null;
      return ref === null ? piece.raw : withAttribute(piece.raw, 'ref', movedAreas(ref, shift, false)[0]!);
    })
    .join('');
}

/** The boxes of notes (VML): x:Row and the rows of x:Anchor, both from 0. */
function moveNotes(xml: string, shift: Shift): string {
  const down = (row: number) => movedRow(row + 1, shift) - 1;
  return xml
    .replace(
      /(<x:Row>\s*)(\d+)(\s*<\/x:Row>)/g,
      (_, a: string, row: string, b: string) => `${a}${down(Number(row))}${b}`,
    )
    .replace(/(<x:Anchor>)([^<]*)(<\/x:Anchor>)/g, (all, a: string, list: string, b: string) => {
      const numbers = list.split(',').map((one) => Number(one.trim()));
      if (numbers.length !== 8 || numbers.some(Number.isNaN)) return all;
      for (const at of [2, 6]) numbers[at] = down(numbers[at]!);
      return `${a}${numbers.join(', ')}${b}`;
    });
}

/** Formulas as the text of these elements. */
function moveFormulas(xml: string, elements: readonly string[], shift: Shift, sheet: string, own: boolean): string {
  const pieces = cut(xml);
  const out: string[] = [];
  for (let i = 0; i < pieces.length; ) {
    const piece = pieces[i]!;
    if (piece.type !== 'open' || !elements.includes(piece.name)) {
      out.push(piece.raw);
      i += 1;
      continue;
    }
    const end = elementEnd(pieces, i);
    const inside = pieces.slice(i + 1, end - 1);
    const formula = inside.map(({ raw }) => decoded(raw)).join('');
    const moved = movedFormula(formula, shift, sheet, own, null);
    out.push(piece.raw, moved === formula ? join(inside) : escaped(moved), pieces[end - 1]!.raw);
    i = end;
  }
  return out.join('');
}

/** Has Excel compute all formulas when the book is opened: their old results were left out. */
function computedOnOpening(xml: string): string {
  const pieces = cut(xml);
  const calc = pieces.find((piece) => piece.name === 'calcPr' && piece.type !== 'close');
  if (!calc) {
    // In its place by the order of the schema (CT_Workbook): behind the defined names, or the sheets.
    const behind = pieces.findLastIndex(
      (piece) => piece.name === 'definedNames' || piece.name === 'externalReferences' || piece.name === 'sheets',
    );
    const prefix = /^<\/?([^\s/>:]+:)/.exec(pieces[behind]!.raw)?.[1] ?? '';
    const added: Piece = { type: 'empty', name: 'calcPr', raw: `<${prefix}calcPr fullCalcOnLoad="1"/>` };
    return join([...pieces.slice(0, behind + 1), added, ...pieces.slice(behind + 1)]);
  }
  const raw =
    attribute(calc.raw, 'fullCalcOnLoad') === null
      ? calc.raw.replace(/\s*\/?>$/, (end) => ` fullCalcOnLoad="1"${end.trim()}`)
      : withAttribute(calc.raw, 'fullCalcOnLoad', '1');
  return join(pieces.map((piece) => (piece === calc ? { ...piece, raw } : piece)));
}

/** Takes a part out, with its line in the list of types and its relation. */
function dropPart(
  { store, workbook }: Template,
  part: string,
  put: Put,
  changes: Map<string, Uint8Array | null>,
  exact: ReadonlyMap<string, string>,
): void {
  changes.set(exact.get(part.toLowerCase())!, null);
  const without = (xml: string, element: string, isIt: (raw: string) => boolean) =>
    join(cut(xml).filter((piece) => piece.name !== element || !isIt(piece.raw)));
  const types = utf8(store.read('[Content_Types].xml'), '部品の種類');
  put(
    '[Content_Types].xml',
    without(types, 'Override', (raw) => attribute(raw, 'PartName')?.toLowerCase() === `/${part.toLowerCase()}`),
  );
  const slash = workbook.lastIndexOf('/') + 1;
  const relations = `${workbook.slice(0, slash)}_rels/${workbook.slice(slash)}.rels`;
  put(
    relations,
    without(utf8(store.read(relations), '部品表'), 'Relationship', (raw) =>
      /\/calcChain$/.test(attribute(raw, 'Type') ?? ''),
    ),
  );
}
