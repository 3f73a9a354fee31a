import fs from 'node:fs/promises';
import { relative } from 'node:path';
import { DaichoError } from '../../contract/errors.ts';
import type { Output } from '../../contract/job.ts';
import { insertOutput, type OutputRecord } from '../../db/outputs.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { writeAtomically } from '../files/atomic.ts';

export interface MadeFile extends Pick<OutputRecord, 'kind' | 'path' | 'bytes' | 'rows' | 'about' | 'at' | 'who'> {
  readonly fileName: string;
}

/**
 * Records a finished file, and what `also` writes with it, in one transaction: never inside that of an import, which may
 * be taken back. A file that the register could not take (its disk is full) goes again: nobody would ever be given it.
 */
export async function keepOutput(
  context: Context,
  file: MadeFile,
  also?: (output: OutputRecord) => void,
): Promise<Output> {
  const { fileName, ...facts } = file;
  // Told in the history, so without the folder, which names the person and changes with the PC.
  const path = relative(context.dataDir, file.path).replaceAll('\\', '/');
  const output: OutputRecord = { id: context.ports.newId(), file_name: fileName, ...facts, path };
  const { db } = opened(context);
  try {
    await context.exclusive(() =>
      change(context, { action: file.kind === 'label' ? 'ラベルの印刷' : '出力' }, (recorder) => {
        insertOutput(db, output);
        const after = `${fileName}（${file.about}、${file.rows.toLocaleString('ja-JP')}件）`;
        recorder.record('output', output.id, null, null, { kind: file.kind, fileName, rows: file.rows }, { after });
        also?.(output);
      }),
    );
  } catch (error) {
    await fs.rm(file.path, { force: true }).catch(() => {});
    throw error;
  }
  return { outputId: output.id, fileName, path: file.path, bytes: file.bytes };
}

/** Prints a finished document (core/ports.ts Printer) into a file. @returns its bytes @throws DaichoError('cancelled') */
export async function writePdf(
  context: Context,
  path: string,
  html: string,
  page: { widthMm: number; heightMm: number },
  signal: AbortSignal,
): Promise<number> {
  const pdf = await context.ports.printer.pdf(html, page, signal);
  if (signal.aborted) throw new DaichoError('cancelled');
  await writeAtomically(path, (temp) => fs.writeFile(temp, pdf));
  return pdf.length;
}
