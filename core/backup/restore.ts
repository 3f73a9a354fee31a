import fs from 'node:fs';
import { dirname } from 'node:path';
import type { BackupComparison, BackupManifest, HistoryPoint } from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import { changesAfter, hashAt, isChained, registerFacts } from '../../db/backupImage.ts';
import { copyIntoFresh } from '../../db/foreign.ts';
import { forgetHeadMark } from '../../db/headMark.ts';
import { chainHead } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { flush, putInPlace } from '../../db/wholeFile.ts';
import { type ChangeWorker, changeIn } from '../change.ts';
import { type CheckedImage, removeWorkingFile, silent, type Tell, withChecked } from './check.ts';
import type { Secret } from './key.ts';

/** How many changes are named. */
const NAMED = 20;

/** What going back to a backup would lose and bring, found by the last entry that both histories have. */
export function compareWith(
  present: ReadableDb,
  path: string,
  secret: Secret,
  folder: string,
  tell: Tell = silent,
): BackupComparison {
  const compare = ({ db, facts, manifest, encrypted }: CheckedImage) => {
    const now = registerFacts(present);
    const commonSeq = isChained(facts.schemaVersion) ? lastCommon(present, now.seq, db, facts.seq) : 0;
    const lost = changesAfter(present, commonSeq, NAMED);
    const gained = changesAfter(db, commonSeq, NAMED);
    const relation = relationOf(commonSeq, now.seq, facts.seq);
    return { manifest, encrypted, relation, commonSeq, lost, gained, assetsNow: now.assets, assetsThen: facts.assets };
  };
  return withChecked(path, secret, folder, compare, tell);
}

function relationOf(common: number, now: number, then: number): BackupComparison['relation'] {
  if (common === 0) return 'other';
  if (common === now) return common === then ? 'same' : 'newer';
  return common === then ? 'older' : 'parted';
}

/** An entry's hash stands for all before it, so the last common one is found by halving. */
function lastCommon(a: ReadableDb, aSeq: number, b: ReadableDb, bSeq: number): number {
  let low = 0;
  let high = Math.min(aSeq, bSeq);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (hashAt(a, middle) === hashAt(b, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface Prepared {
  readonly manifest: BackupManifest;
  /** Where the register will stand, the change 「控えから戻した」 included. */
  readonly head: HistoryPoint;
  readonly assets: number;
}

/**
 * Makes the register that a backup will become: its rows in a fresh file of our own schema (P30), brought to the newest
 * version, with the change 「控えから戻した」 in its history. Nothing has taken its place yet.
 * @param from where the register stands that it will replace; null where there is none that can be read
 */
export function prepareRestored(
  path: string,
  secret: Secret,
  folder: string,
  target: string,
  order: { now: Date; worker: ChangeWorker; from: HistoryPoint | null; reason?: string },
  tell: Tell = silent,
): Prepared {
  const copy = ({ db: source, facts, manifest }: CheckedImage): Prepared => {
    tell('控えから台帳を組み立てています', 0, null);
    const db = copyIntoFresh(source, facts.schemaVersion, target, order.now);
    try {
      const to = chainHead(db)!;
      const header = { action: '控えから戻した', reason: order.reason };
      changeIn(db, order.worker, order.now, header, (recorder) => {
        const words = (point: HistoryPoint | null) => (point ? `履歴の${point.seq.toLocaleString('ja-JP')}番目` : null);
        const [before, after] = [order.from, { seq: to.seq, hash: to.hash }];
        recorder.record('register', '1', '$restored', before, after, { before: words(before), after: words(after) });
      });
      const { seq, hash } = chainHead(db)!;
      const made = registerFacts(db);
      if (made.assets !== facts.assets) throw new DaichoError('backupBad');
      return { manifest, head: { seq, hash }, assets: made.assets };
    } finally {
      db.close();
      flush(target);
    }
  };
  try {
    return withChecked(path, secret, folder, copy, tell);
  } catch (error) {
    removeWorkingFile(target);
    throw error;
  }
}

/** Makes a register of what is in a backup, for looking at: nothing is added, and nothing is written beside the target. */
export function extract(order: { path: string; secret: Secret; target: string; now: Date }): null {
  withChecked(order.path, order.secret, dirname(order.target), ({ db, facts }) =>
    copyIntoFresh(db, facts.schemaVersion, order.target, order.now).close(),
  );
  return null;
}

/**
 * Puts the prepared file in the place of a closed register, at one stroke. A write-ahead log that is still there would be
 * played into the new file: then nothing is done.
 */
export function swapIn(prepared: string, register: string): void {
  const log = fs.statSync(`${register}-wal`, { throwIfNoEntry: false });
  if (log && log.size > 0) throw new DaichoError('busy', '台帳を読んでいる処理があります。');
  for (const suffix of ['-wal', '-shm', '-journal']) fs.rmSync(register + suffix, { force: true });
  putInPlace(prepared, register);
  forgetHeadMark(dirname(register));
}
