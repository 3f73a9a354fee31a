import type { Values } from '../../contract/asset.ts';
import { fieldById, type Kind } from '../../contract/catalogue/index.ts';
import { type Answers, answersFromFacts, type ClassFacts, propose } from '../../contract/questionnaire.ts';
import { AXES, type Axis, minimumConfidentiality, type Scheme } from '../../contract/scheme.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { wordsOf } from '../asset/words.ts';
import { labelOf, type RegisterState } from '../register/state.ts';

/** What an asset says about its class, for the questions of the new scheme. */
export function classFactsOf(state: RegisterState, values: Values): ClassFacts {
  const count = values['subjectCount'];
  const band = values['subjectBand'];
  const least = typeof band === 'string' ? state.items.get(band)?.attrs['min'] : undefined;
  return {
    personalData: personalDataOf(values),
    subjectCount: typeof count === 'number' ? count : null,
    subjectsAtLeast: typeof least === 'number' ? least : null,
    text: ['name', 'businessCategory', 'summary', 'note'].map((id) => String(values[id] ?? '')).join('\n'),
  };
}

/** What a settled item rests on. Any other fact of the asset may change without the class being looked at again. */
export interface Grounds {
  readonly levels: readonly (string | null)[];
  readonly personalData: readonly string[];
  /** 本人の数 and its band. */
  readonly subjects: readonly (string | number | null)[];
  /** What the facts answer in the new scheme: choices by question id. */
  readonly answers: Answers;
  /** Least new confidentiality for the personal data. */
  readonly least: string | null;
}

export function groundsOf(state: RegisterState, to: Scheme, kind: Kind, values: Values): Grounds {
  const levels = levelsOf(values);
  const facts = classFactsOf(state, values);
  return {
    levels: AXES.map((axis) => levels[axis]),
    personalData: facts.personalData.toSorted(),
    subjects: [facts.subjectCount, (values['subjectBand'] as string | undefined) ?? null],
    answers: answersFromFacts(to, kind, facts),
    least: minimumConfidentiality(to, facts.personalData),
  };
}

const GROUND_WORDS: Readonly<Record<keyof Grounds, string>> = {
  levels: '今の分類',
  personalData: '個人情報',
  subjects: '本人の数',
  answers: '質問の答えになる内容',
  least: '個人情報に必要な機密性',
};

/** What changed between two grounds: 「個人情報、本人の数」; '' for nothing. */
export function changedGrounds(before: Grounds, after: Grounds): string {
  const changed = (Object.keys(GROUND_WORDS) as (keyof Grounds)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return changed.map((key) => GROUND_WORDS[key]).join('、');
}

/** What the facts alone propose. */
export function proposalOf(to: Scheme, kind: Kind, { answers, personalData }: Grounds) {
  return propose(to, kind, answers, personalData);
}

/** Shown when a person decides, in the order read. */
const SHOWN = [
  'personalData',
  'businessCategory',
  'summary',
  'form',
  'storageMedia',
  'place',
  'zone',
  'userScope',
  'group',
  'handlingMarks',
  'classificationReason',
  'note',
] as const;

/** The facts of an asset in words; empty ones are left out, 個人情報 apart: that nothing is known of it is a fact, too. */
export function factsInWords(
  state: RegisterState,
  schemeId: string,
  values: Values,
): { label: string; value: string }[] {
  const facts = SHOWN.flatMap((id) => {
    const field = fieldById(id);
    const value = field ? wordsOf(state, field, values[id], schemeId) : '';
    return value || id === 'personalData' ? [{ label: field!.label, value: value || '未記入' }] : [];
  });
  const count = values['subjectCount'];
  const band = values['subjectBand'];
  const subjects =
    typeof count === 'number'
      ? `${count.toLocaleString('ja-JP')}人`
      : typeof band === 'string'
        ? labelOf(state, band)
        : '';
  if (subjects) facts.splice(1, 0, { label: '本人の数', value: subjects });
  return facts;
}

/** Names of levels, by axis: 自治体機密性3B; a code that the scheme does not know stands for itself. */
export function levelNames(
  scheme: Scheme | undefined,
  levels: Readonly<Record<Axis, string | null>>,
): Record<Axis, string> {
  const name = (axis: Axis) =>
    scheme?.axes[axis].levels.find((level) => level.code === levels[axis])?.name ?? levels[axis] ?? '';
  return {
    confidentiality: name('confidentiality'),
    integrity: name('integrity'),
    availability: name('availability'),
  };
}
