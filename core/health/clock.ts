import { chainHead, lastClockEntry } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { localDate } from '../context.ts';
import { formatMoment } from '../moment.ts';
import { ago, bad, daysBetween, type Finding, good, notice } from './line.ts';

/** A clock that was set back is said for so many days. */
const CLOCK_DAYS = 31;
/** Two programs may read the clock in this order. */
const TOLERANCE_MS = 60_000;

/** 時計: the order of the history does not hang on it, what stands on paper does. */
export function clockLine(db: ReadableDb, now: Date): Finding {
  const head = chainHead(db);
  const next = 'PCの日付と時刻を合わせてください。履歴の順番は、時計が狂っても変わりません。';
  if (head && Date.parse(head.at) - now.getTime() > TOLERANCE_MS)
    return bad(`いまの時計は、最後の記録（${formatMoment(new Date(head.at))}）より前です。`, next, 'changes');
  const set = lastClockEntry(db);
  if (!set) return good('時計が戻された記録はありません。');
  const days = daysBetween(set.day, localDate(now));
  const found = `最後に時計が戻されたのは${ago(days)}です（第${set.seq.toLocaleString('ja-JP')}番の記録）。`;
  return days > CLOCK_DAYS ? good(found) : notice(found, next, 'changes');
}
