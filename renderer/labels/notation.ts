import type { Settings } from '../../contract/master.ts';
import { AXES, type Level, type Scheme } from '../../contract/scheme.ts';

const PART = { full: 'name', short: 'short', neutral: 'neutral' } as const satisfies Record<
  Settings['labelNotation'],
  keyof Level
>;

export const NOTATION_WORDS: Readonly<Record<Settings['labelNotation'], string>> = {
  neutral: '記号',
  short: '略した名前',
  full: '正式な名前',
};

/** How a class stands on a label in this notation, by the strictest levels in use: 「自治体機密性3A …」「機3A 完2 可2」「C3A I2 A2」 */
export function notationExample(scheme: Scheme, notation: Settings['labelNotation']): string {
  return AXES.flatMap((axis) => {
    const levels = scheme.axes[axis].levels.filter((level) => !level.hidden);
    const [first] = levels.toSorted((a, b) => b.rank - a.rank);
    return first ? [first[PART[notation]]] : [];
  }).join(' ');
}
