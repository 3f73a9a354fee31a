import { builtInFormat, type NumberFormat, PLAIN, parseFormatCode } from './numbers.ts';
import type { Cell } from './types.ts';
import { type Attributes, isTrue, mainRoot, scanXml } from './xml.ts';

/** What a cell style adds to its cells. Equal styles share one object. */
export interface Look {
  readonly format: NumberFormat;
  readonly struck: boolean;
  /** Fields for the cell; null when there are none. */
  readonly fields: Pick<Cell, 'bold' | 'fill'> | null;
}

/** The look of every cell in a book without a style part. */
export const PLAIN_LOOK: Look = { format: PLAIN, struck: false, fields: null };

interface Font {
  bold: boolean;
  struck: boolean;
}

/** Look of every cell style (`cellXfs`), by index; custom number formats win over built-in numbers. */
export function parseStyles(bytes: Uint8Array): Look[] {
  const formats = new Map<number, NumberFormat>();
  const fonts: Font[] = [];
  const fills: (string | undefined)[] = [];
  const styles: { readonly format: number; readonly font: number; readonly fill: number }[] = [];
  let section = '';
  let pattern = '';
  scanXml(bytes, 'ブックの書式', mainRoot('styleSheet'), {
    open(name, attributes, depth) {
      if (depth === 1) section = name;
      else if (section === 'numFmts' && depth === 2 && name === 'numFmt') {
        formats.set(Number(attributes['numFmtId']), parseFormatCode(attributes['formatCode'] ?? ''));
      } else if (section === 'fonts') {
        if (depth === 2) fonts.push({ bold: false, struck: false });
        const font = fonts.at(-1);
        if (depth !== 3 || !font) return;
        const on = attributes['val'] === undefined || isTrue(attributes['val']);
        if (name === 'b') font.bold = on;
        else if (name === 'strike') font.struck = on;
      } else if (section === 'fills') {
        if (depth === 2) fills.push(undefined);
        else if (depth === 3) {
          pattern = attributes['patternType'] ?? 'none';
          if (pattern !== 'none' && pattern !== 'solid') fills[fills.length - 1] = `pattern:${pattern}`;
        } else if (depth === 4 && name === 'fgColor' && pattern === 'solid')
          fills[fills.length - 1] = colour(attributes);
      } else if (section === 'cellXfs' && depth === 2 && name === 'xf') {
        const { numFmtId = 0, fontId = 0, fillId = 0 } = attributes;
        styles.push({ format: Number(numFmtId), font: Number(fontId), fill: Number(fillId) });
      }
    },
  });
  // A style part without cell styles still stands for style 0.
  if (styles.length === 0) styles.push({ format: 0, font: 0, fill: 0 });

  const known = new Map<string, Look>();
  return styles.map((style) => {
    const bold = fonts[style.font]?.bold === true;
    const struck = fonts[style.font]?.struck === true;
    const fill = fills[style.fill];
    const key = JSON.stringify([style.format, bold, struck, fill]);
    let look = known.get(key);
    if (!look) {
      const format = formats.get(style.format) ?? builtInFormat(style.format);
      const fields = { ...(bold ? { bold } : {}), ...(fill === undefined ? {} : { fill }) };
      look = { format, struck, fields: bold || fill !== undefined ? fields : null };
      known.set(key, look);
    }
    return look;
  });
}

function colour({ rgb, theme, tint, indexed }: Attributes): string | undefined {
  if (rgb !== undefined) return rgb;
  if (theme !== undefined) return tint === undefined ? `theme:${theme}` : `theme:${theme}:${tint}`;
  return indexed === undefined ? undefined : `indexed:${indexed}`;
}
