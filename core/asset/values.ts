import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { type Field, fieldsOf, type Kind } from '../../contract/catalogue/index.ts';
import { DaichoError, type FieldProblem } from '../../contract/errors.ts';
import { isIsoDate, parseDate } from '../../contract/japanese/date.ts';
import { parseInteger } from '../../contract/japanese/number.ts';
import { aboveLowest, levelOf, type Scheme } from '../../contract/scheme.ts';
import { type RegisterState, schemeOf } from '../register/state.ts';
import { isAxis } from './words.ts';

/**
 * Checks typed values against the catalogue and brings them to their stored form: outer spaces off, CR LF to LF, dates
 * to ISO, empty to null. Strict at the door: an unknown field, a wrong type or a foreign id refuses the whole call.
 * @throws DaichoError('invalidInput') with every problem at its field
 */
export function cleanValues(state: RegisterState, kind: Kind, schemeId: string, values: Values): Values {
  const fields = state.catalogue.fieldMap(kind);
  const clean: Values = {};
  const problems: FieldProblem[] = [];
  for (const [id, value] of Object.entries(values)) {
    const field = fields.get(id);
    if (!field || field.origin === 'derived' || id === 'kind') {
      problems.push({ path: id, message: `「${state.catalogue.fieldById(id)?.label ?? id}」は入力できない項目です。` });
      continue;
    }
    const checked = cleanValue(state, field, schemeId, value);
    if (typeof checked === 'object' && checked !== null && 'problem' in checked)
      problems.push({ path: id, message: checked.problem });
    else clean[id] = checked;
  }
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  return clean;
}

/**
 * Text without outer spaces (full width too) and with LF line ends; nothing else is changed. Half a surrogate pair, which
 * no file can hold, becomes U+FFFD here already: the column and the history's JSON would make two different texts of it.
 */
export function cleanText(text: string): string {
  const lines = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  return lines.toWellFormed().trim();
}

function cleanValue(
  state: RegisterState,
  field: Field,
  schemeId: string,
  value: FieldValue,
): FieldValue | { problem: string } {
  if (value === null) return null;
  const problem = (what: string) => ({ problem: `${field.label}: ${what}` });
  if (field.type === 'multi') {
    if (!Array.isArray(value)) return problem('複数の値で入れてください。');
    const items = value.map((item) => cleanText(String(item))).filter(Boolean);
    return items.length > 0 ? [...new Set(items)] : null;
  }
  if (Array.isArray(value)) return problem('値を一つだけ入れてください。');
  if (field.type === 'integer') {
    const number =
      typeof value === 'number'
        ? value
        : cleanText(String(value)) === ''
          ? null
          : (parseInteger(String(value)) ?? Number.NaN);
    return number === null || Number.isSafeInteger(number) ? number : problem('数字で入れてください。');
  }
  const text = cleanText(String(value));
  if (text === '') return null;
  switch (field.type) {
    case 'date': {
      const iso = isIsoDate(text) ? text : parseDate(text);
      return (
        iso ?? problem(`「${text}」は日付として読めません。令和8年4月1日、R8.4.1、2026/4/1 のように入れてください。`)
      );
    }
    case 'choice': {
      const item = state.items.get(text);
      return item?.list === field.list ? text : problem(`「${text}」は選べない値です。`);
    }
    case 'level': {
      const level = isAxis(field.id) ? levelOf(schemeOf(state, schemeId), field.id, text) : null;
      return level ? text : problem(`「${text}」という段階は、今の分類体系にありません。`);
    }
    default: {
      if (field.id !== 'importance') return text;
      const { importance } = schemeOf(state, schemeId);
      return importance.classes.some((one) => one.code === text)
        ? text
        : problem(`「${text}」という区分は、この分類体系にありません。`);
    }
  }
}

/**
 * Required fields of the kind that have no value, in field order. The reason is asked from the second level of
 * confidentiality up (domain.md C18: 機密性2以上).
 */
export function missingFields(scheme: Scheme | undefined, kind: Kind, values: Values): string[] {
  const level = values['confidentiality'];
  const needsReason = scheme && typeof level === 'string' && aboveLowest(scheme, 'confidentiality', level);
  // No own field of a union is required.
  return fieldsOf(kind)
    .filter((field) => field.required && (field.origin ?? 'typed') === 'typed' && isEmpty(values[field.id]))
    .filter((field) => field.id !== 'classificationReason' || needsReason)
    .map((field) => field.id);
}

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Like `sameValue`; several values of one field have no order. */
export function equalValues(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return sameValue(a, b);
  return a.length === b.length && a.every((one) => b.includes(one));
}
