import type { ParsedInputOf } from '../../contract/api.ts';
import type { LabelPrinter } from '../../contract/label.ts';

/** How a print is moved (mm) and stretched so that it lands where it was drawn: x on paper = offset + scale · x drawn. */
export type Correction = Pick<LabelPrinter, 'offsetX' | 'offsetY' | 'scaleX' | 'scaleY'>;

/** Where the cross and how long the lines of the ruler page are, mm. */
export const RULER = { cross: 20, width: 150, height: 200 } as const;

/**
 * The correction that brings the ruler page to its place, from what was measured on a page printed with the present one.
 * The printer turns a drawn x into a + b·x; printed with offset o and scale s, the cross at 20 stood at a + b(o + 20s)
 * and the line of 150 was 150·b·s long. From both follow b and a; the new scale is 1/b and the new offset −a/b.
 */
export function measureCorrection(
  present: Correction,
  measured: Omit<ParsedInputOf<'label.printerMeasure'>, 'printerId'>,
): Correction {
  const axis = (offset: number, scale: number, cross: number, length: number | undefined, drawn: number) => {
    const newScale = length === undefined ? scale : (scale * drawn) / length;
    return { offset: offset + RULER.cross * scale - cross * newScale, scale: newScale };
  };
  const x = axis(present.offsetX, present.scaleX, measured.left, measured.width, RULER.width);
  const y = axis(present.offsetY, present.scaleY, measured.top, measured.height, RULER.height);
  return { offsetX: tidy(x.offset), offsetY: tidy(y.offset), scaleX: tidy(x.scale), scaleY: tidy(y.scale) };
}

/** A hundredth of a micrometre on a sheet is nothing; 0.30000000000000004 in a field is odd. */
function tidy(n: number): number {
  return Math.round(n * 1e5) / 1e5;
}
