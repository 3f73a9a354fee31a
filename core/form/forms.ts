import { DaichoError } from '../../contract/errors.ts';
import type { Form, FormInfo } from '../../contract/form.ts';
import { type StoredForm, storedForm, storedForms } from '../../db/forms.ts';
import type { ReadableDb } from '../../db/types.ts';
import { FORMS } from '../presets/forms.ts';

/** The form that comes with the app under this id. */
export function presetForm(id: string): Form | undefined {
  return FORMS.find((form) => form.id === id);
}

/** Every form: those of the app in their order, as the union has changed them, then the union's own. */
export function allForms(db: ReadableDb): FormInfo[] {
  const stored = new Map(storedForms(db).map((one) => [one.form.id, one]));
  const presets = FORMS.map((form) => infoOf(form, stored.get(form.id)));
  const own = [...stored.values()].filter(({ form }) => !presetForm(form.id)).map((one) => infoOf(one.form, one));
  return [...presets, ...own];
}

function infoOf(form: Form, stored: StoredForm | undefined): FormInfo {
  const preset = presetForm(form.id) !== undefined;
  return {
    form: stored?.form ?? form,
    preset,
    changed: preset && stored !== undefined && JSON.stringify(stored.form) !== JSON.stringify(form),
    hidden: stored?.hidden ?? false,
    revision: stored?.revision ?? 0,
    fileName: stored?.fileName ?? null,
  };
}

/** @throws DaichoError('notFound') */
export function formById(db: ReadableDb, id: string): FormInfo {
  const preset = presetForm(id);
  const stored = storedForm(db, id);
  const form = stored?.form ?? preset;
  if (!form) throw new DaichoError('notFound', `様式「${id.slice(0, 64)}」がありません。`);
  return infoOf(preset ?? form, stored);
}
