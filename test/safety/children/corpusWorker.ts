import { parentPort, workerData } from 'node:worker_threads';
import { DaichoError } from '../../../contract/errors.ts';
import { DEFAULT_LIMITS, type Limits, readBook } from '../../../core/excel/read/index.ts';
import type { WorkerMessage, WorkerRequest } from '../../../core/jobs/worker.ts';
import { contentOf, rowsOf } from '../../corpus/file.ts';

/**
 * The reader alone in a thread like that of an import (core/jobs/worker.ts), for many files one after the other. It
 * answers with the whole content, where an import shows the first rows only.
 */
const port = parentPort!;
const post = (message: WorkerMessage) => port.postMessage(message);
/** `dataDir` "unguarded" is the control: no bounds but those of the thread. */
const unguarded = (workerData as { dataDir: string }).dataDir === 'unguarded';
const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
const limits: Partial<Limits> = unguarded
  ? Object.fromEntries(names.map((name) => [name, Number.MAX_SAFE_INTEGER]))
  : {};

port.on('message', (request: WorkerRequest) => {
  if (request.type !== 'import.read') return;
  try {
    const book = readBook(request.bytes, request.fileName, limits);
    post({ type: 'done', result: { rows: rowsOf(book), notes: book.notes.join(''), content: contentOf(book) } });
  } catch (error) {
    const known =
      error instanceof DaichoError ? { code: error.code, detail: error.detail, fields: error.fields } : null;
    post({ type: 'failed', thrown: known ? { known } : { known, code: null, stack: String((error as Error).stack) } });
  }
});
