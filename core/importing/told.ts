import { fieldOf, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { compoundOf, type ImportPlan, ROW_FINDINGS } from '../../contract/importing.ts';
import { levelOf } from '../../contract/scheme.ts';
import { isAxis } from '../asset/words.ts';
import type { Recorder } from '../change.ts';
import { labelOf, type RegisterState, schemeOf } from '../register/state.ts';

const HOW = {
  value: '',
  blank: '空にする（言葉は取込元のその他の列に残す）',
  keep: '確かめて、書かれているとおりにする',
  new: '新しい資産として取り込む',
  update: '今ある資産に上書きする',
  skip: '取り込まない',
  disposed: '廃棄済として取り込む',
};

const FOUND: Readonly<Record<(typeof ROW_FINDINGS)[number], string>> = {
  numberExists: '番号が台帳にある行',
  alreadyTaken: '取り込み済みとみた行',
  sameSerial: '製造番号が台帳にある行',
  sameName: '名称が台帳にある行',
  similarName: '名称がよく似た行',
  numberTwice: '番号が重なる行',
  serialTwice: '製造番号が重なる行',
  struckOut: '取消線の行',
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
  for (const finding of ROW_FINDINGS) {
    const way = plan.findings?.[finding];
    if (way === undefined) continue;
    const words = { before: `${FOUND[finding]}すべて`, after: HOW[way] };
    recorder.record('import', id, 'finding', { finding }, way, words);
  }
  for (const { sheet, cell, row, text, how, to, everywhere, finding } of plan.corrections ?? []) {
    const place = `${sheet === '(csv)' ? '' : `${sheet} `}${cell || `${row}行目`}${everywhere ? 'の列の同じ値すべて' : ''}`;
    const said = how === 'value' ? `「${to ?? ''}」` : `${HOW[how]}${how === 'update' && to ? `（${to}）` : ''}`;
    const words = { before: `${finding ? `${FOUND[finding]}　` : ''}${place}「${text}」`, after: said };
    recorder.record(
      'import',
      id,
      finding ? 'row' : 'correction',
      { sheet, cell, row, text, everywhere: everywhere ?? false, ...(finding && { finding }) },
      { how, to: to ?? null },
      words,
    );
  }
}

function fieldWords(id: string): string {
  const field = compoundOf(id)?.fields[0] ?? id;
  return KIND_ORDER.map((kind) => fieldOf(kind, field)?.label).find((label) => label !== undefined) ?? id;
}

function meaningWords(state: RegisterState, schemeId: string, field: string, to: string): string {
  if (!isAxis(field)) return labelOf(state, to);
  return levelOf(schemeOf(state, schemeId), field, to)?.name ?? to;
}
