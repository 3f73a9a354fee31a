import { shownName } from '../../contract/attachment.ts';
import { sealNumber } from '../../contract/checkCode.ts';
import type { VerifyProblem, VerifyResult } from '../../contract/register.ts';
import { allIds } from '../../db/assets.ts';
import { attachmentFolder } from '../../db/attachments.ts';
import { errorKind } from '../../db/errors.ts';
import { expectedFingerprint, schemaFingerprint } from '../../db/fingerprint.ts';
import { chainHead } from '../../db/history.ts';
import { integrityProblems } from '../../db/open.ts';
import { unrecordedRows } from '../../db/rowImages.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { derivedNow } from '../asset/rewrite.ts';
import { lostContents } from '../attachment/files.ts';
import { checkChain } from '../history/checkChain.ts';
import { compareAssets, compareRows } from './replay.ts';
import { loadState } from './state.ts';

const MAX_PROBLEMS = 100;

type OnProgress = (phase: string, done: number, total: number | null) => void;

/**
 * Proves that the register and its history tell the same story: SQLite's own checks, the schema, the chain of the
 * history, then the history replayed from nothing and compared with every table (reliability.md P2, P7, P21).
 */
export function verifyRegister(db: ReadableDb, onProgress: OnProgress): VerifyResult {
  const file: VerifyProblem[] = [];
  onProgress('ファイルの検査', 0, null);
  // What SQLite says of it is English, and says nothing to a clerk; the log of the start has it (core/opening.ts).
  const damages = integrityProblems(db, (done, total) => onProgress('表どうしのつながりの検査', done, total)).length;
  if (damages > 0)
    file.push({ code: 'damaged', message: `台帳のファイルの検査で、壊れたところが${damages}か所見つかりました。` });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (schemaFingerprint(db) !== expectedFingerprint(version))
    file.push({ code: 'schemaDiffers', message: '台帳のファイルの作り（表の形）が、このアプリのものと違います。' });
  const chain = checkChain(db, (done, total) => onProgress('履歴の検査', done, total));
  if (chain.firstBad) file.push({ code: 'chainBroken', message: chain.firstBad.message });
  const content = contentProblems(db, onProgress);
  const attachments = lostAttachments(db, onProgress);
  const problems = [...file, ...content.problems, ...attachments].slice(0, MAX_PROBLEMS);
  const { head, firstBad, entries } = chain;
  return {
    ok: problems.length === 0,
    assets: content.assets,
    historyRows: entries,
    head: head && { ...head, number: sealNumber(head.hash) },
    firstBad,
    problems,
  };
}

/** Replays the history from nothing and compares it with every table. */
export function contentProblems(
  db: ReadableDb,
  onProgress: OnProgress = () => undefined,
): { readonly assets: number; readonly problems: readonly VerifyProblem[] } {
  const problems: VerifyProblem[] = [];
  const add = (problem: VerifyProblem) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  let assets = 0;
  try {
    if (isUnborn(db)) return { assets, problems };
    const state = loadState(db);
    assets = compareAssets(db, state, derivedNow(db), add, (done, total) =>
      onProgress('資産と履歴の突き合わせ', done, total),
    );
    compareRows(db, add, (done, total) => onProgress('ほかの記録と履歴の突き合わせ', done, total));
    if (unrecordedRows(db) > 0)
      add({ code: 'rowDiffers', message: '台帳に、履歴に書かれていない変更が残っています。' });
  } catch (error) {
    // A full disk says nothing about the file.
    if (errorKind(error) === 'diskFull') throw error;
    // What a person or a fault wrote into the file may be nothing that can be read as a register at all.
    add({ code: 'unreadable', message: '台帳の中身を、最後まで読めませんでした。' });
  }
  return { assets, problems };
}

/** The tables of a set-up that broke off before its first commit: nothing has been told, and nothing is there. */
function isUnborn(db: ReadableDb): boolean {
  return registerRow(db) === undefined && chainHead(db) === undefined && allIds(db).length === 0;
}

/** Names every attachment whose file is gone or is not what it was when it was added. */
function lostAttachments(db: ReadableDb, onProgress: OnProgress): VerifyProblem[] {
  const told = (done: number, total: number) => onProgress('添付ファイルの検査', done, total);
  return [...lostContents(db, attachmentFolder(db), told)].map(({ name }) => ({
    code: 'attachmentLost',
    message: `添付「${shownName(name)}」のファイルが、なくなっているか壊れています。`,
  }));
}
