import { sealNumber } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type FoundEntry, type NumberCheck, readNumber, shortId } from '../../contract/proof.ts';
import { changeOfEntry } from '../../db/history.ts';
import { outputsOfHash, sealsOfHash } from '../../db/outputs.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { inWords } from '../context.ts';
import { checkChain } from './checkChain.ts';

/** A 照合番号 as it was read. */
export interface WantedNumber {
  /** How the hash begins. */
  readonly start: string;
  readonly seq: number | null;
  /** First digits of the register's id, where a scanned code said them. */
  readonly register: string | null;
}

/** @throws DaichoError('invalidInput') for what is no 照合番号 */
export function wantedNumber(typed: string, seq?: number): WantedNumber {
  const read = readNumber(typed);
  if (!read.ok) throw new DaichoError('invalidInput', undefined, [{ path: 'number', message: read.message }]);
  return { start: read.start, seq: read.seq ?? seq ?? null, register: read.register };
}

/**
 * Follows the chain from its first entry and looks for the one whose hash the number stands for. Hashes are worked out
 * from what the entries say, never taken as they are stored: a file whose past was rewritten and whose hashes were made
 * anew has other ones from there on (reliability.md P22).
 */
export function checkNumber(
  db: ReadableDb,
  wanted: WantedNumber,
  onProgress: (done: number, total: number) => void = () => undefined,
): NumberCheck {
  let at: { seq: number; hash: string } | null = null;
  const chain = checkChain(db, onProgress, (seq, hash) => {
    if (hash.startsWith(wanted.start)) at ??= { seq, hash };
  });
  const { firstBad, entries } = chain;
  const found = at === null ? null : foundEntry(db, at);
  const otherRegister = wanted.register !== null && wanted.register !== shortId(registerRow(db)?.uuid ?? '');
  return {
    verdict: firstBad ? 'broken' : found ? 'contained' : 'notContained',
    found,
    entries,
    rolledBack: !found && !firstBad && wanted.seq !== null && wanted.seq > entries,
    otherRegister: !found && otherRegister,
    firstBad,
  };
}

function foundEntry(db: ReadableDb, { seq, hash }: { seq: number; hash: string }): FoundEntry {
  const change = changeOfEntry(db, seq);
  const outputs = [
    ...sealsOfHash(db, hash).map(({ title }) => title),
    ...outputsOfHash(db, hash)
      .filter(({ kind }) => kind !== 'seal')
      .map(({ file_name }) => file_name),
  ];
  return {
    seq,
    number: sealNumber(hash),
    at: change?.at ?? '',
    who: change ? inWords({ name: change.who, post: change.post }) : '',
    outputs,
  };
}
