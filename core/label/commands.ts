import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { LabelPreview, LabelResult, LabelSheetInfo } from '../../contract/label.ts';
import { capacity } from '../../contract/labelSheet.ts';
import { putSheetUse, sheetUses } from '../../db/labelSheets.ts';
import { insertLabelPrint, type OutputRecord } from '../../db/outputs.ts';
import type { WritableDb } from '../../db/types.ts';
import { findIds } from '../asset/list.ts';
import { announce, type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker } from '../jobs/run.ts';
import { filterWords } from '../ledger/filterWords.ts';
import { formatMoment } from '../moment.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { labelOf } from '../register/state.ts';
import { orderAssets, orderPlaces } from './order.ts';
import { printerById } from './printerCommands.ts';
import { lastUse, rememberUse } from './remembered.ts';
import { sheetNotes } from './sheetNotes.ts';
import { allSheets, isPresetSheet, sheetById, sheetTitle } from './sheets.ts';
import { allTemplates } from './templates.ts';
import { chosenTemplate, type DrawnWork, drawWork, type LabelWork, labelsOf } from './work.ts';

const MEMORY_MB = 1024;
const PREVIEW_PAGES = 3;
/** Laying out this many labels for the warnings of a preview takes about half a second. */
const PREVIEW_LABELS = 2000;

type Request = ParsedInputOf<'label.print'>;

/** Every sheet as a clerk is offered it, with where the last print on it ended. */
export function labelSheets(context: Context): LabelSheetInfo[] {
  const { db } = opened(context);
  const uses = sheetUses(db);
  const { sheetId, printers } = lastUse(db);
  return allSheets(db).map((sheet) => ({
    ...sheet,
    title: sheetTitle(sheet),
    preset: isPresetSheet(sheet.id),
    start: uses.get(sheet.id)?.start ?? 1,
    skip: uses.get(sheet.id)?.skip ?? [],
    printerId: printers[sheet.id] ?? null,
    last: sheet.id === sheetId,
    notes: [...(sheet.note ? [sheet.note] : []), ...sheetNotes(sheet)],
  }));
}

/** What a request asks for, checked. @throws DaichoError('notFound' | 'invalidInput') */
function workOf(context: Context, input: Request): LabelWork {
  const { db, state } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const cells = capacity(sheet);
  const wrong = (path: string, message: string) => new DaichoError('invalidInput', undefined, [{ path, message }]);
  if (input.start > cells) throw wrong('start', `開始位置は1から${cells}までです。`);
  if (input.target === 'erased' && !input.erased) throw wrong('erased', '消去した日付・方法・担当者を入れてください。');
  const correction = input.printerId === undefined ? undefined : printerById(context, input.printerId);
  const templateId = input.templateId ?? null;
  chosenTemplate(allTemplates(db), templateId, input.target);
  const ofPlaces = input.target === 'place';
  const given = input.filter.ids?.map(Number);
  const ids = ofPlaces ? [] : orderAssets(db, state, findIds(context, input.filter), input.order, given);
  const places = (input.placeIds ?? []).filter((id) => state.items.get(id)?.list === 'place');
  const placeIds = ofPlaces ? orderPlaces(state, places, input.order) : [];
  return {
    target: input.target,
    ids,
    placeIds,
    erased: input.erased,
    sheet,
    templateId,
    start: input.start,
    // A cell behind the last one, remembered from a larger sheet, means nothing here.
    skip: input.skip.filter((index) => index <= cells),
    copies: input.copies,
    correction,
    stamp: stampOf(context, (ids.length + placeIds.length) * input.copies),
    day: today(context),
    fontDirs: context.fontDirs,
  };
}

/** What stands in the bottom margin of every sheet: when, by whom, how many, class marking (domain.md D20). */
function stampOf(context: Context, labels: number): string {
  const { settings } = opened(context).state;
  return `${formatMoment(context.ports.now())}　${whoWorks(context)}　${labels}枚　${settings.marking}`;
}

/**
 * The first pages, and the warnings of all labels. Of more than 2,000 labels only those on the pages shown are looked at
 * here; the print names the others.
 */
export function previewLabels(context: Context, input: ParsedInputOf<'label.preview'>): LabelPreview {
  const { db, state } = opened(context);
  const work = workOf(context, input);
  const all = work.ids.length + work.placeIds.length;
  const looked = all > PREVIEW_LABELS ? capacity(work.sheet) * PREVIEW_PAGES : all;
  const shown = { ...work, ids: work.ids.slice(0, looked), placeIds: work.placeIds.slice(0, looked) };
  const drawn = drawWork(state, shown, labelsOf(db, state, shown), { maxPages: PREVIEW_PAGES });
  return {
    labels: all * work.copies,
    pageCount: all === looked ? drawn.pageCount : pagesFor(work, all * work.copies),
    pages: drawn.pages,
    warnings: drawn.warnings.map(({ number, message }) => ({ number, message })),
  };
}

function pagesFor({ sheet, start, skip }: LabelWork, labels: number): number {
  const cells = capacity(sheet);
  const onFirst = Array.from({ length: cells - start + 1 }, (_, i) => start + i).filter(
    (i) => !skip.includes(i),
  ).length;
  return (onFirst > 0 ? 1 : 0) + Math.ceil(Math.max(0, labels - onFirst) / cells);
}

/** Draws all sheets in a worker, prints them to PDF, and records what stood on each label (R8, D14). */
export function printLabels(context: Context, input: Request): JobStarted {
  const work = workOf(context, input);
  const total = work.ids.length + work.placeIds.length;
  if (total === 0) throw new DaichoError('nothingToPrint');
  const { fileName, path } = newOutput(context, 'ラベル', 'pdf');
  const about = `${work.sheet.id}、${subjectWords(context, input)}`;
  const who = whoWorks(context);
  const { db } = opened(context);
  return context.jobs.start(async (handle): Promise<LabelResult> => {
    handle.progress('ラベルを描いています', 0, total);
    const drawn = await inWorker<DrawnWork>(context.dataDir, { type: 'label.draw', work }, handle, {
      memoryMb: MEMORY_MB,
    });
    handle.progress('PDFにしています', 0, null);
    const { paperWidth: widthMm, paperHeight: heightMm } = work.sheet;
    const bytes = await writePdf(context, path, drawn.html, { widthMm, heightMm }, handle.signal);
    const at = context.ports.now().toISOString();
    const file = { kind: 'label', fileName, path, bytes, rows: total, about, at, who } as const;
    const output = await keepOutput(context, file, (kept) => recordPrints(db, kept, work, drawn, input.printerId));
    announce(context);
    handle.progress('できました', total, total);
    return {
      ...output,
      labels: drawn.labels.length * work.copies,
      pages: drawn.pages,
      warnings: drawn.warnings,
      nextStart: drawn.next.start,
    };
  });
}

/** Every label of a print, and where the next one on this sheet begins; in the transaction that keeps the file. */
function recordPrints(
  db: WritableDb,
  output: OutputRecord,
  { target, sheet, copies }: LabelWork,
  drawn: DrawnWork,
  printerId: string | undefined,
): void {
  for (const { subject, templateId, templateRevision, content } of drawn.labels) {
    const about =
      target === 'place' ? { assetId: null, placeId: subject } : { assetId: Number(subject), placeId: null };
    const how = { outputId: output.id, sheetId: sheet.id, templateId, templateRevision, copies };
    insertLabelPrint(db, { target, ...about, ...how, at: output.at, who: output.who, content });
  }
  rememberUse(db, sheet.id, printerId ?? null);
  if (sheet.medium === 'sheet') putSheetUse(db, sheet.id, drawn.next.start, drawn.next.skip);
}

function subjectWords(context: Context, input: Request): string {
  const { state } = opened(context);
  if (input.target !== 'place')
    return `${input.target === 'erased' ? '消去済 ' : ''}${filterWords(state, input.filter)}`;
  const names = (input.placeIds ?? []).map((id) => labelOf(state, id));
  return `場所 ${names.length > 3 ? `${names.slice(0, 3).join('・')} ほか${names.length - 3}か所` : names.join('・')}`;
}
