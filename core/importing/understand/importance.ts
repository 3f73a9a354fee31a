import type { Values } from '../../../contract/asset.ts';
import { AXES } from '../../../contract/scheme.ts';
import type { SheetRow } from '../../excel/read/index.ts';
import { isBlank, textOf } from '../sheet.ts';

/**
 * A book that computes its 重要度 from the levels (domain.md §2.6: the greatest of them, and 3 with personal data) in a
 * scale that the chosen scheme does not have. The rule is found from the rows themselves, so that a row which does not
 * follow it is seen.
 */
export type ImportanceRule = (values: Values) => string | null;

/** Rows that must follow a rule before it counts. */
const SHARE = 0.85;
const ROWS = 8;

/** The one digit of a level: 機密性３ -> 3; null for 3B, 2～3 and words. */
function digitOf(text: string): number | null {
  const digits = text.normalize('NFKC').replace(/^\D*/, '');
  return /^\d$/.test(digits) ? Number(digits) : null;
}

function greatest(levels: readonly (number | null)[]): number | null {
  return levels.some((one) => one === null) ? null : Math.max(...(levels as readonly number[]));
}

export function findImportanceRule(
  rows: readonly SheetRow[],
  columns: readonly (string | null)[],
): ImportanceRule | null {
  const importance = columns.indexOf('importance');
  const axes = AXES.map((axis) => columns.indexOf(axis));
  if (importance === -1 || axes.includes(-1)) return null;
  const marks = [...columns.entries()]
    .filter(([, id]) => id === 'personalData' || id?.startsWith('mark:personalData'))
    .map(([i]) => i);
  const known = rows.flatMap((row) => {
    const given = digitOf(textOf(row.cells[importance]));
    const level = greatest(axes.map((i) => digitOf(textOf(row.cells[i]))));
    const personal = marks.some(
      (i) => /^(?:[○〇◯●]|有|あり|含む)/.test(textOf(row.cells[i])) && !isBlank(textOf(row.cells[i])),
    );
    return given === null || level === null ? [] : [{ given, level, personal }];
  });
  if (known.length < ROWS) return null;
  const follows = (rule: (level: number, personal: boolean) => number) =>
    known.filter((one) => rule(one.level, one.personal) === one.given).length / known.length;
  const plain = (level: number) => level;
  const withPersonal = (level: number, personal: boolean) => (personal ? 3 : level);
  const rule = follows(withPersonal) > follows(plain) ? withPersonal : plain;
  if (follows(rule) < SHARE) return null;
  return (values) => {
    const level = greatest(AXES.map((axis) => digitOf(String(values[axis] ?? ''))));
    const personal = values['personalData'];
    return level === null
      ? null
      : String(rule(level, Array.isArray(personal) && personal.some((id) => id !== 'personal.none')));
  };
}
