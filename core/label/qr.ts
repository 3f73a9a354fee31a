import qrcode from 'qrcode';
import { codeText } from '../../contract/labelCode.ts';
import type { Rect } from '../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../contract/labelTemplate.ts';
import { type QrBox, QUIET, SMALLEST_MODULE, USUAL_MODULES } from './boxes.ts';

/** The code of one number, before its size is known. */
export interface Code {
  readonly modules: number;
  readonly dark: (row: number, column: number) => boolean;
}

/** Where a code may stand. */
export interface CodeRoom {
  /** The symbol stays inside it. */
  readonly inner: Rect;
  /** White paper: the quiet zone stays inside it. */
  readonly paper: Rect;
  readonly place: LabelTemplate['qr']['place'];
}

/** A code on a label and what its quiet zone keeps free. */
export interface PlacedCode {
  readonly box: QrBox;
  /** The symbol with its quiet zone. */
  readonly zone: Rect;
}

/** Characters of versions 1 to 10 at error correction M (ISO/IEC 18004 table 7). Longer texts are no numbers. */
const CAPACITY = {
  alphanumeric: [20, 38, 61, 90, 122, 154, 178, 221, 262, 311],
  byte: [14, 26, 42, 62, 84, 106, 122, 152, 180, 213],
} as const;

/**
 * The code of an asset number with its check character, error correction M (15 %). Null for what is no number. The
 * modules are worked out when they are drawn: a preview lays out many more labels than it draws.
 */
export function codeOf(number: string): Code | null {
  return number === '' ? null : qrOf(codeText(number));
}

/** The code of any text, error correction M; null for one that is too long for version 10. */
export function qrOf(text: string): Code | null {
  const mode = /^[0-9A-Z $%*+./:-]+$/.test(text) ? 'alphanumeric' : 'byte';
  const data = mode === 'byte' ? new TextEncoder().encode(text) : text;
  const version = CAPACITY[mode].findIndex((most) => data.length <= most) + 1;
  if (version === 0) return null;
  let modules: ReturnType<typeof qrcode.create>['modules'] | undefined;
  return {
    modules: 17 + 4 * version,
    dark: (row, column) => {
      modules ??= qrcode.create([{ data, mode } as qrcode.QRCodeSegment], {
        version,
        errorCorrectionLevel: 'M',
      }).modules;
      return modules.get(row, column) === 1;
    },
  };
}

/** Sides (mm) to try, from the wished one down to the smallest that a 200 dpi printer can print; empty when none fits. */
export function sidesOf(code: Code, wished: number, room: CodeRoom): number[] {
  const least = code.modules * SMALLEST_MODULE;
  const outer = Math.min(room.paper.w, room.paper.h);
  const most = Math.min(
    Math.max(wished, least),
    room.inner.w,
    room.inner.h,
    outer / (1 + (2 * QUIET) / code.modules),
    // Beside a code there must be room for words.
    room.place === 'top' ? Number.POSITIVE_INFINITY : (0.62 * room.paper.w) / (1 + (2 * QUIET) / code.modules),
  );
  if (most < least - 1e-9) return [];
  const steps = most - least < 0.2 ? 0 : 4;
  const sides = Array.from({ length: steps }, (_, i) => most - ((most - least) * i) / steps);
  return [...sides, least];
}

/** Whether a code of usual length would have had a place: then it is the number that is too long, not the label too small. */
export function usualFits(room: CodeRoom): boolean {
  return sidesOf({ modules: USUAL_MODULES, dark: () => false }, 1, room).length > 0;
}

/** The code in its corner. The quiet zone may use the padding, which is as white as it has to be. */
export function placeCode(code: Code, side: number, { inner, paper, place }: CodeRoom): PlacedCode {
  const module = side / code.modules;
  const quiet = QUIET * module;
  const left = Math.max(inner.x, paper.x + quiet);
  const right = Math.min(inner.x + inner.w, paper.x + paper.w - quiet) - side;
  const x = place === 'left' ? left : place === 'right' ? right : inner.x + (inner.w - side) / 2;
  const y = Math.max(inner.y, paper.y + quiet);
  return {
    box: { kind: 'qr', part: 'qr', x, y, w: side, h: side, module, modules: code.modules, dark: code.dark },
    zone: { x: x - quiet, y: y - quiet, w: side + 2 * quiet, h: side + 2 * quiet },
  };
}
