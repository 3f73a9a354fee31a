import { parentPort } from 'node:worker_threads';
import { DaichoError } from '../../../contract/errors.ts';
import { DEFAULT_LIMITS, type Limits, readBook } from '../../../core/excel/read/index.ts';
import type { WorkerMessage, WorkerOrder } from '../../../core/jobs/worker.ts';
import { contentOf, rowsOf } from '../../corpus/file.ts';

/**
 * The reader alone in a thread like that of an import (core/jobs/worker.ts), for many files one after the other. It
 * answers with the whole content, where an import shows the first rows only.
 */
const port = parentPort!;
const post = (message: WorkerMessage) => port.postMessage(message);
const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
const NO_LIMITS: Partial<Limits> = Object.fromEntries(names.map((name) => [name, Number.MAX_SAFE_INTEGER]));

port.on('message', (order: WorkerOrder) => {
  if (order.type !== 'work' || order.request.type !== 'import.read') return;
  const { dataDir, request } = order;
  try {
    // `dataDir` "unguarded" is the control: no bounds but those of the thread.
    const book = readBook(request.bytes, request.fileName, dataDir === 'unguarded' ? NO_LIMITS : {});
    post({ type: 'done', result: { rows: rowsOf(book), notes: book.notes.join(''), content: contentOf(book) } });
  } catch (error) {
    const known =
      error instanceof DaichoError ? { code: error.code, detail: error.detail, fields: error.fields } : null;
    post({ type: 'failed', thrown: known ? { known } : { known, code: null, stack: String((error as Error).stack) } });
  }
});
