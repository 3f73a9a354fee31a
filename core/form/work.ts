import { writeFile } from 'node:fs/promises';
import type { AssetFilter } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { FormFormat, LetterCheck } from '../../contract/form.ts';
import type { Proof } from '../../contract/proof.ts';
import type { ReadableDb } from '../../db/types.ts';
import { loadIndex } from '../asset/indexing.ts';
import { writeFormBook } from '../excel/write/form.ts';
import { writeAtomically } from '../files/atomic.ts';
import type { FontDirs } from '../label/fonts.ts';
import { rebuiltWords } from '../ledger/past.ts';
import { pastRegister } from '../register/past.ts';
import type { RegisterState } from '../register/state.ts';
import { csvOf, lettersOf } from './csv.ts';
import { type FormOrder, formBook, type PastProof } from './model.ts';
import { formPages } from './pages.ts';
import { assetsOnForm, selectionWords } from './select.ts';
import { filledTemplate } from './templateWords.ts';

/** The part of a form that runs in the worker thread: rows are read, files are written, nothing of the register is. */

export interface FormWork extends FormOrder {
  readonly format: FormFormat;
  readonly filter: AssetFilter;
  /** As of a past day: rebuilt from the history, and what stands on it is known only then. */
  readonly past: boolean;
  readonly replaceLetters: boolean;
  readonly fontDirs: FontDirs | undefined;
}

export type FormRequest =
  | { readonly type: 'form.write'; readonly work: FormWork; readonly path: string }
  | { readonly type: 'form.letters'; readonly work: FormWork }
  | { readonly type: 'form.inspect'; readonly bytes: Uint8Array };

type Progress = (phase: string, done: number, total: number | null) => void;

interface Ready {
  readonly db: ReadableDb;
  readonly state: RegisterState;
  readonly order: FormWork;
  readonly proof: PastProof | undefined;
}

/** Runs with the register that is asked for: today's, or the one of a past day in memory. */
async function withRegister<T>(
  db: ReadableDb,
  state: RegisterState,
  work: FormWork,
  progress: Progress,
  run: (ready: Ready) => Promise<T>,
): Promise<T> {
  if (!work.past) return run({ db, state, order: work, proof: undefined });
  const past = pastRegister(db, work.asOf, (done, total) => progress('台帳を作り直しています', done, total));
  try {
    const register = { db: past.db, state: past.state, index: loadIndex(past.db, () => past) };
    const ids = assetsOnForm(register, work.form, work.filter);
    if (ids.length === 0) throw new DaichoError('nothingToExport');
    const filterWords = selectionWords(past.state, work.form, work.filter);
    const proof = { proof: past.proof, notes: [rebuiltWords(past)] };
    return await run({ db: past.db, state: past.state, order: { ...work, ids, filterWords }, proof });
  } finally {
    past.db.close();
  }
}

/** Writes a form into a file, or draws its pages. */
export function writeForm(db: ReadableDb, state: RegisterState, work: FormWork, path: string, progress: Progress) {
  return withRegister(db, state, work, progress, async ({ db: from, state: then, order, proof: past }) => {
    const { filterWords, ids } = order;
    const rows = ids.length;
    const onProgress = (done: number) => progress('様式を書いています', done, rows);
    const said = { rows, filterWords };
    if (order.format === 'csv' || order.format === 'csvSjis') {
      const { bytes, notes } = csvOf(from, then, order, onProgress);
      const { proof } = formBook(from, then, order, past);
      await writeAtomically(path, (temp) => writeFile(temp, bytes));
      return { ...said, bytes: bytes.length, proof, notes };
    }
    if (order.form.type === 'template') {
      // The book is today's, also for a ledger of the past.
      const { bytes, notes, proof } = filledTemplate(db, from, then, order, past, onProgress);
      await writeAtomically(path, (temp) => writeFile(temp, bytes));
      return { ...said, bytes: bytes.length, proof, notes };
    }
    const { book, proof } = formBook(from, then, order, past);
    if (order.format === 'pdf') {
      const html = formPages(book, order.fontDirs, onProgress);
      return { ...said, html, bytes: 0, proof, notes: [] as string[] };
    }
    const { bytes } = await writeFormBook(book, path, { onProgress });
    return { ...said, bytes, proof, notes: [] as string[] };
  }) satisfies Promise<{ rows: number; bytes: number; proof: Proof; notes: readonly string[] }>;
}

export function formLetters(
  db: ReadableDb,
  state: RegisterState,
  work: FormWork,
  progress: Progress,
): Promise<LetterCheck> {
  return withRegister(db, state, work, progress, async ({ db: from, state: then, order }) =>
    lettersOf(from, then, order, (done) => progress('文字を調べています', done, order.ids.length)),
  );
}
