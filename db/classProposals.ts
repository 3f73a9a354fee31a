import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A class change that waits for a second person, or waited. */
export interface ProposalRow {
  readonly id: number;
  readonly asset_id: number;
  readonly scheme_id: string;
  readonly confidentiality: string | null;
  readonly integrity: string | null;
  readonly availability: string | null;
  readonly reason: string | null;
  readonly answers: string | null;
  readonly at: string;
  readonly who: string;
  readonly post: string;
  /** The account that proposed; null where there are none. */
  readonly account_id: string | null;
}

export interface ProposalDecision {
  readonly state: 'approved' | 'rejected' | 'withdrawn';
  readonly at: string;
  readonly who: string;
  readonly post: string;
  readonly reason: string | null;
}

export function insertProposal(db: WritableDb, row: Omit<ProposalRow, 'id'>): number {
  const sql = `insert into class_proposal (asset_id, scheme_id, confidentiality, integrity, availability, reason, answers,
      at, who, post, account_id, state)
    values (@asset_id, @scheme_id, @confidentiality, @integrity, @availability, @reason, @answers, @at, @who, @post,
      @account_id, 'waiting')`;
  return Number(prepared(db, sql).run(row).lastInsertRowid);
}

/** Waiting ones, oldest first; those of assets in the bin wait with their asset. */
export function waitingProposals(db: ReadableDb): ProposalRow[] {
  const sql = `select p.* from class_proposal p join asset a on a.id = p.asset_id
    where p.state = 'waiting' and a.binned = 0 order by p.id`;
  return prepared(db, sql).all() as ProposalRow[];
}

export function waitingProposal(db: ReadableDb, id: number): ProposalRow | undefined {
  const sql = `select p.* from class_proposal p join asset a on a.id = p.asset_id
    where p.id = ? and p.state = 'waiting' and a.binned = 0`;
  return prepared(db, sql).get(id) as ProposalRow | undefined;
}

export function waitingProposalOf(db: ReadableDb, assetId: number): ProposalRow | undefined {
  return prepared(db, "select * from class_proposal where asset_id = ? and state = 'waiting'").get(assetId) as
    | ProposalRow
    | undefined;
}

export function proposalState(db: ReadableDb, id: number): 'waiting' | ProposalDecision['state'] | undefined {
  return prepared(db, 'select state from class_proposal where id = ?').pluck().get(id) as
    | 'waiting'
    | ProposalDecision['state']
    | undefined;
}

export function decideProposal(db: WritableDb, id: number, decision: ProposalDecision): void {
  const sql = `update class_proposal set state = @state, decided_at = @at, decided_by = @who, decided_post = @post,
    decided_reason = @reason where id = @id and state = 'waiting'`;
  prepared(db, sql).run({ ...decision, id });
}
