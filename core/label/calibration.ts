import type { ParsedInputOf } from '../../contract/api.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import type { LabelPrinter } from '../../contract/label.ts';
import type { LabelSheet } from '../../contract/labelSheet.ts';
import { announce, type Context, opened, whoWorks } from '../context.ts';
import { newOutput } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { labelDocument } from './document.ts';
import { fontFaces } from './fonts.ts';
import { printerById } from './printerCommands.ts';
import { drawFrames, drawRuler } from './ruler.ts';
import { sheetById } from './sheets.ts';

/**
 * The pages of 位置合わせ as PDF, with the correction that the printer has now: the ruler page, and the frames of the
 * sheet's labels to lay over a real sheet. On other paper than A4 (label printers) the frames alone.
 */
export function calibratePrinter(context: Context, input: ParsedInputOf<'label.calibrate'>): JobStarted {
  const { db } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const printer = input.printerId ? printerById(context, input.printerId) : null;
  const name = printer ? [printer.name, printer.tray].filter(Boolean).join('・') : '';
  const { fileName, path } = newOutput(context, 'ラベル位置合わせ', 'pdf');
  const who = whoWorks(context);
  return context.jobs.start(async (handle): Promise<Output> => {
    handle.progress('位置合わせの用紙を描いています', 0, null);
    const page = { widthMm: sheet.paperWidth, heightMm: sheet.paperHeight };
    const html = calibrationDocument(context, sheet, printer, name);
    const bytes = await writePdf(context, path, html, page, handle.signal);
    const about = [sheet.name, name].filter(Boolean).join('、');
    const at = context.ports.now().toISOString();
    const output = await keepOutput(context, { kind: 'calibration', fileName, path, bytes, rows: 1, about, at, who });
    announce(context);
    return output;
  });
}

function calibrationDocument(context: Context, sheet: LabelSheet, printer: LabelPrinter | null, name: string): string {
  const { paperWidth: widthMm, paperHeight: heightMm } = sheet;
  const isA4 = widthMm === 210 && heightMm === 297;
  const pages = [...(isA4 ? [drawRuler(name, printer ?? undefined)] : []), drawFrames(sheet, printer ?? undefined)];
  const text = pages.map((page) => page.text).join('');
  const fonts = fontFaces(text, context.fontDirs ? { dirs: context.fontDirs } : {});
  return labelDocument(
    pages.map(({ svg }) => svg),
    fonts,
    { widthMm, heightMm },
  );
}
