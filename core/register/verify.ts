import { shownName } from '../../contract/attachment.ts';
import { sealNumber } from '../../contract/checkCode.ts';
import type { VerifyProblem, VerifyResult } from '../../contract/register.ts';
import { attachmentFolder } from '../../db/attachments.ts';
import { expectedFingerprint, schemaFingerprint } from '../../db/fingerprint.ts';
import { integrityProblems } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { lostContents } from '../attachment/files.ts';
import { checkChain } from '../history/checkChain.ts';
import { compareAssets, compareRows } from './replay.ts';
import { loadState } from './state.ts';

const MAX_PROBLEMS = 100;

/**
 * Proves that the register and its history tell the same story: SQLite's own checks, the schema, the chain of the
 * history, then the history replayed from nothing and compared with every table (reliability.md P2, P7, P21).
 */
export function verifyRegister(
  db: ReadableDb,
  onProgress: (phase: string, done: number, total: number | null) => void,
): VerifyResult {
  const problems: VerifyProblem[] = [];
  const add = (problem: VerifyProblem) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  onProgress('ファイルの検査', 0, null);
  // What SQLite says of it is English, and says nothing to a clerk; the log of the start has it (core/app.ts).
  const damages = integrityProblems(db).length;
  if (damages > 0)
    add({ code: 'damaged', message: `台帳のファイルの検査で、壊れたところが${damages}か所見つかりました。` });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (schemaFingerprint(db) !== expectedFingerprint(version))
    add({ code: 'schemaDiffers', message: '台帳のファイルの作り（表の形）が、このアプリのものと違います。' });
  const chain = checkChain(db, (done, total) => onProgress('履歴の検査', done, total));
  if (chain.firstBad) add({ code: 'chainBroken', message: chain.firstBad.message });
  let assets = 0;
  try {
    const state = loadState(db);
    assets = compareAssets(db, state, add, (done, total) => onProgress('資産と履歴の突き合わせ', done, total));
    compareRows(db, add, (done, total) => onProgress('ほかの記録と履歴の突き合わせ', done, total));
  } catch {
    // What a person or a fault wrote into the file may be nothing that can be read as a register at all.
    add({ code: 'unreadable', message: '台帳の中身を、最後まで読めませんでした。' });
  }
  addLostAttachments(db, add, (done, total) => onProgress('添付ファイルの検査', done, total));
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

/** Names every attachment whose file is gone or is not what it was when it was added. */
function addLostAttachments(
  db: ReadableDb,
  add: (problem: VerifyProblem) => void,
  onProgress: (done: number, total: number) => void,
): void {
  for (const { name } of lostContents(db, attachmentFolder(db), onProgress))
    add({
      code: 'attachmentLost',
      message: `添付「${shownName(name)}」のファイルが、なくなっているか壊れています。`,
    });
}
