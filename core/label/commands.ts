import { writeFile } from 'node:fs/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { LabelPreview, LabelResult, LabelSheetInfo } from '../../contract/label.ts';
import { capacity, type LabelSheet } from '../../contract/labelSheet.ts';
import { sheetUses } from '../../db/labelSheets.ts';
import { insertLabelPrint, insertOutput } from '../../db/outputs.ts';
import { inTransaction } from '../../db/statements.ts';
import { findIds } from '../asset/list.ts';
import { announce, type Context, opened, whoWorks } from '../context.ts';
import { writeAtomically } from '../files/atomic.ts';
import { inWorker } from '../jobs/run.ts';
import { newOutput } from '../ledger/commands.ts';
import { filterWords } from '../ledger/filterWords.ts';
import { formatMoment } from '../moment.ts';
import { drawSheets } from './draw.ts';
import { type LabelContent, sheetNotes } from './layout.ts';
import { labelContents } from './oldContent.ts';
import { allSheets, isPresetSheet, sheetById, sheetTitle } from './sheets.ts';

const MEMORY_MB = 1024;
const PREVIEW_PAGES = 3;

export function labelSheets(context: Context): LabelSheetInfo[] {
  const { db } = opened(context);
  const uses = sheetUses(db);
  return allSheets(db).map((sheet) => ({
    ...sheet,
    title: sheetTitle(sheet),
    preset: isPresetSheet(sheet.id),
    start: uses.get(sheet.id)?.start ?? 1,
    skip: uses.get(sheet.id)?.skip ?? [],
    notes: [...(sheet.note ? [sheet.note] : []), ...sheetNotes(sheet)],
  }));
}

function startCell(sheet: LabelSheet, start: number): number {
  if (start <= capacity(sheet)) return start;
  throw new DaichoError('invalidInput', undefined, [
    { path: 'start', message: `開始位置は1から${capacity(sheet)}までです。` },
  ]);
}

/** What stands in the bottom margin of every sheet: when, by whom, how many, class marking (domain.md D20). */
function stampOf(context: Context, labels: number): string {
  const { settings } = opened(context).state;
  return `${formatMoment(context.ports.now())}　${whoWorks(context)}　${labels}枚　${settings.marking}`;
}

export function previewLabels(context: Context, input: ParsedInputOf<'label.preview'>): LabelPreview {
  const { db, state } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const start = startCell(sheet, input.start);
  const ids = findIds(context, input.filter);
  const shown = ids.slice(0, capacity(sheet) * PREVIEW_PAGES - (start - 1));
  const drawn = drawSheets(sheet, labelContents(db, state, shown), { start, stamp: stampOf(context, ids.length) });
  return {
    labels: ids.length,
    pageCount: Math.ceil((ids.length + start - 1) / capacity(sheet)),
    pages: drawn.pages,
    warnings: drawn.warnings.map(({ number, message }) => ({ number, message })),
  };
}

/** Draws all sheets in a worker, prints them to PDF, and records what stood on each label (R8, D14). */
export function printLabels(context: Context, input: ParsedInputOf<'label.print'>): JobStarted {
  const { db, state } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const start = startCell(sheet, input.start);
  const ids = findIds(context, input.filter);
  if (ids.length === 0) throw new DaichoError('nothingToPrint');
  const { fileName, path } = newOutput(context, 'ラベル', 'pdf');
  const words = filterWords(state, input.filter);
  const who = whoWorks(context);
  const stamp = stampOf(context, ids.length);
  return context.jobs.start(async (handle): Promise<LabelResult> => {
    handle.progress('ラベルを描いています', 0, ids.length);
    const drawn = await inWorker<{
      html: string;
      pages: number;
      contents: LabelContent[];
      warnings: LabelResult['warnings'];
    }>(context.dataDir, { type: 'label.draw', ids, sheet, start, stamp, fontDirs: context.fontDirs }, handle, {
      memoryMb: MEMORY_MB,
    });
    handle.progress('PDFにしています', 0, null);
    const pdf = await context.ports.printer.pdf(
      drawn.html,
      { widthMm: sheet.paperWidth, heightMm: sheet.paperHeight },
      handle.signal,
    );
    if (handle.signal.aborted) throw new DaichoError('cancelled');
    await writeAtomically(path, (temp) => writeFile(temp, pdf));
    const outputId = context.ports.newId();
    const at = context.ports.now().toISOString();
    await context.exclusive(() =>
      inTransaction(db, () => {
        insertOutput(db, {
          id: outputId,
          kind: 'label',
          file_name: fileName,
          path,
          bytes: pdf.length,
          rows: ids.length,
          about: `${sheet.id}、${words}`,
          at,
          who,
        });
        for (const [i, id] of ids.entries())
          insertLabelPrint(db, id, outputId, sheet.id, at, who, JSON.stringify(drawn.contents[i]));
      }),
    );
    announce(context);
    handle.progress('できました', ids.length, ids.length);
    return {
      outputId,
      fileName,
      path,
      bytes: pdf.length,
      labels: ids.length,
      pages: drawn.pages,
      warnings: drawn.warnings,
      nextStart: 1,
    };
  });
}
