import { sealNumber } from '../../contract/checkCode.ts';
import type { VerifyProblem, VerifyResult } from '../../contract/register.ts';
import { expectedFingerprint, schemaFingerprint } from '../../db/fingerprint.ts';
import { integrityProblems } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { derivedNow } from '../asset/rewrite.ts';
import { checkChain } from '../history/checkChain.ts';
import { compareAssets, compareRows } from './replay.ts';
import { loadState } from './state.ts';

const MAX_PROBLEMS = 100;

/**
 * Proves that the register and its history tell the same story: SQLite's own checks, the schema, the chain of the
 * history, then the history replayed from nothing and compared with every table (reliability.md P2, P7, P21).
 * @param options.fileToo false where the caller has SQLite's own checks and the schema behind it
 */
export function verifyRegister(
  db: ReadableDb,
  onProgress: (phase: string, done: number, total: number | null) => void,
  options: { readonly fileToo: boolean } = { fileToo: true },
): VerifyResult {
  const problems: VerifyProblem[] = [];
  const add = (problem: VerifyProblem) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  if (options.fileToo) {
    onProgress('ファイルの検査', 0, null);
    for (const line of integrityProblems(db))
      add({ code: 'damaged', message: `ファイルの検査で問題が見つかりました: ${line}` });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (schemaFingerprint(db) !== expectedFingerprint(version))
      add({ code: 'schemaDiffers', message: '台帳のファイルの作り（表の形）が、このアプリのものと違います。' });
  }
  const chain = checkChain(db, (done, total) => onProgress('履歴の検査', done, total));
  if (chain.firstBad) add({ code: 'chainBroken', message: chain.firstBad.message });
  let assets = 0;
  try {
    const state = loadState(db);
    assets = compareAssets(db, state, derivedNow(db), add, (done, total) =>
      onProgress('資産と履歴の突き合わせ', done, total),
    );
    compareRows(db, add, (done, total) => onProgress('ほかの記録と履歴の突き合わせ', done, total));
  } catch (error) {
    // What a person or a fault wrote into the file may be nothing that can be read as a register at all.
    if (problems.length === 0) add({ code: 'unreadable', message: '台帳の中身を、最後まで読めませんでした。' });
    else if (!(error instanceof Error)) throw error;
  }
  const { head, firstBad, entries } = chain;
  return {
    ok: problems.length === 0,
    assets,
    historyRows: entries,
    head: head && { ...head, number: sealNumber(head.hash) },
    firstBad,
    problems,
  };
}
