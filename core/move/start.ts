import type { ParsedInputOf } from '../../contract/api.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { MovePlan, MoveStatus } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { mappingProblems, proposeMapping } from '../../contract/move.ts';
import { AXES, type Axis } from '../../contract/scheme.ts';
import { assetsOfScheme, insertMove, moveById, openMove, putMoveItem } from '../../db/schemeMoves.ts';
import { valuesOf } from '../asset/columns.ts';
import { readRecords } from '../asset/records.ts';
import { change } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { schemeOf } from '../register/state.ts';
import { statusOf } from './current.ts';
import { type Grounds, groundsOf } from './facts.ts';
import { judge } from './judge.ts';
import { readMove } from './view.ts';

function pair(context: Context, { fromSchemeId, toSchemeId }: ParsedInputOf<'move.plan'>) {
  const { state } = opened(context);
  const from = schemeOf(state, fromSchemeId);
  const to = schemeOf(state, toSchemeId);
  if (from.id === to.id)
    throw new DaichoError('invalidInput', undefined, [
      { path: 'toSchemeId', message: '今の分類体系とは別の分類体系を選んでください。' },
    ]);
  return { from, to };
}

/** What a move would do, with the table given or the one proposed; nothing is written. */
export function planMove(context: Context, input: ParsedInputOf<'move.plan'>): MovePlan {
  const { from, to } = pair(context, input);
  const mapping = input.mapping ?? proposeMapping(from, to);
  const subjects = readSubjects(context, from.id, to.id);
  const counts: Record<Axis, Record<string, number>> = { confidentiality: {}, integrity: {}, availability: {} };
  let toDecide = 0;
  let byFacts = 0;
  for (const { kind, grounds } of subjects) {
    for (const [place, axis] of AXES.entries()) {
      const code = grounds.levels[place] ?? '';
      counts[axis][code] = (counts[axis][code] ?? 0) + 1;
    }
    if (judge(from, to, mapping, kind, grounds).state === 'mapped') continue;
    toDecide += 1;
    const byTable = AXES.some((axis, place) => {
      const code = grounds.levels[place] ?? null;
      return code !== null && (mapping[axis][code] ?? null) === null;
    });
    if (!byTable) byFacts += 1;
  }
  return {
    mapping,
    problems: mappingProblems(from, to, mapping),
    counts,
    assets: subjects.length,
    toDecide,
    byFacts,
  };
}

/**
 * Begins a move: every asset of the old scheme outside the bin, mapped by the table or left to a person. Nothing of the
 * register itself changes before the move is finished.
 * @throws DaichoError('invalidInput') with the problems of the table; ('alreadyThere') while another is under way
 */
export function startMove(context: Context, input: ParsedInputOf<'move.start'>): MoveStatus {
  const { db, state } = opened(context);
  const { from, to } = pair(context, input);
  if (openMove(db)) throw new DaichoError('alreadyThere', '分類体系の切替が、すでに始まっています。');
  const problems = mappingProblems(from, to, input.mapping);
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
  if (assetsOfScheme(db, from.id).length === 0)
    throw new DaichoError('invalidInput', undefined, [
      { path: 'fromSchemeId', message: `「${from.name}」で分類した資産がありません。` },
    ]);
  const { value: view } = change(context, { action: '分類体系の切替（始め）' }, (recorder) => {
    recorder.record('register', '1', 'move', from.id, to.id, { before: from.name, after: to.name });
    const id = insertMove(db, {
      from_scheme: from.id,
      to_scheme: to.id,
      from_revision: state.schemeRevisions.get(from.id) ?? 1,
      to_revision: state.schemeRevisions.get(to.id) ?? 1,
      mapping: JSON.stringify(input.mapping),
      at: context.ports.now().toISOString(),
      who: whoWorks(context),
    });
    const fresh = readMove(db, state, moveById(db, id)!);
    for (const { record } of fresh.items) putMoveItem(db, id, record);
    return fresh;
  });
  return statusOf(view.move, from, view.items);
}

interface Subjects {
  readonly key: string;
  readonly subjects: readonly { readonly kind: Kind; readonly grounds: Grounds }[];
}

/** Of the pair asked for last: the table is tried out many times while it is filled in. */
const lastRead = new WeakMap<Context, Subjects>();

function readSubjects(context: Context, fromId: string, toId: string): Subjects['subjects'] {
  const { db, state } = opened(context);
  const key = JSON.stringify([context.revision, fromId, toId]);
  const known = lastRead.get(context);
  if (known?.key === key) return known.subjects;
  const to = schemeOf(state, toId);
  const ids = assetsOfScheme(db, fromId);
  const subjects: { kind: Kind; grounds: Grounds }[] = [];
  for (let i = 0; i < ids.length; i += 1000) {
    for (const record of readRecords(db, ids.slice(i, i + 1000))) {
      const kind = record.kind as Kind;
      subjects.push({ kind, grounds: groundsOf(state, to, kind, valuesOf(kind, record)) });
    }
  }
  lastRead.set(context, { key, subjects });
  return subjects;
}
