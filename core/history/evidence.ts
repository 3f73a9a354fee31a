import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Proof } from '../../contract/proof.ts';
import { chainedEntries, countHistory, emptyChanges, entriesGiven } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { writeAtomically } from '../files/atomic.ts';
import { proofNow } from './proof.ts';

/** The values of an entry in the order in which its hash covers them (db/chain.ts); docs/履歴の形式.md tells it. */
export const EVIDENCE_VALUES = [
  'seq',
  'change_id',
  'at',
  'day',
  'who',
  'post',
  'account_id',
  'action',
  'reason',
  'undoes',
  'entity',
  'entity_id',
  'field',
  'before',
  'after',
  'before_words',
  'after_words',
] as const;

export const EVIDENCE_FORMAT = 'daicho-history-1';

/**
 * The history as it is stored, for checking without this program (reliability.md P24): a line of JSON that says what it
 * is, then one array for each entry: its values in their order, and its hash at the end. A damaged history is written as
 * it is; judging it is the reader's work.
 */
export function* evidenceLines(db: ReadableDb): Generator<string> {
  const { registerId } = proofNow(db);
  yield JSON.stringify({
    format: EVIDENCE_FORMAT,
    register: registerId,
    entries: entriesGiven(db),
    emptyChanges: emptyChanges(db),
  });
  for (const entry of chainedEntries(db))
    yield JSON.stringify([...EVIDENCE_VALUES.map((name) => entry[name]), entry.hash]);
}

/** Writes it whole or not at all. @returns entries, bytes, and what the file proves */
export async function writeEvidence(
  db: ReadableDb,
  path: string,
  onProgress: (done: number, total: number) => void,
): Promise<{ rows: number; bytes: number; proof: Proof }> {
  const proof = proofNow(db);
  const total = countHistory(db);
  return writeAtomically(path, async (temp) => {
    const file = createWriteStream(temp, { flags: 'wx' });
    const done = finished(file);
    done.catch(() => undefined);
    let rows = -1;
    let part = '';
    for (const line of evidenceLines(db)) {
      part += `${line}\n`;
      rows += 1;
      if (part.length < 256 * 1024) continue;
      if (!file.write(part)) await Promise.race([once(file, 'drain'), done]);
      part = '';
      onProgress(Math.max(0, rows), total);
    }
    file.end(part);
    await done;
    return { rows, bytes: file.bytesWritten, proof };
  });
}
