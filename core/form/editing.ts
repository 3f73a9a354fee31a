import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError, type FieldProblem } from '../../contract/errors.ts';
import { type Form, type FormInfo, formProblems } from '../../contract/form.ts';
import { deleteForm, putForm, storedForm } from '../../db/forms.ts';
import { change } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { allForms, formById, presetForm } from './forms.ts';
import { recordForm } from './historyWords.ts';

/**
 * Saves a form: a new one, a further state of an own one, or a preset as the union wants it.
 * @throws DaichoError('invalidInput'), ('conflict') when somebody saved it meanwhile
 */
export function saveForm(context: Context, { form, revision }: ParsedInputOf<'form.save'>): FormInfo {
  const { db, state } = opened(context);
  const stored = storedForm(db, form.id);
  if ((stored?.revision ?? 0) !== revision) throw new DaichoError('conflict');
  const before = stored?.form ?? presetForm(form.id) ?? null;
  // A template without its book can't be; it comes in by form.addTemplate.
  if (form.type !== (before?.type ?? form.type) || (form.type === 'template' && !stored))
    throw new DaichoError('invalidInput', '様式の形は変えられません。');
  const problems = problemsOf(context, form);
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  if (before && JSON.stringify(before) === JSON.stringify(form) && !stored?.hidden) return formById(db, form.id);
  change(context, { action: '様式の変更' }, (recorder) => {
    putForm(db, { form, revision: revision + 1, hidden: false, fileName: stored?.fileName ?? null });
    recordForm(recorder, state, before, form);
  });
  return formById(db, form.id);
}

/** What forbids that a form is saved so. */
export function problemsOf(context: Context, form: Form): FieldProblem[] {
  const { db, state } = opened(context);
  const problems = formProblems(form, state.catalogue);
  if (form.type === 'template')
    problems.splice(0, problems.length, ...problems.filter(({ path }) => path !== 'form.columns'));
  if (allForms(db).some((one) => one.form.id !== form.id && !one.hidden && one.form.name === form.name))
    problems.push({ path: 'form.name', message: `「${form.name}」という様式は、すでにあります。` });
  return problems;
}

/**
 * Takes an own form away. A preset that was changed stands again as it came; one that was not is hidden.
 * @throws DaichoError('notFound')
 */
export function removeForm(context: Context, id: string): Changed {
  const { db, state } = opened(context);
  const { form, preset, changed, hidden, revision } = formById(db, id);
  if (hidden) throw new DaichoError('notFound', `様式「${form.name}」は、もう使わないことになっています。`);
  const { changeId } = change(context, { action: '様式の変更' }, (recorder) => {
    if (preset && !changed) putForm(db, { form, revision: revision + 1, hidden: true, fileName: null });
    else deleteForm(db, id);
    recordForm(recorder, state, form, preset && changed ? presetForm(id)! : null);
  });
  return { changeId, changed: 1 };
}

/** Offers a hidden preset again. @throws DaichoError('notFound') for a form that is not hidden */
export function restoreForm(context: Context, id: string): Changed {
  const { db, state } = opened(context);
  const { form, hidden } = formById(db, id);
  if (!hidden) throw new DaichoError('notFound', `様式「${form.name}」は、今も使うことになっています。`);
  const { changeId } = change(context, { action: '様式の変更' }, (recorder) => {
    deleteForm(db, id);
    recordForm(recorder, state, null, form);
  });
  return { changeId, changed: 1 };
}
