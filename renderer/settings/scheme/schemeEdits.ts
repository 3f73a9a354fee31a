import {
  AXES,
  type Axis,
  type Duty,
  type Level,
  levelOf,
  PERSONAL_DATA,
  type Question,
  type Scheme,
} from '../../../contract/scheme.ts';

/** Edits of a scheme in hand that reach further than one field. All change the given scheme. */

/** Strictest first: the order in which levels are shown and moved. */
export function byStrength(scheme: Scheme, axis: Axis): readonly Level[] {
  return scheme.axes[axis].levels.toSorted((a, b) => b.rank - a.rank);
}

function setOrder(scheme: Scheme, axis: Axis, levels: readonly Level[]): void {
  scheme.axes[axis].levels = levels.map((level, i) => ({ ...level, rank: levels.length - i }));
}

/** Swaps an entry with its neighbour; `by` −1 up, +1 down. At the end nothing happens. */
export function moveIn<T>(list: T[], index: number, by: -1 | 1): void {
  const other = list[index + by];
  const one = list[index];
  if (one === undefined || other === undefined) return;
  list[index + by] = one;
  list[index] = other;
}

export function moveLevel(scheme: Scheme, axis: Axis, code: string, by: -1 | 1): void {
  const levels = [...byStrength(scheme, axis)];
  moveIn(
    levels,
    levels.findIndex((level) => level.code === code),
    by,
  );
  setOrder(scheme, axis, levels);
}

const MARKS: Readonly<Record<Axis, readonly [short: string, neutral: string]>> = {
  confidentiality: ['機', 'C'],
  integrity: ['完', 'I'],
  availability: ['可', 'A'],
};

/** Adds a level as the strictest of its axis. It is wanted by no rule yet; the problems say where one is missing. */
export function addLevel(scheme: Scheme, axis: Axis, code: string, name: string): void {
  const [short, neutral] = MARKS[axis];
  const above = byStrength(scheme, axis)[0];
  const level: Level = {
    code,
    name,
    short: `${short}${code}`,
    neutral: `${neutral}${code}`,
    rank: 1,
    definition: '',
    examples: '',
    weight: above?.weight ?? 'outlined',
    duties: [...(above?.duties ?? [])],
    aliases: [],
  };
  setOrder(scheme, axis, [level, ...byStrength(scheme, axis)]);
}

/**
 * Takes a level out of everything: conditions that named it alone go with it; answers and least levels take the next
 * stricter one, as nothing may become laxer by an edit elsewhere.
 */
export function removeLevel(scheme: Scheme, axis: Axis, code: string): void {
  const before = byStrength(scheme, axis);
  const at = before.findIndex((level) => level.code === code);
  const left = before.filter((level) => level.code !== code);
  const instead = before[at - 1]?.code ?? left[0]?.code;
  setOrder(scheme, axis, left);
  for (const rule of scheme.importance.rules) {
    rule.when = rule.when.flatMap((condition) => {
      const codes = condition[axis]?.filter((one) => one !== code);
      if (codes?.length === 0) return [];
      return [codes ? { ...condition, [axis]: codes } : condition];
    });
  }
  scheme.importance.rules = scheme.importance.rules.filter((rule) => rule.when.length > 0);
  replaceInAnswers(scheme, axis, code, instead);
}

/** Gives a level another code everywhere in the scheme; only for one that no asset ever held. */
export function renameLevel(scheme: Scheme, axis: Axis, from: string, to: string): void {
  const level = scheme.axes[axis].levels.find((one) => one.code === from);
  if (!level) return;
  level.code = to;
  for (const { when } of scheme.importance.rules)
    for (const condition of when) condition[axis] &&= condition[axis].map((code) => (code === from ? to : code));
  replaceInAnswers(scheme, axis, from, to);
}

function replaceInAnswers(scheme: Scheme, axis: Axis, from: string, to: string | undefined): void {
  for (const { choices } of scheme.questions)
    for (const { levels } of choices) {
      if (levels[axis] !== from) continue;
      if (to === undefined) delete levels[axis];
      else levels[axis] = to;
    }
  if (axis !== 'confidentiality') return;
  for (const key of ['specific', 'sensitive', 'personal'] as const) {
    if (scheme.personalMinimum[key] !== from) continue;
    if (to === undefined) delete scheme.personalMinimum[key];
    else scheme.personalMinimum[key] = to;
  }
}

/** Adds a duty under the next free code. */
export function addDuty(scheme: Scheme): Duty {
  const used = new Set(scheme.duties.map((duty) => duty.code));
  let n = 1;
  while (used.has(codeOf(n))) n += 1;
  const duty: Duty = { code: codeOf(n), text: '', acts: [], plain: '' };
  scheme.duties.push(duty);
  return duty;
}

const codeOf = (n: number) => `H${String(n).padStart(2, '0')}`;

/** Takes a duty out of the list and off every level. */
export function removeDuty(scheme: Scheme, code: string): void {
  scheme.duties = scheme.duties.filter((duty) => duty.code !== code);
  for (const axis of AXES)
    for (const level of scheme.axes[axis].levels) level.duties = level.duties.filter((one) => one !== code);
}

/** First free name of the form `q1`. */
export function freeId(head: string, used: readonly string[]): string {
  let n = 1;
  while (used.includes(`${head}${n}`)) n += 1;
  return `${head}${n}`;
}

/** Adds a yes-or-no question at the end. */
export function addQuestion(scheme: Scheme): Question {
  const question: Question = {
    id: freeId(
      'q',
      scheme.questions.map((one) => one.id),
    ),
    text: '',
    help: '',
    kinds: [],
    choices: [
      { id: 'yes', label: 'はい', levels: {} },
      { id: 'no', label: 'いいえ', levels: {} },
    ],
    facts: [],
  };
  scheme.questions.push(question);
  return question;
}

/** Takes an answer off a question, and the facts that fill it in. */
export function removeChoice(question: Question, id: string): void {
  question.choices = question.choices.filter((choice) => choice.id !== id);
  question.facts = question.facts.filter((fact) => fact.choice !== id);
}

/** Items of 個人情報, most severe first. */
export const PERSONAL_ITEMS = PERSONAL_DATA.toReversed();

/** Is the level still asked for by something? Said before it is hidden. */
export function isProposed(scheme: Scheme, axis: Axis, code: string): boolean {
  return (
    levelOf(scheme, axis, code) !== null &&
    scheme.questions.some((question) => question.choices.some((choice) => choice.levels[axis] === code))
  );
}
