import { expectedFingerprint, schemaFingerprint } from '../../db/fingerprint.ts';
import { LATEST } from '../../db/migrate.ts';
import { unsafeSettings } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { Checked } from './checked.ts';
import { ago, bad, count, daysBetween, type Finding, good, notice } from './line.ts';

/** A whole check is due once a month. */
const CHECK_DAYS = 31;
const KEEP = '台帳のファイルの写しを取り、「控え」の画面で無事な控えを確かめて、担当者に知らせてください。';

/** Problems of a whole check that have a line of their own; all others are of 台帳と履歴の一致. */
const OWN = ['damaged', 'schemaDiffers', 'chainBroken'];

/** What the last whole check says of one line: the problems of these codes, how old it is, and what is good. */
function fromCheck(checked: Checked | null, today: string, isOf: (code: string) => boolean, fine: string): Finding {
  if (!checked) return notice('まだ調べていません。', '「調べる」を押してください。', 'check');
  const problems = checked.problems.filter(({ code }) => isOf(code));
  const days = daysBetween(checked.day, today);
  const [first] = problems;
  if (first) {
    const more = problems.length > 1 ? `ほか${count(problems.length - 1)}件。` : '';
    return bad(`${first.message}${more}（${ago(days)}の検査）`, KEEP, 'backups');
  }
  const found = `${fine}（${ago(days)}の検査）`;
  return days > CHECK_DAYS ? notice(found, '「調べる」を押して、調べ直してください。', 'check') : good(found);
}

/** 台帳のファイル: SQLite's own checks of pages, indexes and references. */
export function fileLine(checked: Checked | null, today: string): Finding {
  return fromCheck(checked, today, (code) => code === 'damaged', '壊れたところはありません。');
}

/** 履歴の鎖: nothing of the past was rewritten. */
export function chainLine(checked: Checked | null, today: string): Finding {
  const fine = `履歴${count(checked?.entries ?? 0)}件は、書かれたときのままです。`;
  return fromCheck(checked, today, (code) => code === 'chainBroken', fine);
}

/** 台帳と履歴の一致: what the tables say is what the history tells. */
export function contentLine(checked: Checked | null, today: string): Finding {
  const fine = `資産${count(checked?.assets ?? 0)}件は、履歴のとおりです。`;
  return fromCheck(checked, today, (code) => !OWN.includes(code), fine);
}

/** 台帳の作り: no table, index or trigger but ours. Asked at once, as it takes no time. */
export function schemaLine(db: ReadableDb): Finding {
  const version = db.pragma('user_version', { simple: true }) as number;
  const same = version >= 1 && version <= LATEST && schemaFingerprint(db) === expectedFingerprint(version);
  return same
    ? good('表の形は、このアプリが作ったとおりです。')
    : bad('表の形が、このアプリのものと違います。ほかの道具で書きかえられたおそれがあります。', KEEP, 'backups');
}

/** 書き込みの設定: what every acknowledged change stands on. */
export function sqliteLine(db: ReadableDb): Finding {
  const version = db.prepare('select sqlite_version()').pluck().get() as string;
  const unsafe = unsafeSettings(db);
  return unsafe.length === 0
    ? good(`SQLite ${version}。保存した変更は、停電があっても残る設定です（WAL、synchronous=FULL）。`)
    : bad(
        `SQLite ${version}。保存の設定が変わっています（${unsafe.join('、')}）。`,
        'アプリを閉じて、開き直してください。直らないときは担当者に知らせてください。',
      );
}

/** 台帳の版: of the form in which it is stored. */
export function versionLine(db: ReadableDb): Finding {
  const version = db.pragma('user_version', { simple: true }) as number;
  return version === LATEST
    ? good(`第${version}版。このアプリの版と同じです。`)
    : bad(`第${version}版。このアプリが使うのは第${LATEST}版です。`, 'アプリを閉じて、開き直してください。');
}
