import { parentPort, workerData } from 'node:worker_threads';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import type { ImportPlan } from '../../contract/importing.ts';
import { binnedByNumber, numberTaken } from '../../db/assets.ts';
import { openReadOnly } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { writeBook } from '../excel/write/writeBook.ts';
import { toFailure } from '../failure.ts';
import { checkImport, type ImportSessionState, importBatches, readImport } from '../importing/task.ts';
import { type LabelWork, printWork } from '../label/work.ts';
import { type LedgerOrder, ledgerBook } from '../ledger/book.ts';
import { moveBook, type ReportOrder } from '../move/report.ts';
import { examine, type SearchOrder, searchBackups } from '../recovery/search.ts';
import { registerDamage } from '../register/soundness.ts';
import { loadState } from '../register/state.ts';
import { verifyRegister } from '../register/verify.ts';

/**
 * The thread entry: work that would freeze the window. Reads the register through a read-only connection of its own,
 * in one read transaction (a consistent snapshot), and never writes to it: one writer, always.
 */
export type WorkerRequest =
  | { readonly type: 'soundness' }
  | { readonly type: 'recovery.search'; readonly order: SearchOrder }
  | { readonly type: 'recovery.check'; readonly path: string }
  | { readonly type: 'verify' }
  | { readonly type: 'ledger.export'; readonly order: LedgerOrder; readonly path: string }
  | { readonly type: 'move.report'; readonly order: ReportOrder; readonly path: string }
  | { readonly type: 'label.draw'; readonly work: LabelWork }
  | { readonly type: 'import.read'; readonly fileName: string; readonly bytes: Uint8Array; readonly kind: Kind | null }
  | { readonly type: 'import.check'; readonly plan: ImportPlan; readonly today: string }
  | { readonly type: 'import.batches'; readonly plan: ImportPlan; readonly today: string };

export type WorkerMessage =
  | { readonly type: 'progress'; readonly phase: string; readonly done: number; readonly total: number | null }
  /** The worker waits for `{ type: 'next' }` before it goes on. */
  | { readonly type: 'batch'; readonly batch: unknown }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly failure: Failure };

const port = parentPort!;
const { dataDir } = workerData as { dataDir: string };
const post = (message: WorkerMessage) => port.postMessage(message);
const progress = (phase: string, done: number, total: number | null) => post({ type: 'progress', phase, done, total });
const session: ImportSessionState = {};

let goOn: (() => void) | null = null;

/** What looks at files that may be no sound register. */
type Unopened = { readonly type: 'soundness' | 'recovery.search' | 'recovery.check' };

async function answer(request: WorkerRequest): Promise<unknown> {
  const log = (line: string) => console.error(line);
  if (request.type === 'soundness') return registerDamage(dataDir, log, progress);
  if (request.type === 'recovery.search') return searchBackups(request.order, progress);
  if (request.type === 'recovery.check') return examine(request.path, progress);
  const db = openReadOnly(dataDir);
  try {
    db.exec('BEGIN');
    return await run(db, request);
  } finally {
    db.close();
  }
}

async function run(db: ReadableDb, request: Exclude<WorkerRequest, Unopened>): Promise<unknown> {
  if (request.type === 'verify') return verifyRegister(db, progress);
  const state = loadState(db);
  switch (request.type) {
    case 'ledger.export': {
      const { book, byKind } = ledgerBook(db, state, request.order);
      const total = request.order.ids.length;
      const written = await writeBook(book, request.path, {
        onProgress: (rows) => progress('台帳を書いています', rows, total),
      });
      return { ...written, byKind };
    }
    case 'move.report': {
      const onProgress = (rows: number) => progress('結果表を書いています', rows, null);
      return writeBook(moveBook(db, state, request.order), request.path, { onProgress });
    }
    case 'label.draw':
      return printWork(db, state, request.work, (done, total) => progress('ラベルを描いています', done, total));
    case 'import.read':
      return readImport(session, request, state, progress);
    case 'import.check':
      return checkImport(session, request.plan, known(db, state, request.today), progress);
    case 'import.batches':
      for (const batch of importBatches(session, request.plan, known(db, state, request.today))) {
        const next = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        post({ type: 'batch', batch });
        await next;
      }
      return null;
  }
}

function known(db: ReadableDb, state: ReturnType<typeof loadState>, today: string) {
  return {
    state,
    numberTaken: (number: string) => numberTaken(db, number),
    binned: (number: string) => binnedByNumber(db, number),
    today,
  };
}

port.on('message', async (message: WorkerRequest | { type: 'next' }) => {
  if (message.type === 'next') {
    goOn?.();
    return;
  }
  try {
    post({ type: 'done', result: await answer(message) });
  } catch (error) {
    post({
      type: 'failed',
      failure: toFailure(
        error,
        () => crypto.randomUUID(),
        (line) => console.error(line),
      ),
    });
  }
});
