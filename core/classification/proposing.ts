import type { Values } from '../../contract/asset.ts';
import type { Answers } from '../../contract/questionnaire.ts';
import { AXES, type Levels, type Scheme, shortCode } from '../../contract/scheme.ts';
import { decideProposal, insertProposal, waitingProposalOf } from '../../db/classProposals.ts';
import { levelsOf } from '../asset/derive.ts';
import { assetRecord } from '../asset/store.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened, worker } from '../context.ts';

/** What somebody wants an asset's class to be. */
export interface WantedClass {
  readonly levels: Levels;
  readonly schemeId: string;
  readonly reason: string | null;
  readonly answers?: Answers | undefined;
}

/**
 * Where the union wants a second person: keeps a class change as a proposal, inside the caller's transaction, in place of
 * an earlier one for the same asset. @returns false where the class may be changed at once, or would not change
 */
export function holdForApproval(context: Context, recorder: Recorder, id: number, wanted: WantedClass): boolean {
  const { db, state } = opened(context);
  if (!state.settings.approval) return false;
  const record = assetRecord(context, id);
  const now = levelsOf(record as unknown as Values);
  const changes = record.scheme_id !== wanted.schemeId || AXES.some((axis) => now[axis] !== wanted.levels[axis]);
  if (!changes) return false;
  const { name, post, accountId } = worker(context);
  const who = { who: name, post };
  const at = context.ports.now().toISOString();
  const earlier = waitingProposalOf(db, id);
  if (earlier) {
    decideProposal(db, earlier.id, { state: 'withdrawn', at, ...who, reason: '新しい提案に置きかえました。' });
    recorder.record('asset', id, '$proposal', String(earlier.id), null, {
      before: proposalWords(state.schemes.get(earlier.scheme_id), earlier),
    });
  }
  const proposal = insertProposal(db, {
    asset_id: id,
    scheme_id: wanted.schemeId,
    ...wanted.levels,
    reason: wanted.reason,
    answers: wanted.answers ? JSON.stringify(wanted.answers) : null,
    at,
    ...who,
    account_id: accountId,
  });
  recorder.record('asset', id, '$proposal', null, String(proposal), {
    after: proposalWords(state.schemes.get(wanted.schemeId), wanted.levels),
  });
  return true;
}

export function proposalWords(scheme: Scheme | undefined, levels: Levels): string {
  const codes = scheme ? shortCode(scheme, levels) : '';
  return codes ? `${codes} にする提案` : '分類を空にする提案';
}
