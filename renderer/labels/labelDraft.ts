import type { InputOf } from '../../contract/api.ts';
import type { AssetFilter } from '../../contract/asset.ts';
import type { LabelOrder, LabelPrinter, LabelSheetInfo, LabelTemplateInfo } from '../../contract/label.ts';
import { capacity } from '../../contract/labelSheet.ts';
import { fitsSize } from '../../contract/labelTemplate.ts';
import { type Chosen, firstChoice } from '../AssetChoice.tsx';
import type { Selection } from '../selection.ts';
import { createStore } from '../store.ts';

/** 何に貼るか: assets, those whose label no longer tells the truth, places, or erased media. */
export const WHATS = ['asset', 'stale', 'place', 'erased'] as const;
export type What = (typeof WHATS)[number];

/** What is chosen on the label screen; stays while the person looks something up elsewhere. */
export interface LabelDraft {
  readonly what: What;
  readonly assets: Chosen;
  /** Assets of the re-print list that are left out this time. */
  readonly leftOut: readonly string[];
  readonly placeIds: readonly string[];
  readonly erased: { readonly on: string | null; readonly method: string; readonly person: string };
  readonly copies: number;
  readonly order: LabelOrder;
  /** null: the template that fits each asset's kind and the sheet. */
  readonly templateId: string | null;
  readonly sheetId: string | null;
  /** null: no correction; undefined: the printer of the last print on this sheet. */
  readonly printerId: string | null | undefined;
  /** Cells chosen here, by sheet; a sheet without an entry begins where its last print ended. */
  readonly cells: Readonly<Record<string, Cells>>;
}

export interface Cells {
  /** First cell to print on, 1-based. */
  readonly start: number;
  /** Cells that are not printed on. */
  readonly skip: readonly number[];
}

const draft = createStore<LabelDraft>({
  what: 'asset',
  assets: firstChoice(null, 'filter'),
  leftOut: [],
  placeIds: [],
  erased: { on: null, method: '', person: '' },
  copies: 1,
  order: 'given',
  templateId: null,
  sheetId: null,
  printerId: undefined,
  cells: {},
});
export const useLabelDraft = draft.use;

export function changeDraft(part: Partial<LabelDraft>): void {
  draft.set({ ...draft.get(), ...part });
}

/** Another kind of labels. 消去済 is for media as a rule, and never for the whole register at once. */
export function chooseWhat(what: What): void {
  const { assets } = draft.get();
  const whole = assets.from === 'filter' && assets.kind === null && assets.query === '';
  const media = what === 'erased' && whole ? { assets: { ...assets, kind: 'medium' as const } } : {};
  changeDraft({ what, templateId: null, ...media });
}

let taken: Selection | null = null;
/** A selection handed over by the list is what the person came for, whatever was chosen last time. Taken once. */
export function takeSelection(selection: Selection | null): void {
  if (!selection || selection === taken) return;
  taken = selection;
  changeDraft({ what: 'asset', assets: firstChoice(selection, 'filter'), templateId: null });
}

export function changeCells(sheetId: string, cells: Cells): void {
  changeDraft({ cells: { ...draft.get().cells, [sheetId]: cells } });
}

/** After a print the sheet begins where that print ended, as the register remembers it. */
export function forgetCells(sheetId: string): void {
  const { [sheetId]: _printed, ...others } = draft.get().cells;
  changeDraft({ cells: others });
}

/** Where the print begins and what it leaves out: chosen here, or remembered; never outside the sheet. */
export function cellsOf(given: LabelDraft, sheet: LabelSheetInfo): Cells {
  const { start, skip } = given.cells[sheet.id] ?? sheet;
  const all = capacity(sheet);
  return { start: Math.min(start, all), skip: skip.filter((one) => one <= all) };
}

export type LabelRequest = InputOf<'label.print'>;

/** What can be chosen now. A template of another size, or a printer that was removed, is chosen no more. */
export interface Choices {
  readonly templates: readonly LabelTemplateInfo[];
  readonly printers: readonly LabelPrinter[];
}

/** Templates for what is printed and for the size of the sheet's labels. */
export function templatesFor(
  templates: readonly LabelTemplateInfo[],
  what: What,
  sheet: LabelSheetInfo | undefined,
): readonly LabelTemplateInfo[] {
  return templates.filter(
    (one) => one.target === targetOf(what) && (!sheet || fitsSize(one, sheet.labelWidth, sheet.labelHeight)),
  );
}

/** The printer whose correction is applied, as chosen here or remembered with the sheet. */
export function printerOf(
  given: LabelDraft,
  sheet: LabelSheetInfo,
  printers: readonly LabelPrinter[],
): LabelPrinter | undefined {
  const id = given.printerId === undefined ? sheet.printerId : given.printerId;
  return printers.find((one) => one.id === id);
}

/** The request that these choices make; null while something of it is missing. */
export function requestOf(
  given: LabelDraft,
  sheet: LabelSheetInfo,
  assets: { readonly filter: AssetFilter; readonly staleIds: readonly string[] },
  choices: Choices,
): LabelRequest | null {
  const { what, erased } = given;
  const { start, skip } = cellsOf(given, sheet);
  const template = templatesFor(choices.templates, what, sheet).find((one) => one.id === given.templateId);
  const printer = printerOf(given, sheet, choices.printers);
  const common = {
    sheetId: sheet.id,
    start,
    skip: [...skip],
    copies: given.copies,
    order: given.order,
    ...(template && { templateId: template.id }),
    ...(printer && { printerId: printer.id }),
  };
  if (what === 'place')
    return given.placeIds.length > 0 ? { ...common, target: 'place', placeIds: [...given.placeIds] } : null;
  if (what === 'stale') {
    const ids = assets.staleIds.filter((id) => !given.leftOut.includes(id));
    return ids.length > 0 ? { ...common, target: 'asset', filter: { ids } } : null;
  }
  if (what === 'asset') return { ...common, target: 'asset', filter: assets.filter };
  const [method, person] = [erased.method.trim(), erased.person.trim()];
  if (!erased.on || !method || !person) return null;
  return { ...common, target: 'erased', filter: assets.filter, erased: { on: erased.on, method, person } };
}

/** What the choices made target, for choosing a template. */
export function targetOf(what: What): 'asset' | 'place' | 'erased' {
  return what === 'stale' ? 'asset' : what;
}
