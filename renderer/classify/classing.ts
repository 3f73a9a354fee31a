import type { Values } from '../../contract/asset.ts';
import type { MasterItem } from '../../contract/master.ts';
import { type Answers, answerWords, type ClassFacts, type Proposal } from '../../contract/questionnaire.ts';
import {
  AXES,
  type Axis,
  compareLevels,
  type Levels,
  levelOf,
  minimumConfidentiality,
  type Scheme,
  UNSURE,
} from '../../contract/scheme.ts';

export const NO_LEVELS: Levels = { confidentiality: null, integrity: null, availability: null };

const textOf = (value: Values[string] | undefined) => (typeof value === 'string' ? value : '');

/** Levels as they stand in the values of an asset or a form. */
export function levelsOf(values: Values): Levels {
  return {
    confidentiality: textOf(values['confidentiality']) || null,
    integrity: textOf(values['integrity']) || null,
    availability: textOf(values['availability']) || null,
  };
}

export function personalDataOf(values: Values): readonly string[] {
  const value = values['personalData'];
  return Array.isArray(value) ? value : [];
}

/** What the questions may look at, from stored and derived values. `item`: an entry of the master lists. */
export function factsFrom(
  values: Values,
  derived: Values,
  item: (id: string) => Pick<MasterItem, 'attrs'> | undefined,
): ClassFacts {
  const band = item(textOf(values['subjectBand'] ?? derived['subjectBand']))?.attrs['min'];
  const count = values['subjectCount'];
  return {
    personalData: personalDataOf(values),
    subjectCount: typeof count === 'number' ? count : null,
    subjectsAtLeast: typeof band === 'number' ? band : null,
    text: ['name', 'businessCategory', 'summary', 'note'].map((id) => textOf(values[id])).join('\n'),
  };
}

/** A proposal in sentences that the clerk may change: 「…がありますか → はい」ので、自治体機密性3Bです。 */
export function reasonFrom(scheme: Scheme, proposal: Proposal): string {
  return AXES.flatMap((axis) => {
    const level = levelOf(scheme, axis, proposal.levels[axis]);
    if (!level) return [];
    const unsure = proposal.because[axis].every(({ answer }) => answer === UNSURE);
    const why = proposal.because[axis].map((because) => becauseWords(scheme, because)).join('、');
    return [`${why}のため、${unsure ? '厳しいほうの' : ''}${level.name}。`];
  }).join('');
}

export function becauseWords(scheme: Scheme, { questionId, answer }: Proposal['because'][Axis][number]): string {
  if (questionId !== null) return `「${answerWords(scheme, questionId, answer)}」`;
  return answer || '個人情報の種類';
}

/** Levels that something else than the answers asks for: a table of a move, what the asset holds. */
export interface Floor {
  readonly levels: Levels;
  /** What asks for them, in words. */
  readonly words: string;
  /** Worth saying in the reason. */
  readonly telling: boolean;
}

/** A proposal that is nowhere laxer than these. */
export function withFloors(scheme: Scheme, proposal: Proposal, floors: readonly Floor[]): Proposal {
  const levels: Record<Axis, string | null> = { ...proposal.levels };
  const because: Record<Axis, Proposal['because'][Axis]> = { ...proposal.because };
  for (const floor of floors) {
    for (const axis of AXES) {
      if (compareLevels(scheme, axis, floor.levels[axis], levels[axis]) <= 0) continue;
      levels[axis] = floor.levels[axis];
      because[axis] = [{ questionId: null, answer: floor.words }];
    }
  }
  return { ...proposal, levels, because };
}

export interface Choice {
  /** The levels to be decided: chosen by hand, else proposed. */
  readonly levels: Levels;
  /** Axes whose level is not the proposed one. */
  readonly changed: readonly Axis[];
  /** Why each of these levels needs words of its own; Japanese, one sentence each. */
  readonly asks: readonly { readonly axis: Axis; readonly message: string }[];
}

interface Situation {
  readonly scheme: Scheme;
  readonly proposal: Proposal;
  /** Chosen by hand. */
  readonly chosen: Partial<Readonly<Record<Axis, string>>>;
  readonly personalData: readonly string[];
  readonly content: Levels;
  /** What a level would be laxer than beside these, in words; null: nothing. */
  readonly laxer?: ((axis: Axis, code: string) => string | null) | undefined;
}

/** What would be decided, and what has to be explained first: an override, less than personal data or content ask for. */
export function choiceOf({ scheme, proposal, chosen, personalData, content, laxer }: Situation): Choice {
  const levels: Levels = {
    confidentiality: chosen.confidentiality ?? proposal.levels.confidentiality,
    integrity: chosen.integrity ?? proposal.levels.integrity,
    availability: chosen.availability ?? proposal.levels.availability,
  };
  const name = (axis: Axis, code: string | null) => levelOf(scheme, axis, code)?.name ?? '';
  const changed = AXES.filter((axis) => proposal.levels[axis] !== null && levels[axis] !== proposal.levels[axis]);
  const asks: { axis: Axis; message: string }[] = [];
  for (const axis of AXES) {
    const level = levels[axis];
    if (level === null) continue;
    const least = axis === 'confidentiality' ? minimumConfidentiality(scheme, personalData) : null;
    if (least !== null && compareLevels(scheme, axis, level, least) < 0)
      asks.push({ axis, message: `個人情報の種類から必要な「${name(axis, least)}」より低くなります。` });
    else if (content[axis] !== null && compareLevels(scheme, axis, level, content[axis]) < 0)
      asks.push({ axis, message: `中の情報の「${name(axis, content[axis])}」より低くなります。` });
    else if (laxer?.(axis, level)) asks.push({ axis, message: laxer(axis, level)! });
    else if (changed.includes(axis))
      asks.push({ axis, message: `提案の「${name(axis, proposal.levels[axis])}」と違います。` });
  }
  return { levels, changed, asks };
}

export interface Words {
  readonly reason: string;
  /** Why it is not as proposed. */
  readonly why: string;
}

/** Of 分類の理由; the words beside it still fit into what is kept (1,000). */
export const MAX_REASON = 800;

/** What still keeps the decision from being made; null when nothing does. */
export function openWork(scheme: Scheme, proposal: Proposal, choice: Choice, words: Words, byHand: boolean): OpenWork {
  const undecided = AXES.find((axis) => choice.levels[axis] === null);
  if (proposal.open.length > 0 && !byHand)
    return {
      at: 'question',
      questionId: proposal.open[0]!,
      message: `まだ答えていない質問が${proposal.open.length}つあります。分からないときは「わからない」を選びます。`,
    };
  if (undecided)
    return { at: 'axis', axis: undecided, message: `${scheme.axes[undecided].label}の段階を選んでください。` };
  if (words.reason.trim() === '') return { at: 'reason', message: '分類の理由を書いてください。' };
  // Made from long questions of a union's own it may be longer than what can be typed.
  if (words.reason.trim().length > MAX_REASON)
    return { at: 'reason', message: `分類の理由は${MAX_REASON}文字までです。短く書きかえてください。` };
  if (choice.asks.length > 0 && words.why.trim() === '')
    return { at: 'why', message: '提案などと違う段階にする理由を書いてください。' };
  return null;
}

export type OpenWork =
  | { readonly at: 'question'; readonly questionId: string; readonly message: string }
  | { readonly at: 'axis'; readonly axis: Axis; readonly message: string }
  | { readonly at: 'reason' | 'why'; readonly message: string }
  | null;

/** Reason as it is kept with the classification. */
export function fullReason({ reason, why }: Words, choice: Choice): string {
  const said = reason.trim();
  return choice.asks.length > 0 && why.trim() !== '' ? `${said}　違う段階にした理由：${why.trim()}` : said;
}

/** Answers that belong to the scheme's questions now; others are of questions that were taken out. */
export function knownAnswers(scheme: Scheme, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([id, answer]) => {
      const question = scheme.questions.find((one) => one.id === id);
      return answer === UNSURE || question?.choices.some((choice) => choice.id === answer);
    }),
  );
}
