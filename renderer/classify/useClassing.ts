import { useMemo, useState } from 'react';
import type { Kind } from '../../contract/catalogue/field.ts';
import {
  type Answers,
  answersFromFacts,
  type ClassFacts,
  type Proposal,
  propose,
  questionsFor,
} from '../../contract/questionnaire.ts';
import { AXES, type Axis, type Levels, type Question, type Scheme } from '../../contract/scheme.ts';
import {
  type Choice,
  choiceOf,
  type Floor,
  fullReason,
  knownAnswers,
  type OpenWork,
  openWork,
  reasonFrom,
  withFloors,
} from './classing.ts';

/** What a person has answered, chosen and written so far. */
export interface ClassingDraft {
  readonly answers: Answers;
  readonly chosen: Partial<Readonly<Record<Axis, string>>>;
  /** Null: as it follows from the answers. */
  readonly reason: string | null;
  readonly why: string;
}

export const EMPTY_CLASSING: ClassingDraft = { answers: {}, chosen: {}, reason: null, why: '' };

export interface Classing {
  readonly scheme: Scheme;
  readonly questions: readonly Question[];
  readonly answers: Answers;
  /** Questions whose answer still comes from the register. */
  readonly prefilled: ReadonlySet<string>;
  readonly proposal: Proposal;
  readonly choice: Choice;
  readonly content: Levels;
  readonly reason: string;
  readonly why: string;
  readonly open: OpenWork;
  /** The reason to keep. */
  readonly fullReason: string;
  answer(questionId: string, answer: string): void;
  /** `null`: as proposed. */
  choose(axis: Axis, code: string | null): void;
  setReason(reason: string): void;
  setWhy(why: string): void;
}

interface ClassingOf {
  readonly scheme: Scheme;
  readonly kind: Kind;
  readonly facts: ClassFacts;
  readonly content: Levels;
  /** What the proposal may not fall below, beside the answers. Kept by the caller from one drawing to the next. */
  readonly floors?: readonly Floor[];
  /** Axes that are settled without their questions. */
  readonly given?: readonly Axis[];
  readonly laxer?: (axis: Axis, code: string) => string | null;
  readonly start: ClassingDraft;
  /** Told of every change, so that work begun here is not lost. */
  readonly onDraft?: (draft: ClassingDraft) => void;
}

const NOTHING: readonly never[] = [];

/** The questionnaire of one asset as it is answered: pure rules of the contract over what a person has done. */
export function useClassing(asked: ClassingOf): Classing {
  const { scheme, kind, facts, content, floors = NOTHING, given = NOTHING, laxer, start, onDraft } = asked;
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<ClassingDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    onDraft?.(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is made anew with each draft
  return useMemo(() => {
    const fromFacts = answersFromFacts(scheme, kind, facts);
    const answers = { ...fromFacts, ...knownAnswers(scheme, draft.answers) };
    const answered = propose(scheme, kind, answers, facts.personalData);
    const proposal = withFloors(scheme, answered, floors);
    const told = withFloors(
      scheme,
      answered,
      floors.filter((floor) => floor.telling),
    );
    const { personalData } = facts;
    const choice = choiceOf({ scheme, proposal, chosen: draft.chosen, personalData, content, laxer });
    const reason = draft.reason ?? reasonFrom(scheme, told);
    const words = { reason, why: draft.why };
    const byHand = AXES.every((axis) => draft.chosen[axis] !== undefined || given.includes(axis));
    return {
      scheme,
      questions: questionsFor(scheme, kind),
      answers,
      prefilled: new Set(Object.keys(fromFacts).filter((id) => draft.answers[id] === undefined)),
      proposal,
      choice,
      content,
      reason,
      why: draft.why,
      open: openWork(scheme, proposal, choice, words, byHand),
      fullReason: fullReason(words, choice),
      answer: (id, answer) => change({ answers: { ...draft.answers, [id]: answer } }),
      choose: (axis, code) => {
        const { [axis]: _former, ...others } = draft.chosen;
        change({ chosen: code === null || code === proposal.levels[axis] ? others : { ...others, [axis]: code } });
      },
      setReason: (typed) => change({ reason: typed }),
      setWhy: (why) => change({ why }),
    };
  }, [scheme, kind, facts, content, floors, given, laxer, draft]);
}
