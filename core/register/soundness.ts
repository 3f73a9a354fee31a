import type { Damage, DamageCode } from '../../contract/recovery.ts';
import type { VerifyProblem } from '../../contract/register.ts';
import { hashAt } from '../../db/backupImage.ts';
import { errorKind } from '../../db/errors.ts';
import { expectedFingerprint, schemaFingerprint } from '../../db/fingerprint.ts';
import { type HeadMark, readHeadMark } from '../../db/headMark.ts';
import { LATEST } from '../../db/migrate.ts';
import { type FileState, hasJournal, integrityProblems, openUnchecked, registerPath } from '../../db/open.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { checkChain } from '../history/checkChain.ts';
import { formatMoment } from '../moment.ts';
import { copyAside, removeFolder } from './aside.ts';
import { contentProblems } from './verify.ts';

/**
 * The one place that says whether a register may be opened (reliability.md P7): before anything is written into it, at
 * every start. SQLite's own checks see a tenth of what changed content; the chain of the history
 * and its replay against all tables see the rest, the mark beside the file sees that it is an older or another one.
 */

/** What the bytes alone say; empty: SQLite may be asked. */
export function fileDamage(state: FileState): Damage[] {
  const words = FILE_WORDS[state];
  return words ? [{ code: words[0], message: words[1] }] : [];
}

const FILE_WORDS: Partial<Record<FileState, readonly [DamageCode, string]>> = {
  missing: ['missing', '台帳のファイルが見つかりません。この保存先には、前に台帳がありました。'],
  empty: ['empty', '台帳のファイルが空になっています。'],
  directory: ['directory', '台帳のファイルがあるはずの場所に、同じ名前のフォルダーがあります。'],
  noPermission: ['noPermission', '台帳のファイルを開く許可がありません。'],
  notARegister: ['notARegister', '台帳のファイルの先頭が壊れているか、ほかのソフトのファイルに置きかわっています。'],
};

type OnProgress = (phase: string, done: number, total: number | null) => void;
const QUIET: OnProgress = () => undefined;

/** Checks the register of a folder without writing into it. Empty: sound. `log` gets SQLite's own words. */
export function registerDamage(
  dataDir: string,
  log: (line: string) => void = () => undefined,
  onProgress: OnProgress = QUIET,
): Damage[] {
  let db: ReadableDb | undefined;
  let aside: string | undefined;
  try {
    if (hasJournal(dataDir)) aside = copyAside(registerPath(dataDir));
    db = openUnchecked(aside ?? dataDir);
    return contentDamage(db, readHeadMark(dataDir), log, onProgress);
  } catch (error) {
    log(`check: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return [thrownDamage(error)];
  } finally {
    db?.close();
    if (aside) removeFolder(aside);
  }
}

function thrownDamage(error: unknown): Damage {
  const kind = errorKind(error);
  if (kind === 'diskFull') return { code: 'diskFull', message: 'ディスクの空きが足りないため、台帳を調べられません。' };
  if (kind === 'readOnly')
    return { code: 'noPermission', message: '台帳のファイルか保存先に、書きこむ許可がありません。' };
  return { code: 'pages', message: 'ファイルの中に、読めないところがあります。' };
}

/** Checks an open register from inside out. `mark`: null where there is none to compare with. */
export function contentDamage(
  db: ReadableDb,
  mark: HeadMark | null,
  log: (line: string) => void = () => undefined,
  onProgress: OnProgress = QUIET,
): Damage[] {
  const version = db.pragma('user_version', { simple: true }) as number;
  // Before SQLite's own checks, which evaluate the CHECKs of the file: only ours may run (reliability.md P30).
  if (schemaFingerprint(db) !== expectedFingerprint(version))
    return [{ code: 'schema', message: '台帳の表の作りが、このアプリのものと違います。' }];
  onProgress('ファイルの検査', 0, null);
  const broken = integrityProblems(db, (done, total) => onProgress('表どうしのつながりの検査', done, total));
  for (const line of broken) log(`integrity: ${line}`);
  // Nothing that such a file says can be relied on; what can still be read of it is a question for recovery.
  if (broken.length > 0) {
    const where = 'ファイルの中に、読めないか、つじつまの合わないところがあります';
    return [{ code: 'pages', message: `${where}（${broken.length}か所以上）。` }];
  }
  // Before version 3 the history was no chain; what it tells is compared after the migration, before anything is shown.
  if (version < LATEST) return [];
  const { firstBad } = checkChain(db, (done, total) => onProgress('履歴の検査', done, total));
  if (firstBad) return [{ code: 'history', message: firstBad.message }];
  const { problems } = contentProblems(db, onProgress);
  if (problems.length > 0) return inWords(problems);
  return mark ? markDamage(db, mark) : [];
}

/** Some of them; a hundred lines help nobody. */
function inWords(problems: readonly VerifyProblem[]): Damage[] {
  const some = problems
    .slice(0, 8)
    .map(({ code, message }): Damage => ({ code: code === 'unreadable' ? 'pages' : 'rows', message }));
  const more = problems.length - some.length;
  return more > 0 ? [...some, { code: 'rows', message: `ほかにも${more}か所で、履歴と合いません。` }] : some;
}

/** The file is sound in itself: is it also the one that was worked on here, with all that was saved? */
function markDamage(db: ReadableDb, mark: HeadMark): Damage[] {
  const uuid = registerRow(db)?.uuid;
  const hash = hashAt(db, mark.seq);
  if (uuid === mark.uuid && hash === mark.hash) return [];
  const when = formatMoment(new Date(mark.at));
  if (uuid === mark.uuid && hash === undefined)
    return [
      {
        code: 'older',
        message: `台帳が古い状態に戻されています。この保存先では、${when}に履歴の${mark.seq.toLocaleString('ja-JP')}番目まで保存しましたが、今のファイルにはそこまでありません。`,
      },
    ];
  return [
    {
      code: 'otherRegister',
      message: `台帳のファイルが、別の台帳か、別に進められた写しに置きかわっています。この保存先で最後に保存したのは${when}（履歴の${mark.seq.toLocaleString('ja-JP')}番目）です。`,
    },
  ];
}

/** True where the file itself is sound: a person may say that this state is the one to go on with. */
export function isAcceptable(problems: readonly Damage[]): boolean {
  return problems.length > 0 && problems.every(({ code }) => code === 'older' || code === 'otherRegister');
}

/** Troubles that a backup would not end: the file itself is sound. */
const NOT_OF_THE_FILE: readonly DamageCode[] = ['diskFull', 'noPermission', 'migration'];

/** False where a backup in the register's place would change nothing. */
export function isRestorable(problems: readonly Damage[]): boolean {
  return problems.some(({ code }) => !NOT_OF_THE_FILE.includes(code));
}
