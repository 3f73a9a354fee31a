import { parentPort } from 'node:worker_threads';
import type { Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { ImportPlan, SheetPlan } from '../../contract/importing.ts';
import { assetById, binnedByNumber, numberTaken, presentOfKind } from '../../db/assets.ts';
import { chainHead } from '../../db/history.ts';
import { linkedNumbers } from '../../db/links.ts';
import { openReadOnly } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { columnOf, valuesOf } from '../asset/columns.ts';
import { type BackupWork, doBackupWork, isBackupWork } from '../backup/work.ts';
import { inspectTemplate } from '../excel/template/fill.ts';
import { writeBook } from '../excel/write/writeBook.ts';
import { type FormRequest, formLetters, writeForm } from '../form/work.ts';
import { historyBook } from '../history/book.ts';
import { checkChain } from '../history/checkChain.ts';
import { checkNumber, type WantedNumber } from '../history/checkNumber.ts';
import { writeEvidence } from '../history/evidence.ts';
import { findHistory, type HistoryOrder } from '../history/paper.ts';
import { historyPages } from '../history/print.ts';
import {
  checkImport,
  type ImportFile,
  type ImportSessionState,
  importBatches,
  makeErrorBook,
  pictureOf,
  readImport,
  tableOf,
} from '../importing/task.ts';
import type { FontDirs } from '../label/fonts.ts';
import { type LabelWork, printWork } from '../label/work.ts';
import { type LedgerOrder, ledgerBook } from '../ledger/book.ts';
import { type DifferenceOrder, differenceBook } from '../ledger/differenceBook.ts';
import { type PastLedgerOrder, pastLedger } from '../ledger/past.ts';
import { moveBook, type ReportOrder } from '../move/report.ts';
import { type SearchOrder, searchBackups } from '../recovery/search.ts';
import { freeColumns } from '../register/freeColumns.ts';
import { registerDamage } from '../register/soundness.ts';
import { loadState } from '../register/state.ts';
import { verifyRegister } from '../register/verify.ts';
import { compareRoundTrip, type RoundTripState, readRoundTrip } from '../roundTrip/task.ts';

/**
 * The thread entry: work that would freeze the window. Reads the register through a read-only connection of its own,
 * in one read transaction (a consistent snapshot), and never writes to it: one writer, always.
 */
export type WorkerRequest =
  | { readonly type: 'soundness' }
  | { readonly type: 'recovery.search'; readonly order: SearchOrder }
  | { readonly type: 'verify' }
  | { readonly type: 'checkChain' }
  | { readonly type: 'checkNumber'; readonly wanted: WantedNumber }
  | { readonly type: 'history.print'; readonly order: HistoryOrder; readonly fontDirs: FontDirs | undefined }
  | { readonly type: 'history.export' | 'history.evidence'; readonly order: HistoryOrder; readonly path: string }
  | BackupWork
  | { readonly type: 'ledger.export'; readonly order: LedgerOrder; readonly path: string }
  | { readonly type: 'ledger.past'; readonly order: PastLedgerOrder; readonly path: string }
  | { readonly type: 'ledger.difference'; readonly order: DifferenceOrder; readonly path: string }
  | FormRequest
  | { readonly type: 'move.report'; readonly order: ReportOrder; readonly path: string }
  | { readonly type: 'label.draw'; readonly work: LabelWork }
  | ({ readonly type: 'import.read' } & ImportFile)
  | { readonly type: 'import.picture'; readonly sheet: SheetPlan; readonly from: number; readonly count: number }
  | {
      readonly type: 'import.table';
      readonly sheet: SheetPlan;
      readonly kind: Kind | null;
      readonly fileName: string;
    }
  | { readonly type: 'import.check'; readonly plan: ImportPlan; readonly today: string; readonly full: boolean }
  | { readonly type: 'import.errorBook'; readonly plan: ImportPlan; readonly today: string; readonly path: string }
  | {
      readonly type: 'import.batches';
      readonly plan: ImportPlan;
      readonly today: string;
      readonly goodRowsOnly: boolean;
    }
  | { readonly type: 'roundTrip.read'; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly type: 'roundTrip.compare'; readonly today: string };

/** What the thread is told. */
export type WorkerOrder =
  | { readonly type: 'work'; readonly dataDir: string; readonly request: WorkerRequest }
  /** The batch was taken: on with the next one. */
  | { readonly type: 'next' };

export type WorkerMessage =
  | { readonly type: 'progress'; readonly phase: string; readonly done: number; readonly total: number | null }
  /** The worker waits for `{ type: 'next' }` before it goes on. */
  | { readonly type: 'batch'; readonly batch: unknown }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly thrown: Thrown };

/** An error on its way between threads, where only plain data go. What is not ours keeps its stack for the log file. */
export type Thrown =
  | { readonly known: Pick<DaichoError, 'code' | 'detail' | 'fields'>; readonly cause?: string | undefined }
  | { readonly known: null; readonly code: unknown; readonly stack: string };

const port = parentPort!;
const post = (message: WorkerMessage) => port.postMessage(message);
const progress = (phase: string, done: number, total: number | null) => post({ type: 'progress', phase, done, total });
const session: ImportSessionState & RoundTripState = {};

let goOn: (() => void) | null = null;

/** What looks at files that may be no sound register. */
type Unopened = { readonly type: 'soundness' | 'recovery.search' };

async function answer(dataDir: string, request: WorkerRequest): Promise<unknown> {
  if (isBackupWork(request)) return doBackupWork(dataDir, request, progress);
  if (request.type === 'soundness') return registerDamage(dataDir, (line) => console.error(line), progress);
  if (request.type === 'recovery.search') return searchBackups(request.order, progress);
  const db = openReadOnly(dataDir);
  try {
    db.exec('BEGIN');
    return await run(db, request);
  } finally {
    db.close();
  }
}

async function run(db: ReadableDb, request: Exclude<WorkerRequest, BackupWork | Unopened>): Promise<unknown> {
  if (request.type === 'verify') return verifyRegister(db, progress);
  if (request.type === 'checkChain') return checkChain(db, (done, total) => progress('履歴の検査', done, total));
  if (request.type === 'checkNumber')
    return checkNumber(db, request.wanted, (done, total) => progress('履歴をたどっています', done, total));
  const state = loadState(db);
  switch (request.type) {
    case 'ledger.export': {
      const { book, byKind, proof } = ledgerBook(db, state, request.order);
      const total = request.order.ids.length;
      const written = await writeBook(book, request.path, {
        onProgress: (rows) => progress('台帳を書いています', rows, total),
      });
      return { ...written, byKind, proof };
    }
    case 'ledger.past': {
      const rebuilding = (done: number, total: number | null) => progress('台帳を作り直しています', done, total);
      const { book, past, rows, ...facts } = pastLedger(db, request.order, rebuilding);
      try {
        const onProgress = (done: number) => progress('台帳を書いています', done, rows);
        return { ...(await writeBook(book, request.path, { onProgress })), ...facts };
      } finally {
        past.close();
      }
    }
    case 'ledger.difference': {
      const { book, proof, counts } = differenceBook(db, request.order, progress);
      const onProgress = (rows: number) => progress('差を書いています', rows, null);
      return { ...(await writeBook(book, request.path, { onProgress })), proof, ...counts };
    }
    case 'form.write':
      return writeForm(db, state, request.work, request.path, progress);
    case 'form.inspect':
      return inspectTemplate(request.bytes);
    case 'form.letters':
      return formLetters(db, state, request.work, progress);
    case 'move.report': {
      const onProgress = (rows: number) => progress('結果表を書いています', rows, null);
      const { book, proof } = moveBook(db, state, request.order);
      return { ...(await writeBook(book, request.path, { onProgress })), proof };
    }
    case 'history.print': {
      const found = findHistory(db, request.order);
      const onProgress = (done: number, total: number) => progress('履歴を並べています', done, total);
      const { html } = historyPages(db, state, found, request.fontDirs, onProgress);
      return { html, rows: found.entries, proof: found.proof };
    }
    case 'history.export': {
      const { book, proof } = historyBook(db, state, findHistory(db, request.order));
      const onProgress = (rows: number) => progress('履歴を書いています', rows, null);
      return { ...(await writeBook(book, request.path, { onProgress })), proof };
    }
    case 'history.evidence':
      return writeEvidence(db, request.path, (done, total) => progress('履歴を書いています', done, total));
    case 'label.draw':
      return printWork(db, state, request.work, (done, total) => progress('ラベルを描いています', done, total));
    case 'import.read':
      return readImport(session, request, state, progress);
    case 'import.picture':
      return pictureOf(session, request);
    case 'import.table':
      return tableOf(session, request, state);
    case 'import.check':
      return checkImport(session, request.plan, known(db, state, request.today), progress, request.full);
    case 'import.errorBook':
      return makeErrorBook(session, request.plan, known(db, state, request.today), request.path, progress);
    case 'import.batches':
      for (const batch of importBatches(
        session,
        request.plan,
        known(db, state, request.today),
        progress,
        request.goodRowsOnly,
      )) {
        const next = new Promise<void>((resolve) => {
          goOn = resolve;
        });
        post({ type: 'batch', batch });
        await next;
      }
      return null;
    case 'roundTrip.read':
      return readRoundTrip(session, request, progress);
    case 'roundTrip.compare':
      return compareRoundTrip(session, db, state, request.today, progress);
  }
}

function known(db: ReadableDb, state: ReturnType<typeof loadState>, today: string) {
  return {
    state,
    numberTaken: (number: string) => numberTaken(db, number),
    binned: (number: string) => binnedByNumber(db, number),
    present: {
      ofKind: (kind: Kind) =>
        presentOfKind(db, kind, state.catalogue.fieldMap(kind).has('serialNumber') ? columnOf('serialNumber') : null),
      standing: (id: number) => {
        const record = assetById(db, id)!;
        const related = linkedNumbers(db, [id]).map(({ number }) => number);
        return { schemeId: record.scheme_id, values: valuesOf(record.kind as Kind, record), related };
      },
      seen: chainHead(db)?.seq ?? 0,
    },
    freeOwn: () => freeColumns(db, state.catalogue.ownFields),
    head: chainHead(db)?.hash ?? '',
    today,
  };
}

port.on('message', async (message: WorkerOrder) => {
  if (message.type === 'next') {
    goOn?.();
    return;
  }
  try {
    post({ type: 'done', result: await answer(message.dataDir, message.request) });
  } catch (error) {
    post({ type: 'failed', thrown: asData(error) });
  }
});

function asData(error: unknown): Thrown {
  const stackOf = (one: unknown) => (one instanceof Error ? (one.stack ?? one.message) : String(one));
  if (!(error instanceof DaichoError)) {
    return { known: null, code: (error as { code?: unknown } | null)?.code, stack: stackOf(error) };
  }
  const { code, detail, fields, cause } = error;
  return { known: { code, detail, fields }, cause: cause === undefined ? undefined : stackOf(cause) };
}
