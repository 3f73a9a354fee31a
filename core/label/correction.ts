/**
 * How a printer misplaces what it prints, and what undoes it: about the paper's top-left corner, a point at x mm is drawn
 * at offset + scale · x.
 */
export interface Correction {
  /** mm; positive moves the print to the right and down. */
  readonly offsetX: number;
  readonly offsetY: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export const NO_CORRECTION: Correction = { offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 };

/** What the ruler page draws: the cross that should stand at 20/20 mm, and lines that should be 150 and 200 mm long. */
export const RULER = { cross: 20, width: 150, height: 200 } as const;

/**
 * The correction that puts everything in its place, from what was measured on a ruler page, in mm.
 * @param left distance of the printed cross from the paper's left edge, `top` from the upper one
 * @param width length of the printed 150 mm line, `height` of the 200 mm one; absent: as long as they should be
 * @param previous the correction that the ruler page was printed with
 */
export function measureCorrection(
  left: number,
  top: number,
  width: number | undefined,
  height: number | undefined,
  previous: Correction = NO_CORRECTION,
): Correction {
  const x = axis(left, (width ?? RULER.width) / RULER.width, previous.offsetX, previous.scaleX);
  const y = axis(top, (height ?? RULER.height) / RULER.height, previous.offsetY, previous.scaleY);
  return { offsetX: x.offset, offsetY: y.offset, scaleX: x.scale, scaleY: y.scale };
}

/**
 * The printer puts a point drawn at p to a + b·p. Drawn with the previous correction the line is b·scale as long as it
 * should be, which gives b; the cross then gives a. The new correction is the inverse of a + b·p.
 */
function axis(cross: number, stretch: number, offset: number, scale: number): { offset: number; scale: number } {
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    offset: rounded(((RULER.cross * stretch - cross) * scale) / stretch + offset, 3),
    scale: rounded(scale / stretch, 5),
  };
}
