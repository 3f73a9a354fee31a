import type { Kind } from '../../contract/catalogue/index.ts';
import type { Mapping } from '../../contract/classification.ts';
import { AXES, type Axis, levelOf, type Scheme } from '../../contract/scheme.ts';
import type { MoveItemRecord } from '../../db/schemeMoves.ts';
import { changedGrounds, type Grounds } from './facts.ts';
import { toColumns, toLevels } from './item.ts';
import { judge } from './judge.ts';

/** What every item of a move is judged by. */
export interface MoveRules {
  readonly from: Scheme;
  readonly to: Scheme;
  readonly mapping: Mapping;
}

/** One asset as it is now. */
export interface Subject {
  readonly id: number;
  readonly revision: number;
  readonly kind: Kind;
  readonly grounds: Grounds;
}

/**
 * What is to be stored for an asset that is new in the run, or has changed since it was looked at. What a person has
 * decided stays as long as it rests on the same facts; on others it is open again, with what was written then at hand.
 */
export function settle(rules: MoveRules, subject: Subject, old: MoveItemRecord | undefined): MoveItemRecord {
  const { kind, grounds } = subject;
  const changed = old ? changedGrounds(JSON.parse(old.facts) as Grounds, grounds) : '';
  if (old && changed === '' && stillHolds(rules, subject, old)) return { ...old, asset_revision: subject.revision };
  const [confidentiality = null, integrity = null, availability = null] = grounds.levels;
  const base = {
    asset_id: subject.id,
    confidentiality,
    integrity,
    availability,
    lowered: 0,
    how: 'mapping' as const,
    facts: JSON.stringify(grounds),
    asset_revision: subject.revision,
  };
  if (old && isPersons(old)) return { ...old, ...base, ...offeredOnly(rules.to, old), ...openAgain(old, changed) };
  const judged = judge(rules.from, rules.to, rules.mapping, kind, grounds);
  return {
    ...base,
    ...toColumns(judged.to),
    state: judged.state,
    because: judged.because,
    reason: null,
    answers: null,
    at: null,
    who: null,
  };
}

/** Decided or reopened by somebody: the table does not take it back. */
function isPersons(item: MoveItemRecord): boolean {
  return item.state !== 'mapped' && item.who !== null;
}

function openAgain(old: MoveItemRecord, changed: string): Pick<MoveItemRecord, 'state' | 'because'> {
  if (!changed) return { state: 'open', because: '決めた段階が、使わない段階になりました。もう一度決めてください。' };
  const when = old.state === 'decided' ? '決めたあとで、' : '';
  return { state: 'open', because: `${when}${changed}が変わりました。もう一度決めてください。` };
}

/** The facts are as they were; is what was settled on them what the schemes and the table still say? */
function stillHolds({ from, to, mapping }: MoveRules, { kind, grounds }: Subject, old: MoveItemRecord): boolean {
  if (old.state === 'decided') return AXES.every((axis) => isOffered(to, axis, old[`to_${axis}`]));
  if (isPersons(old)) return true;
  const judged = judge(from, to, mapping, kind, grounds);
  return (
    judged.state === old.state &&
    judged.because === old.because &&
    AXES.every((axis) => judged.to[axis] === old[`to_${axis}`])
  );
}

function isOffered(to: Scheme, axis: Axis, code: string | null): boolean {
  const level = levelOf(to, axis, code);
  return level !== null && !level.hidden;
}

/** The new levels that can still be chosen. */
function offeredOnly(to: Scheme, old: MoveItemRecord) {
  const levels = toLevels(old);
  const kept = (axis: Axis) => (isOffered(to, axis, levels[axis]) ? levels[axis] : null);
  return toColumns({
    confidentiality: kept('confidentiality'),
    integrity: kept('integrity'),
    availability: kept('availability'),
  });
}
