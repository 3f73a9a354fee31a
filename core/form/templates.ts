import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type FormInfo, plainForm, type TemplateFacts } from '../../contract/form.ts';
import type { JobStarted } from '../../contract/job.ts';
import { putForm, putTemplateBook } from '../../db/forms.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import type { SheetWords } from '../excel/template/sheet.ts';
import { inWorker } from '../jobs/run.ts';
import { problemsOf } from './editing.ts';
import { formById } from './forms.ts';
import { recordForm } from './historyWords.ts';
import { checkWords } from './templateWords.ts';

/** A book of at most 2 MB, opened in a thread of its own: an honest form takes a fraction of both. */
const MEMORY_MB = 256;
const DEADLINE_MS = 20_000;
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Takes a union's own book with {{…}} in as a form. Looked at in a worker with the guards of an import.
 * @throws DaichoError('invalidInput') for words that the app doesn't know, or as the reader for a file that is no book
 */
export function addTemplate(context: Context, input: ParsedInputOf<'form.addTemplate'>): JobStarted {
  opened(context);
  const bytes = Buffer.from(input.base64, 'base64');
  if (bytes.length > MOST_BYTES)
    throw new DaichoError('fileTooLarge', '様式のファイルは2MBまでです。大きな画像を小さくしてください。');
  const form = plainForm(context.ports.newId(), input.name, { type: 'template' });
  const problems = problemsOf(context, form);
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  return context.jobs.start(async (handle): Promise<{ form: FormInfo; facts: TemplateFacts }> => {
    handle.progress('様式を調べています', 0, null);
    const { sheets, notes } = await inWorker<{ sheets: SheetWords[]; notes: string[] }>(
      context.dataDir,
      { type: 'form.inspect', bytes },
      handle,
      { memoryMb: MEMORY_MB, deadlineMs: DEADLINE_MS },
    );
    const { words, repeats } = checkWords(sheets, opened(context).state.catalogue);
    return context.exclusive(() => {
      const { db, state } = opened(context);
      const taken = problemsOf(context, form);
      if (taken.length > 0) throw new DaichoError('invalidInput', undefined, taken);
      change(context, { action: '様式の変更' }, (recorder) => {
        putForm(db, { form, revision: 1, hidden: false, fileName: input.fileName });
        putTemplateBook(db, form.id, bytes);
        recordForm(recorder, state, null, form);
      });
      return { form: formById(db, form.id), facts: { words, repeats, notes } };
    });
  });
}
