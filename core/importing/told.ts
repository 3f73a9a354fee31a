import { KIND_ORDER } from '../../contract/catalogue/index.ts';
import { compoundOf, type ImportPlan } from '../../contract/importing.ts';
import { levelOf } from '../../contract/scheme.ts';
import { fieldMap } from '../asset/columns.ts';
import { isAxis } from '../asset/words.ts';
import type { Recorder } from '../change.ts';
import { labelOf, type RegisterState, schemeOf } from '../register/state.ts';

const HOW = {
  value: '',
  blank: '空にする（言葉は取込元のその他の列に残す）',
  keep: '確かめて、書かれているとおりにする',
};

/** Tells the history what the person decided about cells and words of the file, once for each decision. */
export function tellDecisions(recorder: Recorder, state: RegisterState, plan: ImportPlan): void {
  const id = String(recorder.changeId);
  for (const { field, text, to } of plan.meanings ?? []) {
    const words = {
      before: `${fieldWords(field)}の「${text}」`,
      after: to === '' ? '決めずに空欄にする' : meaningWords(state, plan.schemeId, field, to),
    };
    recorder.record('import', id, 'meaning', { field, text }, to, words);
  }
  for (const { sheet, cell, row, text, how, to, everywhere } of plan.corrections ?? []) {
    const place = `${sheet === '(csv)' ? '' : `${sheet} `}${cell || `${row}行目`}${everywhere ? 'の列の同じ値すべて' : ''}`;
    const words = { before: `${place}「${text}」`, after: how === 'value' ? `「${to ?? ''}」` : HOW[how] };
    recorder.record(
      'import',
      id,
      'correction',
      { sheet, cell, row, text, everywhere: everywhere ?? false },
      { how, to: to ?? null },
      words,
    );
  }
}

function fieldWords(id: string): string {
  const field = compoundOf(id)?.fields[0] ?? id;
  return KIND_ORDER.map((kind) => fieldMap(kind).get(field)?.label).find((label) => label !== undefined) ?? id;
}

function meaningWords(state: RegisterState, schemeId: string, field: string, to: string): string {
  if (!isAxis(field)) return labelOf(state, to);
  return levelOf(schemeOf(state, schemeId), field, to)?.name ?? to;
}
