import { addMonths, fiscalYear, fiscalYearEnd, fiscalYearLabel } from '../../contract/japanese/date.ts';
import { allSeals, outputsOffHistory } from '../../db/outputs.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { localDate } from '../context.ts';
import { bad, count, type Finding, good, notice } from './line.ts';

/** これまでの照合番号: each that is on paper stands in the history where the paper says. */
export function paperLine(db: ReadableDb): Finding {
  const { all, off } = outputsOffHistory(db);
  if (off > 0)
    return bad(
      `紙に出した照合番号${count(all)}件のうち${count(off)}件が、いまの履歴にありません。`,
      '「照合」で紙の番号を打ち、どこから違うかを確かめて、担当者に知らせてください。',
      'number',
    );
  return good(
    all === 0
      ? '照合番号の付いた出力は、まだありません。'
      : `紙に出した照合番号${count(all)}件が、すべて履歴にあります。`,
  );
}

/** 年度末の封印: of the last fiscal year that has ended. Two months are left for it. */
export function sealLine(db: ReadableDb, today: string): Finding {
  const year = fiscalYear(today) - 1;
  const ended = fiscalYearEnd(`${year}-04-01`);
  const label = fiscalYearLabel(year);
  const created = registerRow(db)?.created_at;
  if (created && localDate(new Date(created)) > ended) return good('この台帳で迎えた年度末は、まだありません。');
  const seals = allSeals(db);
  if (seals.some((seal) => seal.fiscal_year === year)) return good(`${label}の封印があります。`);
  const found = `${label}の封印がありません。`;
  const next = '「照合」の画面で封印を作り、紙をファイルとは別の場所に保管してください。';
  return today > addMonths(ended, 2) ? bad(found, next, 'number') : notice(found, next, 'number');
}
