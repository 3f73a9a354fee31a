import { columnTitle, type Form, OWN_FIELDS } from '../../contract/form.ts';
import { formKey } from '../../db/forms.ts';
import type { Recorder } from '../change.ts';
import { filterWords } from '../ledger/filterWords.ts';
import type { RegisterState } from '../register/state.ts';

const FIELDS: Readonly<Record<keyof Form, string>> = {
  id: '番号',
  name: '名前',
  type: '形',
  title: '題名',
  formNumber: '様式番号',
  approvals: '決裁欄',
  paper: '用紙',
  orientation: '用紙の向き',
  filters: '載せる資産',
  sort: '並び順',
  columns: '列',
  counts: '数え方',
  empty: '空欄の書き方',
  note: '注記',
};

/** 「様式の列」: what the history calls a part of a form. */
export function formFieldWords(field: string | null): string {
  return field ? `様式の${FIELDS[field as keyof Form] ?? field}` : '様式';
}

/** A part of a form in words. */
function words(state: RegisterState, form: Form, key: keyof Form): string {
  const label = (id: string) => state.catalogue.fieldById(id)?.label ?? id;
  switch (key) {
    case 'approvals':
      return form.approvals === null ? '設定のとおり' : form.approvals.join('・') || 'なし';
    case 'orientation':
      return form.orientation === 'landscape' ? '横' : '縦';
    case 'filters':
      return filterWords(state, { filters: form.filters });
    case 'sort':
      return form.sort.map((one) => `${label(one.field)}${one.descending ? '（逆順）' : ''}`).join('、') || '資産番号';
    case 'columns':
      return form.columns
        .map((column) => (column.field === OWN_FIELDS ? '種類ごとの項目' : columnTitle(column, state.catalogue)))
        .join('・');
    case 'counts':
      return form.counts ? `${label(form.counts.rows)}と${label(form.counts.columns)}` : 'なし';
    case 'empty':
      return form.empty || '空けておく';
    default:
      return String(form[key] ?? '') || 'なし';
  }
}

/** History of a form: one row for a new or removed one, else one for each part that changed. */
export function recordForm(recorder: Recorder, state: RegisterState, before: Form | null, after: Form | null): void {
  const id = formKey((after ?? before)!.id);
  if (!before || !after) {
    recorder.record('form', id, null, before, after, { before: before?.name ?? null, after: after?.name ?? null });
    return;
  }
  for (const key of Object.keys(FIELDS) as (keyof Form)[]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    const told = { before: words(state, before, key), after: words(state, after, key) };
    // Same words, other widths: then what is stored says that something changed.
    const same = told.before === told.after;
    recorder.record('form', id, key, before[key] ?? null, after[key] ?? null, {
      before: told.before,
      after: same ? `${told.after}（幅や見出しの変更）` : told.after,
    });
  }
}
