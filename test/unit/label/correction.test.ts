import { describe, expect, it } from 'vitest';
import { type Correction, measureCorrection, NO_CORRECTION, RULER } from '../../../core/label/correction.ts';
import { random } from '../../support/random.ts';

/** A printer that puts a point drawn at p to a + b·p, in mm. */
interface Printer {
  readonly x: { readonly a: number; readonly b: number };
  readonly y: { readonly a: number; readonly b: number };
}

/** Where the printer puts the point of a sheet that should stand at mm. */
function printed({ a, b }: Printer['x'], offset: number, scale: number, mm: number): number {
  return a + b * (offset + scale * mm);
}

function measure({ x, y }: Printer, c: Correction) {
  const left = printed(x, c.offsetX, c.scaleX, RULER.cross);
  const top = printed(y, c.offsetY, c.scaleY, RULER.cross);
  return { left, top, width: RULER.width * x.b * c.scaleX, height: RULER.height * y.b * c.scaleY };
}

describe('the correction from what a ruler page shows', () => {
  it('is none for a printer that does it right', () => {
    expect(measureCorrection(20, 20, 150, 200)).toEqual(NO_CORRECTION);
    expect(measureCorrection(20, 20, undefined, undefined)).toEqual(NO_CORRECTION);
  });

  it('moves against the error, in mm', () => {
    expect(measureCorrection(21.5, 19.2, undefined, undefined)).toEqual({
      ...NO_CORRECTION,
      offsetX: -1.5,
      offsetY: 0.8,
    });
    // A line 1 % too long wants a drawing 1 % smaller; the cross of such a printer stands at 20.2 mm.
    expect(measureCorrection(20.2, 20, 151.5, undefined)).toEqual({ ...NO_CORRECTION, scaleX: 0.9901 });
  });

  it('puts every point in its place, whatever the printer does and whatever was set before', () => {
    const { seed, next } = random();
    const between = (from: number, to: number) => from + (to - from) * next();
    for (let i = 0; i < 500; i += 1) {
      const printer: Printer = {
        x: { a: between(-5, 5), b: between(0.97, 1.03) },
        y: { a: between(-5, 5), b: between(0.97, 1.03) },
      };
      const before: Correction = {
        offsetX: between(-4, 4),
        offsetY: between(-4, 4),
        scaleX: between(0.98, 1.02),
        scaleY: between(0.98, 1.02),
      };
      const seen = measure(printer, before);
      const found = measureCorrection(seen.left, seen.top, seen.width, seen.height, before);
      for (const mm of [0, 8.4, 105, 201]) {
        expect(printed(printer.x, found.offsetX, found.scaleX, mm), `seed ${seed}`).toBeCloseTo(mm, 1.9);
        expect(printed(printer.y, found.offsetY, found.scaleY, mm), `seed ${seed}`).toBeCloseTo(mm, 1.9);
      }
    }
  });

  it('keeps the size set before when only the cross is measured', () => {
    const before: Correction = { offsetX: 1, offsetY: -1, scaleX: 1.01, scaleY: 0.99 };
    const found = measureCorrection(20.5, 20, undefined, undefined, before);
    expect([found.scaleX, found.scaleY]).toEqual([1.01, 0.99]);
    expect(found.offsetY).toBe(-1);
    expect(found.offsetX).toBeCloseTo(1 - 0.505, 3);
  });
});
