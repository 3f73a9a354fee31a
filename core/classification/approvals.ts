import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed, Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { ClassProposal } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type Answers, answerWords } from '../../contract/questionnaire.ts';
import { AXES, compareLevels, type Levels } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import { decideProposal, type ProposalRow, waitingProposal, waitingProposals } from '../../db/classProposals.ts';
import { reindex } from '../asset/commands.ts';
import { levelsOf } from '../asset/derive.ts';
import { changeAsset } from '../asset/store.ts';
import { change, type Recorder } from '../change.ts';
import { type Context, opened, worker } from '../context.ts';
import { proposalWords } from './proposing.ts';
import { approverOf, isSamePerson } from './secondPerson.ts';

const levelsIn = ({ confidentiality, integrity, availability }: Levels): Levels => ({
  confidentiality,
  integrity,
  availability,
});

/** Class changes that wait for the second person, oldest first. */
export function listProposals(context: Context): ClassProposal[] {
  const { db, state } = opened(context);
  const rows = waitingProposals(db);
  const { accountId } = worker(context);
  const ids = rows.map((row) => row.asset_id);
  const columns = ['kind', 'number', 'name', 'scheme_id', ...AXES];
  const assets = new Map(assetsByIds(db, ids, columns).map((record) => [record.id, record]));
  return rows.map((row): ClassProposal => {
    const record = assets.get(row.asset_id)!;
    const scheme = state.schemes.get(row.scheme_id);
    const before = levelsOf(record as unknown as Values);
    const sameScheme = record.scheme_id === row.scheme_id;
    const answers = row.answers ? (JSON.parse(row.answers) as Answers) : {};
    return {
      id: String(row.id),
      asset: {
        id: String(row.asset_id),
        kind: record.kind as Kind,
        number: String(record['number']),
        name: String(record['name']),
      },
      before: { schemeId: record.scheme_id, levels: before },
      after: { schemeId: row.scheme_id, levels: levelsIn(row) },
      reason: row.reason,
      answers: scheme ? Object.entries(answers).map(([question, answer]) => answerWords(scheme, question, answer)) : [],
      at: row.at,
      who: row.who,
      post: row.post,
      own: accountId !== null && row.account_id === accountId,
      lowers: !!scheme && sameScheme && AXES.some((axis) => compareLevels(scheme, axis, row[axis], before[axis]) < 0),
    };
  });
}

/**
 * Approves or turns down class changes; an approved one takes effect now, and the approver's post and name stay with the
 * classification. All of them in one change, or none.
 * @throws DaichoError('invalidInput') where the approver is who proposed, ('notFound') for one that no longer waits
 */
export function decideProposals(context: Context, input: ParsedInputOf<'approval.decide'>): Changed {
  const { db } = opened(context);
  const { approve } = input;
  const approver = approverOf(context, input.approver);
  const reason = input.reason?.trim() || null;
  if (!approve && !reason) {
    const message = '差し戻す理由を書いてください。';
    throw new DaichoError('invalidInput', undefined, [{ path: 'reason', message }]);
  }
  const rows = waiting(context, input.ids);
  const own = rows.find((row) => isSamePerson(approver, row));
  if (approve && own) {
    const message = `「${approver.name}」さんは提案した人です。承認は、別の人がします。`;
    throw new DaichoError('invalidInput', undefined, [{ path: 'approver.name', message }]);
  }
  const at = context.ports.now().toISOString();
  const action = approve ? '分類の承認' : '分類の差し戻し';
  const { changeId } = change(context, { action, reason }, (recorder) => {
    for (const row of rows) {
      const { name: who, post } = approver;
      decideProposal(db, row.id, { state: approve ? 'approved' : 'rejected', at, who, post, reason });
      recordEnd(context, recorder, row, `${approve ? '承認' : '差し戻し'}：${post} ${who}`);
      if (!approve) continue;
      const changes: Values = { ...levelsIn(row), ...(row.reason ? { classificationReason: row.reason } : {}) };
      const answers = row.answers ? (JSON.parse(row.answers) as Answers) : undefined;
      changeAsset(context, recorder, row.asset_id, changes, row.scheme_id, { answers, approver });
    }
  });
  reindex(
    context,
    rows.map((row) => row.asset_id),
  );
  return { changeId, changed: rows.length };
}

/** Takes proposals back; nothing of the class changes. */
export function withdrawProposals(context: Context, ids: readonly string[]): Changed {
  const { db } = opened(context);
  const rows = waiting(context, ids);
  const at = context.ports.now().toISOString();
  const { changeId } = change(context, { action: '提案の取り下げ' }, (recorder) => {
    for (const row of rows) {
      const { name, post } = worker(context);
      const who = { who: name, post };
      decideProposal(db, row.id, { state: 'withdrawn', at, ...who, reason: null });
      recordEnd(context, recorder, row, '取り下げ');
    }
  });
  return { changeId, changed: rows.length };
}

function waiting(context: Context, ids: readonly string[]): ProposalRow[] {
  return [...new Set(ids)].map((id) => {
    const row = waitingProposal(opened(context).db, Number(id));
    if (!row) throw new DaichoError('notFound', 'この提案は、もう承認待ちではありません。');
    return row;
  });
}

function recordEnd(context: Context, recorder: Recorder, row: ProposalRow, how: string): void {
  const before = proposalWords(opened(context).state.schemes.get(row.scheme_id), row);
  recorder.record('asset', row.asset_id, '$proposal', String(row.id), null, { before, after: how });
}
