import { writeFile } from 'node:fs/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { JobStarted, Output } from '../../contract/job.ts';
import { insertOutput } from '../../db/outputs.ts';
import { announce, type Context, opened, whoWorks } from '../context.ts';
import { writeAtomically } from '../files/atomic.ts';
import { newOutput } from '../ledger/commands.ts';
import { labelDocument } from './document.ts';
import { drawCalibration } from './draw.ts';
import { fontFaces } from './fonts.ts';
import { printerById } from './printerCommands.ts';
import { sheetById } from './sheets.ts';

/** The ruler page (位置合わせ) of a sheet as PDF, with the correction that the printer has now. */
export function calibratePrinter(context: Context, input: ParsedInputOf<'label.calibrate'>): JobStarted {
  const { db } = opened(context);
  const sheet = sheetById(db, input.sheetId);
  const printer = input.printerId ? printerById(context, input.printerId) : null;
  const { fileName, path } = newOutput(context, 'ラベル位置合わせ', 'pdf');
  const who = whoWorks(context);
  return context.jobs.start(async (handle): Promise<Output> => {
    handle.progress('位置合わせの用紙を描いています', 0, null);
    const svg = drawCalibration(sheet, { offsetXmm: printer?.offsetX ?? 0, offsetYmm: printer?.offsetY ?? 0 });
    const fonts = fontFaces(svg.replaceAll(/<[^>]*>/g, ''), context.fontDirs ? { dirs: context.fontDirs } : {});
    const page = { widthMm: sheet.paperWidth, heightMm: sheet.paperHeight };
    const pdf = await context.ports.printer.pdf(labelDocument([svg], fonts, page), page, handle.signal);
    if (handle.signal.aborted) throw new DaichoError('cancelled');
    await writeAtomically(path, (temp) => writeFile(temp, pdf));
    const outputId = context.ports.newId();
    const at = context.ports.now().toISOString();
    const about = [sheet.name, printer && [printer.name, printer.tray].filter(Boolean).join('・')]
      .filter(Boolean)
      .join('、');
    await context.exclusive(() =>
      insertOutput(db, {
        id: outputId,
        kind: 'calibration',
        file_name: fileName,
        path,
        bytes: pdf.length,
        rows: 1,
        about,
        at,
        who,
      }),
    );
    announce(context);
    return { outputId, fileName, path, bytes: pdf.length };
  });
}
