import type { AxisMapping, Mapping } from './classification.ts';
import type { FieldProblem } from './errors.ts';
import { answerWords, type Proposal } from './questionnaire.ts';
import { AXES, type Axis, compareLevels, type Level, type Levels, levelOf, type Scheme } from './scheme.ts';

/**
 * The rules of a move to another scheme: pure, so that the screen says while the table is filled in what the core would
 * refuse (domain.md §2.3: never an automatic downgrade).
 */

/** Levels of an axis, strictest first. */
function strictestFirst(scheme: Scheme, axis: Axis): readonly Level[] {
  return scheme.axes[axis].levels.toSorted((a, b) => b.rank - a.rank);
}

/**
 * How strict a level is within its own axis, from 0 (the laxest) to 1 (the strictest), by its place among all levels,
 * hidden ones too: they keep their meaning. The only level of an axis counts as the strictest: nobody has said that
 * what it holds is harmless.
 */
export function strength(scheme: Scheme, axis: Axis, code: string): number {
  const order = strictestFirst(scheme, axis);
  if (order.length === 1) return 1;
  return 1 - order.findIndex((level) => level.code === code) / (order.length - 1);
}

/**
 * The table that is proposed. As many levels in use on both sides: each to the one of its own place. Else only the
 * laxest to the laxest, and a person decides about all others. What would be laxer than before is never proposed.
 */
export function proposeMapping(from: Scheme, to: Scheme): Mapping {
  const axis = (one: Axis): AxisMapping => {
    const old = strictestFirst(from, one);
    const inUse = old.filter((level) => !level.hidden);
    const offered = strictestFirst(to, one).filter((level) => !level.hidden);
    const same = inUse.length === offered.length;
    const table: Record<string, string | null> = {};
    for (const level of old) {
      const place = inUse.indexOf(level);
      const target = same ? offered[place] : place === inUse.length - 1 ? offered.at(-1) : undefined;
      const fits = target && place >= 0 && strength(to, one, target.code) >= strength(from, one, level.code);
      table[level.code] = fits ? target.code : null;
    }
    return table;
  };
  return {
    confidentiality: axis('confidentiality'),
    integrity: axis('integrity'),
    availability: axis('availability'),
  };
}

/** What is wrong with a table, at `mapping.<axis>.<old code>`; an old level that is not named is left to a person. */
export function mappingProblems(from: Scheme, to: Scheme, mapping: Mapping): FieldProblem[] {
  return AXES.flatMap((axis) => axisProblems(from, to, axis, mapping[axis]));
}

function axisProblems(from: Scheme, to: Scheme, axis: Axis, table: AxisMapping): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (code: string, message: string) => problems.push({ path: `mapping.${axis}.${code}`, message });
  const known = strictestFirst(from, axis);
  for (const code of Object.keys(table)) {
    if (!known.some((level) => level.code === code))
      say(code, `「${code}」という段階は、今の${from.axes[axis].label}にありません。`);
  }
  /** The laxest target of all stricter levels so far, and the level it comes from. */
  let limit: { level: Level; target: Level } | null = null;
  for (const level of known) {
    const code = table[level.code] ?? null;
    if (code === null) continue;
    const target = levelOf(to, axis, code);
    if (!target) say(level.code, `「${code}」という段階は、新しい${to.axes[axis].label}にありません。`);
    else if (target.hidden) say(level.code, `「${target.name}」は、使わない段階です。`);
    else if (strength(to, axis, code) < strength(from, axis, level.code))
      say(
        level.code,
        `「${level.name}」を自動で「${target.name}」にはできません。これまでより低い扱いになります。「1件ずつ決める」にしてください。`,
      );
    else if (limit && target.rank > limit.target.rank)
      say(
        level.code,
        `「${level.name}」が、より高い「${limit.level.name}」の行き先「${limit.target.name}」より高くなります。`,
      );
    if (target && (!limit || target.rank < limit.target.rank)) limit = { level, target };
  }
  return problems;
}

/** The stricter of two codes of an axis; null is the laxest. */
export function stricter(scheme: Scheme, axis: Axis, a: string | null, b: string | null): string | null {
  return compareLevels(scheme, axis, a, b) >= 0 ? a : b;
}

/** The axes on which `levels` are laxer than one of the proposals asks for. */
export function lowerAxes(scheme: Scheme, levels: Levels, ...proposals: readonly Levels[]): Axis[] {
  return AXES.filter((axis) =>
    proposals.some((proposed) => compareLevels(scheme, axis, levels[axis], proposed[axis]) < 0),
  );
}

/** Why a proposal is as it is, one sentence for each cause: 「特定個人情報がありますか → はい：自治体機密性3B」. */
export function proposalReasons(
  scheme: Scheme,
  { levels, because }: Proposal,
  answers: Readonly<Record<string, string>>,
): string[] {
  const causes = new Map<string, string[]>();
  for (const axis of AXES) {
    const name = levelOf(scheme, axis, levels[axis])?.name;
    if (!name) continue;
    for (const { questionId, answer } of because[axis]) {
      const words =
        questionId === null ? '個人情報の種類から' : answerWords(scheme, questionId, answers[questionId] ?? answer);
      causes.set(words, [...(causes.get(words) ?? []), name]);
    }
  }
  return [...causes].map(([words, names]) => `${words}：${names.join('・')}`);
}

/**
 * Is a level clearly laxer than what the asset had: two steps in five or more, or the laxest of all where the old one was
 * not? (機密性2 to 自治体機密性2 is not; to 自治体機密性1 it is.) Only a person can decide that, and it stays marked.
 */
export function clearlyLaxer(from: Scheme, to: Scheme, axis: Axis, old: string | null, next: string | null): boolean {
  if (!levelOf(from, axis, old) || !levelOf(to, axis, next)) return false;
  const before = strength(from, axis, old!);
  const after = strength(to, axis, next!);
  return before - after > 0.3 || (after === 0 && before > 0);
}

/** The levels that are not clearly laxer than what the asset had; the others are no proposal for it. */
export function withoutLaxer(from: Scheme, to: Scheme, old: Levels, levels: Levels): Levels {
  const kept = (axis: Axis) => (clearlyLaxer(from, to, axis, old[axis], levels[axis]) ? null : levels[axis]);
  return {
    confidentiality: kept('confidentiality'),
    integrity: kept('integrity'),
    availability: kept('availability'),
  };
}
