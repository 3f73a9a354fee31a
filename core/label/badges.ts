import type { Weight } from './labelContent.ts';
import { widthEm } from './text.ts';

/** Measures of a badge in em of its letters. */
export const BADGE = { height: 1.3, side: 0.25, hatch: 0.45, gap: 0.3 } as const;

/** A word in a frame, not yet placed. */
export interface Badge {
  readonly text: string;
  readonly weight: Weight;
}

/** Width in em. */
export function badgeEm({ text, weight }: Badge): number {
  // A plain code has no frame: its letters start where the frames of the others start.
  const around = weight === 'plain' ? 0 : 2 * BADGE.side + (weight === 'half' ? BADGE.hatch : 0);
  return widthEm(text) + around;
}

/** Width in em of badges side by side. */
export function badgesEm(badges: readonly Badge[]): number {
  const widths = badges.map(badgeEm);
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, badges.length - 1) * BADGE.gap;
}

export interface FlownBadge extends Badge {
  readonly line: number;
  /** Em from the line's beginning. */
  readonly x: number;
}

/** Badges in lines of `maxEm`, in their order; null when they do not fit into so many lines. */
export function flow(badges: readonly Badge[], maxEm: number, lines: number): FlownBadge[] | null {
  const placed: FlownBadge[] = [];
  let line = 0;
  let x = 0;
  for (const badge of badges) {
    const width = badgeEm(badge);
    if (x > 0 && x + width > maxEm + 1e-9) {
      line += 1;
      x = 0;
    }
    if (line >= lines || width > maxEm + 1e-9) return null;
    placed.push({ ...badge, line, x });
    x += width + BADGE.gap;
  }
  return placed;
}

/** As many badges as fit; the last one then says how many are left: 他2. Where not one fits, their number: 取扱制限3件. */
export function flowSome(
  texts: readonly string[],
  maxEm: number,
  lines: number,
): { placed: FlownBadge[]; left: number } {
  const outlined = (text: string): Badge => ({ text, weight: 'outlined' });
  for (let shown = texts.length; shown >= 0; shown -= 1) {
    const left = texts.length - shown;
    const rest = shown === 0 ? `取扱制限${left}件` : `他${left}`;
    const words = left === 0 ? texts : [...texts.slice(0, shown), rest];
    const placed = flow(words.map(outlined), maxEm, lines);
    if (placed) return { placed, left };
  }
  return { placed: [], left: texts.length };
}
