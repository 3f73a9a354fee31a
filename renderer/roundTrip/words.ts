import type { RoundTripItem } from '../../contract/roundTrip.ts';
import type { Choice, Shown } from './session.ts';

/** Kinds of difference as the clerk calls them, in the order in which they are listed. */
export const KIND_WORDS = {
  all: 'すべて',
  new: '新規',
  changed: '変更',
  cleared: '空欄にした',
  conflict: '衝突',
  missing: 'なくなった',
  refused: '取り込めない',
} as const satisfies Record<Shown, string>;

/** What will be done about a difference. */
export function choiceWords({ what }: RoundTripItem, choice: Choice | undefined): string {
  if (choice === 'bin') return 'ごみ箱へ';
  if (choice === 'dispose') return '廃棄済に';
  if (what === 'missing' || !choice) return 'そのまま';
  return what === 'new' ? '登録する' : 'ファイルの値';
}

/** A long or broken text on one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, '／').slice(0, 200);
