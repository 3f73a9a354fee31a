import { CHAIN_START, entryHash } from '../../db/chain.ts';
import { chainedEntries, emptyChanges, entriesGiven } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';

export interface ChainCheck {
  /** The last entry that is sound together with all before it; null where there is none. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** Entries that were looked at. */
  readonly entries: number;
  /** The first entry that is not as it was written, in words; null: all are. */
  readonly firstBad: { readonly seq: number; readonly message: string } | null;
}

/**
 * Follows the chain of the history from its first entry and says exactly where it breaks (reliability.md P21).
 * @param onEntry sees every sound entry, in order
 */
export function checkChain(
  db: ReadableDb,
  onProgress: (done: number, total: number) => void = () => undefined,
  onEntry?: (seq: number, hash: string) => void,
): ChainCheck {
  const total = entriesGiven(db);
  let seq = 0;
  let hash = CHAIN_START;
  const head = () => (seq === 0 ? null : { seq, hash });
  const bad = (at: number, message: string): ChainCheck => ({
    head: head(),
    entries: seq,
    firstBad: { seq: at, message },
  });
  const nameOf = (one: number) => `履歴の${one.toLocaleString('ja-JP')}番目の記録`;
  try {
    for (const entry of chainedEntries(db)) {
      const expected = seq + 1;
      if (entry.seq !== expected) return bad(expected, `${nameOf(expected)}がありません。`);
      if (entry.at === null) return bad(expected, `${nameOf(expected)}の、日時と作業した人の記録がありません。`);
      if (entryHash(hash, entry) !== entry.hash)
        return bad(expected, `${nameOf(expected)}が、書かれたときと違います。`);
      seq = expected;
      hash = entry.hash;
      onEntry?.(seq, hash);
      if (seq % 10_000 === 0) onProgress(seq, total);
    }
  } catch {
    // A file so damaged that SQLite cannot go on.
    return bad(seq + 1, `${nameOf(seq + 1)}から先を、読めません。`);
  }
  onProgress(seq, total);
  const given = entriesGiven(db);
  if (given !== seq)
    return bad(seq + 1, `履歴の${(seq + 1).toLocaleString('ja-JP')}番目から後の記録が、切り取られています。`);
  const empty = emptyChanges(db);
  if (empty.length > 0) return bad(seq + 1, `どの記録にも属さない変更（内部番号 ${empty.join('、')}）があります。`);
  return { head: head(), entries: seq, firstBad: null };
}
