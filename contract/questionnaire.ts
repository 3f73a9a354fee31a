import { z } from 'zod';
import type { Kind } from './catalogue/field.ts';
import { foldForSearch } from './japanese/fold.ts';
import {
  AXES,
  type Axis,
  compareLevels,
  type Levels,
  levelOf,
  minimumConfidentiality,
  type Question,
  type Scheme,
  UNSURE,
} from './scheme.ts';

/** Guided classing: pure, so that the screen proposes while it is answered and the core says the same. */

/** Question id -> choice id, or `unsure`. */
export const answersSchema = z.record(z.string().max(40), z.string().max(40));
export type Answers = Readonly<z.infer<typeof answersSchema>>;

/** What the questions may look at. */
export interface ClassFacts {
  readonly personalData: readonly string[];
  readonly subjectCount: number | null;
  /** 101～999人 and more say 本人の数 too, where the count itself is not known: the least of the band. */
  readonly subjectsAtLeast: number | null;
  /** Name, 業務分類, 概要 and 備考, one after the other. */
  readonly text: string;
}

/** Why an axis is proposed at its level. */
export interface Because {
  /** The question that led there; null: the least level for personal data (D5). */
  readonly questionId: string | null;
  /** Choice id, or `unsure`. */
  readonly answer: string;
}

export interface Proposal {
  /** Null for an axis that no answer speaks about. */
  readonly levels: Levels;
  /** What led to each axis, strictest first come first served; empty where the level is null. */
  readonly because: Readonly<Record<Axis, readonly Because[]>>;
  /** Questions of this kind that have no answer yet. */
  readonly open: readonly string[];
}

/** The questions asked for a kind, in order. */
export function questionsFor(scheme: Scheme, kind: Kind): readonly Question[] {
  return scheme.questions.filter((question) => question.kinds.length === 0 || question.kinds.includes(kind));
}

/** Answers that follow from what is known of the asset already; the clerk may change each. */
export function answersFromFacts(scheme: Scheme, kind: Kind, facts: ClassFacts): Answers {
  const text = foldForSearch(facts.text);
  const subjects = facts.subjectCount ?? facts.subjectsAtLeast;
  const holds = (when: Question['facts'][number]['when']) =>
    (when.personalData?.some((item) => facts.personalData.includes(item)) ?? true) &&
    (when.subjectsOver === undefined || (subjects !== null && subjects > when.subjectsOver)) &&
    (when.words?.some((word) => text.includes(foldForSearch(word))) ?? true);
  const answers: Record<string, string> = {};
  for (const question of questionsFor(scheme, kind)) {
    const fact = question.facts.find(({ when }) => holds(when));
    if (fact) answers[question.id] = fact.choice;
  }
  return answers;
}

/**
 * The strictest level of an axis among the choices of a question, of those that are still in use where there is one;
 * null where none speaks about it.
 */
function strictest(scheme: Scheme, question: Question, axis: Axis): string | null {
  const codes = question.choices.flatMap(({ levels }) => levels[axis] ?? []);
  const inUse = codes.filter((code) => !levelOf(scheme, axis, code)?.hidden);
  let most: string | null = null;
  for (const code of inUse.length > 0 ? inUse : codes) if (compareLevels(scheme, axis, code, most) > 0) most = code;
  return most;
}

/**
 * The levels that the answers propose: per axis the strictest of all answers, 「わからない」 counting as the strictest
 * choice of its question, and never below the least confidentiality for the personal data (D5).
 */
export function propose(scheme: Scheme, kind: Kind, answers: Answers, personalData: readonly string[] = []): Proposal {
  const levels: Record<Axis, string | null> = { confidentiality: null, integrity: null, availability: null };
  const because: Record<Axis, Because[]> = { confidentiality: [], integrity: [], availability: [] };
  const open: string[] = [];
  const take = (axis: Axis, code: string | null, reason: Because) => {
    if (code === null || levelOf(scheme, axis, code) === null) return;
    const order = compareLevels(scheme, axis, code, levels[axis]);
    if (order > 0) because[axis] = [reason];
    else if (order === 0) because[axis].push(reason);
    if (order > 0) levels[axis] = code;
  };
  for (const question of questionsFor(scheme, kind)) {
    const answer = answers[question.id];
    const choice = question.choices.find((one) => one.id === answer);
    if (answer !== UNSURE && !choice) {
      open.push(question.id);
      continue;
    }
    for (const axis of AXES) {
      const code = choice ? (choice.levels[axis] ?? null) : strictest(scheme, question, axis);
      take(axis, code, { questionId: question.id, answer: answer! });
    }
  }
  take('confidentiality', minimumConfidentiality(scheme, personalData), { questionId: null, answer: '' });
  return { levels, because, open };
}

/** An answer in words: 「特定個人情報がありますか → はい」; an id that the scheme no longer knows stands for itself. */
export function answerWords(scheme: Scheme, questionId: string, answer: string): string {
  const question = scheme.questions.find((one) => one.id === questionId);
  const choice = question?.choices.find((one) => one.id === answer);
  return `${question?.text ?? questionId} → ${choice?.label ?? (answer === UNSURE ? 'わからない' : answer)}`;
}
