import type { Kind } from '../../contract/catalogue/index.ts';
import type { Mapping } from '../../contract/classification.ts';
import { proposalReasons } from '../../contract/move.ts';
import { AXES, type Axis, compareLevels, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import { type Grounds, proposalOf } from './facts.ts';

/** What the table makes of one asset. */
export interface Judged {
  readonly state: 'mapped' | 'open';
  /** Null on the axes that a person decides, and on those that had no level. */
  readonly to: Levels;
  readonly because: string;
}

/**
 * Maps one asset by the table. A person decides where the table says so, and where the level it gives is laxer than
 * what the facts of this asset ask for: a table knows no asset. What had no level gets none: nothing is lost, nothing
 * is guessed, and a missing level stays among 記入漏れ as before. An asset that comes to a person for any axis is
 * decided on all three.
 */
export function judge(from: Scheme, to: Scheme, mapping: Mapping, kind: Kind, grounds: Grounds): Judged {
  const proposal = proposalOf(to, kind, grounds);
  const reasons = proposalReasons(to, proposal, grounds.answers);
  const levels: Record<Axis, string | null> = { confidentiality: null, integrity: null, availability: null };
  const causes: string[] = [];
  for (const [place, axis] of AXES.entries()) {
    const old = grounds.levels[place] ?? null;
    if (old === null) continue;
    const oldName = levelOf(from, axis, old)?.name;
    const target = levelOf(to, axis, mapping[axis][old] ?? null);
    if (!oldName) causes.push(`${from.axes[axis].label}の「${old}」は、今の分類体系にない段階です。`);
    else if (!target) causes.push(`「${oldName}」は、1件ずつ決めます。`);
    // A level that was taken out of use after the start.
    else if (target.hidden) causes.push(`「${oldName}」の行き先「${target.name}」は、使わない段階になりました。`);
    else if (compareLevels(to, axis, target.code, proposal.levels[axis]) < 0) {
      const asked = levelOf(to, axis, proposal.levels[axis])!;
      const why = reasons.filter((reason) => reason.includes(asked.name)).join('、');
      causes.push(`対応表では「${target.name}」ですが、「${asked.name}」以上になりそうです（${why}）。`);
    } else levels[axis] = target.code;
  }
  if (causes.length > 0) return { state: 'open', to: levels, because: causes.join('') };
  return { state: 'mapped', to: levels, because: mappedBecause(grounds) };
}

function mappedBecause({ levels }: Grounds): string {
  const missing = levels.filter((level) => level === null).length;
  if (missing === 0) return '対応表のとおりです。';
  return missing === levels.length
    ? '分類がまだないので、ないまま移ります。'
    : '対応表のとおりです。分類のない欄は、ないまま移ります。';
}
