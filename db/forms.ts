import type { Form } from '../contract/form.ts';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * Forms of a union's own, and presets that it has changed or hidden: one row of `setting` each. They are small data
 * that a union sets once, and the settings' history, backup and undo hold for them as they are.
 */

/** Key of a form's row; the history names the form by it. */
export const formKey = (id: string) => `form/${id}`;
/** Key of the book of a template. */
const bookKey = (id: string) => `template/${id}`;

export interface StoredForm {
  readonly form: Form;
  /** From 1; every save adds one. */
  readonly revision: number;
  /** A preset that is not offered. */
  readonly hidden: boolean;
  /** Of a template: the name of its file. */
  readonly fileName: string | null;
}

export function storedForms(db: ReadableDb): StoredForm[] {
  const values = prepared(db, "select value from setting where key glob 'form/*' order by rowid").pluck().all();
  return (values as string[]).map((value) => JSON.parse(value) as StoredForm);
}

export function storedForm(db: ReadableDb, id: string): StoredForm | undefined {
  const value = prepared(db, 'select value from setting where key = ?').pluck().get(formKey(id));
  return value === undefined ? undefined : (JSON.parse(value as string) as StoredForm);
}

export function putForm(db: WritableDb, stored: StoredForm): void {
  put(db, formKey(stored.form.id), JSON.stringify(stored));
}

/** Takes a form, and the book of a template, out of the register. */
export function deleteForm(db: WritableDb, id: string): void {
  prepared(db, 'delete from setting where key in (?, ?)').run(formKey(id), bookKey(id));
}

/** The bytes of a template's book; undefined where there is none. */
export function templateBook(db: ReadableDb, id: string): Buffer | undefined {
  const value = prepared(db, 'select value from setting where key = ?').pluck().get(bookKey(id));
  return value === undefined ? undefined : Buffer.from(JSON.parse(value as string) as string, 'base64');
}

export function putTemplateBook(db: WritableDb, id: string, bytes: Uint8Array): void {
  put(db, bookKey(id), JSON.stringify(Buffer.from(bytes).toString('base64')));
}

function put(db: WritableDb, key: string, json: string): void {
  prepared(
    db,
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, json);
}
