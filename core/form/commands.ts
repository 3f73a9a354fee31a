import type { ParsedInputOf } from '../../contract/api.ts';
import type { AssetFilter } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import {
  columnTitle,
  type Form,
  type FormFormat,
  type FormPreview,
  type FormResult,
  formProblems,
  OWN_FIELDS,
} from '../../contract/form.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import type { JobStarted } from '../../contract/job.ts';
import type { Proof } from '../../contract/proof.ts';
import { type Context, opened, today, whoWorks } from '../context.ts';
import { inWorker, type JobHandle } from '../jobs/run.ts';
import { newOutput, outputName } from '../output/files.ts';
import { keepOutput, writePdf } from '../output/keep.ts';
import { formById } from './forms.ts';
import { approvalsOf, headingOf, rowsOf } from './model.ts';
import { paperSize } from './pages.ts';
import { assetsOnForm, selectionWords } from './select.ts';
import type { FormRequest, FormWork } from './work.ts';

const MEMORY_MB = 1024;
/** Rows of a preview. */
const SAMPLE = 12;
const EXTENSIONS: Readonly<Record<FormFormat, string>> = { xlsx: 'xlsx', pdf: 'pdf', csv: 'csv', csvSjis: 'csv' };

/** The first rows of a form as it stands on the screen, saved or not. @throws DaichoError('invalidInput') */
export function previewForm(context: Context, { form, filter }: ParsedInputOf<'form.preview'>): FormPreview {
  const register = opened(context);
  const { db, state } = register;
  const problems = form.type === 'template' ? [] : formProblems(form, register.state.catalogue);
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  const ids = assetsOnForm(register, form, filter);
  const day = today(context);
  const shown = form.type === 'list' ? ids.slice(0, SAMPLE) : [];
  const sample = [...rowsOf(db, state, form, shown, day)].map((row) =>
    row.map((value) =>
      typeof value === 'string' && isIsoDate(value) ? formatDate(value, 'wareki') : String(value ?? ''),
    ),
  );
  return {
    rows: ids.length,
    filterWords: selectionWords(state, form, filter),
    fileName: outputName(context, form.name, 'xlsx'),
    formNumber: form.formNumber,
    title: form.title || form.name,
    approvals: approvalsOf(state, form),
    heading: headingOf(state, form, day, ids.length),
    columns: form.columns.map((column) => ({
      title: column.field === OWN_FIELDS ? '（種類ごとの項目）' : columnTitle(column, state.catalogue),
      group: column.group,
      width: column.width,
    })),
    sample,
    note: form.note,
  };
}

/** What is asked for, checked and ready for the worker. */
function workOf(context: Context, input: ParsedInputOf<'form.export'>): FormWork & { readonly form: Form } {
  const register = opened(context);
  const form = input.form ?? formById(register.db, input.formId ?? '').form;
  const problems = form.type === 'template' ? [] : formProblems(form, register.state.catalogue);
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  const asOf = input.asOf ?? today(context);
  if (!isIsoDate(asOf))
    throw new DaichoError('invalidInput', undefined, [{ path: 'asOf', message: '日付を入れてください。' }]);
  const past = asOf < today(context);
  const ids = past ? [] : assetsOnForm(register, form, input.filter);
  if (!past && ids.length === 0) throw new DaichoError('nothingToExport');
  const format = input.format ?? 'xlsx';
  if (form.type === 'template' && format !== 'xlsx')
    throw new DaichoError('invalidInput', 'お持ちの様式は、Excelのファイルにだけ出力できます。');
  if (format.startsWith('csv') && form.type !== 'list')
    throw new DaichoError('invalidInput', 'CSVにできるのは、一覧の様式だけです。');
  return {
    form,
    format,
    past,
    filter: input.filter as AssetFilter,
    ids,
    filterWords: selectionWords(register.state, form, input.filter),
    replaceLetters: input.replaceLetters ?? false,
    fontDirs: context.fontDirs,
    asOf,
    exportedBy: whoWorks(context),
    exportedAt: context.ports.now().toISOString(),
    appVersion: context.appVersion,
  };
}

/** What a worker made: a file, or for a PDF the pages to print. */
interface Made {
  readonly rows: number;
  readonly bytes: number;
  readonly proof: Proof;
  readonly filterWords: string;
  readonly notes: readonly string[];
  readonly html?: string;
}

/**
 * Puts a form out: an Excel book, a PDF or a CSV.
 * @throws DaichoError('nothingToExport'), ('invalidInput') with the letters that CP932 can't hold
 */
export function exportForm(context: Context, input: ParsedInputOf<'form.export'>): JobStarted {
  const { form, ...work } = workOf(context, input);
  const { fileName, path } = newOutput(context, form.name, EXTENSIONS[work.format]);
  return context.jobs.start(async (handle): Promise<FormResult> => {
    const made = await inThread<Made>(context, { type: 'form.write', work: { ...work, form }, path }, handle);
    let { bytes } = made;
    if (made.html !== undefined) {
      handle.progress('PDFにしています', 0, null);
      bytes = await writePdf(context, path, made.html, paperSize(form), handle.signal);
    }
    const { rows, proof, filterWords, notes } = made;
    const when = work.past ? `${formatDate(work.asOf, 'wareki')}現在、` : '';
    const output = await keepOutput(context, {
      kind: 'form',
      fileName,
      path,
      bytes,
      rows,
      about: `${form.name}、${when}${filterWords}`,
      at: work.exportedAt,
      who: work.exportedBy,
      // A CSV says nothing of the history behind it.
      ...(work.format.startsWith('csv') ? {} : { proof }),
    });
    return { ...output, rows, filterWords, notes };
  });
}

/** The letters of a form that a CP932 file can't hold; nothing is written. */
export function checkLetters(context: Context, input: ParsedInputOf<'form.letters'>): JobStarted {
  const work = workOf(context, { ...input, format: 'csvSjis' });
  return context.jobs.start((handle) => inThread(context, { type: 'form.letters', work }, handle));
}

function inThread<T>(context: Context, request: FormRequest, handle: JobHandle): Promise<T> {
  return inWorker<T>(context.dataDir, request, handle, { memoryMb: MEMORY_MB });
}
