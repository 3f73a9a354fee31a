import { inflateSync } from 'node:zlib';

/** A path read from a PDF as its bounding box, in mm from the page's top-left corner. */
export interface PdfShape {
  readonly kind: 'fill' | 'stroke';
  /** Colour operands, e.g. "0 0 0". */
  readonly color: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One drawn letter: the left end of its baseline and its size in mm. */
export interface PdfGlyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  /** Number of the glyph in its font; 0 is the empty box of a letter that the font does not have. */
  readonly glyph: number;
}

export interface PdfPage {
  readonly w: number;
  readonly h: number;
  readonly shapes: readonly PdfShape[];
  readonly glyphs: readonly PdfGlyph[];
}

/**
 * Reads geometry and text of PDFs as Chromium writes them (plain objects, flate streams, ToUnicode maps). Not a general
 * PDF reader: compressed object streams and encryption are refused rather than read as empty.
 * @throws Error when the file has no readable page.
 */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const objects = readObjects(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const pages = [...objects.values()].filter((object) => /\/Type \/Page\b(?!s)/.test(object.dict));
  if (pages.length === 0) throw new Error('no page in this PDF');
  return pages.map((page) => readPage(page, objects));
}

/** The letters inside a rectangle of mm, in drawing order. */
export function textIn(page: PdfPage, area: { x: number; y: number; w: number; h: number }): string {
  const inside = (glyph: PdfGlyph) =>
    glyph.x >= area.x && glyph.x < area.x + area.w && glyph.y >= area.y && glyph.y < area.y + area.h;
  return page.glyphs
    .filter(inside)
    .map((glyph) => glyph.text)
    .join('');
}

interface PdfObject {
  readonly dict: string;
  readonly stream: Buffer | null;
}
type Objects = Map<number, PdfObject>;

function readObjects(bytes: Buffer): Objects {
  const text = bytes.toString('latin1');
  const objects: Objects = new Map();
  const head = /(\d+) 0 obj\b/g;
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const start = head.lastIndex;
    const end = text.indexOf('endobj', start);
    const stream = text.indexOf('stream', start);
    const id = Number(match[1]);
    if (stream === -1 || stream > end) {
      objects.set(id, { dict: text.slice(start, end), stream: null });
      head.lastIndex = end;
      continue;
    }
    const dict = text.slice(start, stream);
    const length = Number(/\/Length (\d+)(?! 0 R)/.exec(dict)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error(`object ${id} has no direct length`);
    const from = text[stream + 6] === '\r' ? stream + 8 : stream + 7;
    const raw = bytes.subarray(from, from + length);
    objects.set(id, { dict, stream: dict.includes('/FlateDecode') ? inflateSync(raw) : raw });
    head.lastIndex = from + length;
  }
  return objects;
}

/** [a b c d e f] of PDF: x' = a·x + c·y + e, y' = b·x + d·y + f. */
type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

function multiply(m: Matrix, by: Matrix): Matrix {
  return [
    m[0] * by[0] + m[1] * by[2],
    m[0] * by[1] + m[1] * by[3],
    m[2] * by[0] + m[3] * by[2],
    m[2] * by[1] + m[3] * by[3],
    m[4] * by[0] + m[5] * by[2] + by[4],
    m[4] * by[1] + m[5] * by[3] + by[5],
  ];
}

type Point = readonly [x: number, y: number];

function apply(m: Matrix, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

const MM = 25.4 / 72;

function readPage(page: PdfObject, objects: Objects): PdfPage {
  const box = /\/MediaBox \[([^\]]+)\]/.exec(page.dict)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  const [, , width = 0, height = 0] = box;
  const contents = Number(/\/Contents \[?(\d+) 0 R/.exec(page.dict)?.[1]);
  const stream = objects.get(contents)?.stream;
  if (!stream) throw new Error('a page without readable contents');
  const sink: Sink = { height, shapes: [], glyphs: [] };
  run(stream.toString('latin1'), page.dict, IDENTITY, objects, sink);
  return { w: width * MM, h: height * MM, shapes: sink.shapes, glyphs: sink.glyphs };
}

interface Sink {
  readonly height: number;
  readonly shapes: PdfShape[];
  readonly glyphs: PdfGlyph[];
}

const TOKEN = /\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-Fa-f\s]*>|\[|\]|[^\s[\]<>()]+/g;

/** Runs one content stream; forms are run in place. */
function run(code: string, dict: string, matrix: Matrix, objects: Objects, sink: Sink): void {
  const saved: { ctm: Matrix; fill: string; stroke: string }[] = [];
  let state = { ctm: matrix, fill: '0 0 0', stroke: '0 0 0' };
  let path: Point[][] = [];
  let operands: string[] = [];
  let font: Font | null = null;
  let size = 0;
  let line: Matrix = IDENTITY;
  let text: Matrix = IDENTITY;

  const numbers = (count: number): number[] => operands.slice(-count).map(Number);
  const paint = (kind: PdfShape['kind']): void => {
    const color = kind === 'fill' ? state.fill : state.stroke;
    for (const points of path) if (points.length > 1) sink.shapes.push({ kind, color, ...bounds(points, sink.height) });
    path = [];
  };
  const point = (): Point => {
    const [x = 0, y = 0] = numbers(2);
    return apply(state.ctm, x, y);
  };
  const show = (string: string): void => {
    if (!font) return;
    for (const glyphCode of codes(string, font.bytes)) {
      const at = multiply(text, state.ctm);
      const [x, y] = apply(at, 0, 0);
      const em = size * Math.hypot(at[2], at[3]) * MM;
      sink.glyphs.push({
        text: font.unicode.get(glyphCode) ?? '\u{fffd}',
        x: x * MM,
        y: (sink.height - y) * MM,
        size: em,
        font: font.name,
        glyph: glyphCode,
      });
      text = multiply([1, 0, 0, 1, font.width(glyphCode) * size, 0], text);
    }
  };

  for (const token of code.match(TOKEN) ?? []) {
    switch (token) {
      case 'q':
        saved.push(state);
        break;
      case 'Q':
        state = saved.pop() ?? state;
        break;
      case 'cm':
        state = { ...state, ctm: multiply(numbers(6) as unknown as Matrix, state.ctm) };
        break;
      case 'rg':
        state = { ...state, fill: operands.slice(-3).join(' ') };
        break;
      case 'RG':
        state = { ...state, stroke: operands.slice(-3).join(' ') };
        break;
      case 're': {
        const [x = 0, y = 0, w = 0, h = 0] = numbers(4);
        path.push([
          apply(state.ctm, x, y),
          apply(state.ctm, x + w, y),
          apply(state.ctm, x + w, y + h),
          apply(state.ctm, x, y + h),
        ]);
        break;
      }
      case 'm':
        path.push([point()]);
        break;
      case 'l':
      case 'c':
        path.at(-1)?.push(point());
        break;
      case 'f':
      case 'f*':
        paint('fill');
        break;
      case 'S':
      case 's':
        paint('stroke');
        break;
      case 'n':
        path = [];
        break;
      case 'BT':
        line = IDENTITY;
        text = IDENTITY;
        break;
      case 'Tf':
        font = readFont(operands.at(-2) ?? '', dict, objects);
        size = Number(operands.at(-1));
        break;
      case 'Tm':
        line = numbers(6) as unknown as Matrix;
        text = line;
        break;
      case 'Td': {
        const [x = 0, y = 0] = numbers(2);
        line = multiply([1, 0, 0, 1, x, y], line);
        text = line;
        break;
      }
      case 'Tj':
        show(operands.at(-1) ?? '');
        break;
      case 'TJ':
        for (const part of operands.slice(operands.lastIndexOf('[') + 1)) {
          if (/^[<(]/.test(part)) show(part);
          else if (part !== ']') text = multiply([1, 0, 0, 1, (-Number(part) / 1000) * size, 0], text);
        }
        break;
      case 'Do': {
        const form = resource(operands.at(-1) ?? '', dict, objects);
        if (form?.stream && /\/Subtype \/Form/.test(form.dict))
          run(form.stream.toString('latin1'), form.dict, state.ctm, objects, sink);
        break;
      }
      default:
        operands.push(token);
        continue;
    }
    operands = [];
  }
}

function bounds(points: readonly Point[], height: number): { x: number; y: number; w: number; h: number } {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  return { x: left * MM, y: (height - top) * MM, w: (right - left) * MM, h: (top - bottom) * MM };
}

function resource(name: string, dict: string, objects: Objects): PdfObject | undefined {
  const id = new RegExp(`${name} (\\d+) 0 R`).exec(dict)?.[1];
  return id === undefined ? undefined : objects.get(Number(id));
}

interface Font {
  readonly name: string;
  /** Bytes per glyph code: 2 in composite fonts, 1 in Type 3. */
  readonly bytes: 1 | 2;
  readonly unicode: ReadonlyMap<number, string>;
  /** Advance in em. */
  readonly width: (code: number) => number;
}
const fonts = new WeakMap<PdfObject, Font>();

function readFont(name: string, dict: string, objects: Objects): Font | null {
  const object = resource(name, dict, objects);
  if (!object) return null;
  let known = fonts.get(object);
  if (!known) {
    const map = Number(/\/ToUnicode (\d+) 0 R/.exec(object.dict)?.[1]);
    const unicode = readToUnicode(objects.get(map)?.stream?.toString('latin1') ?? '');
    known = {
      name: /\/BaseFont \/(?:[A-Z]{6}\+)?(\S+)/.exec(object.dict)?.[1] ?? 'Type3',
      bytes: object.dict.includes('/Type0') ? 2 : 1,
      unicode,
      width: readWidths(object, objects),
    };
    fonts.set(object, known);
  }
  return known;
}

/** Advances from /W and /DW of a composite font (in thousandths of an em), or from /Widths of a Type 3 font. */
function readWidths(font: PdfObject, objects: Objects): (code: number) => number {
  const own = arrayAt(font.dict, '/Widths', objects);
  if (own) {
    const first = Number(/\/FirstChar (\d+)/.exec(font.dict)?.[1] ?? 0);
    const scale = Number(/\/FontMatrix \[\s*([\d.eE+-]+)/.exec(font.dict)?.[1] ?? 0.001);
    const widths = own.split(/\s+/).map(Number);
    return (code) => (widths[code - first] ?? 0) * scale;
  }
  const child = objects.get(Number(/\/DescendantFonts \[\s*(\d+) 0 R/.exec(font.dict)?.[1]));
  const usual = Number(/\/DW ([\d.]+)/.exec(child?.dict ?? '')?.[1] ?? 1000);
  const widths = new Map<number, number>();
  for (const [, code, list, last, width] of (arrayAt(child?.dict ?? '', '/W', objects) ?? '').matchAll(
    /(\d+)\s*(?:\[([^\]]*)\]|(\d+)\s+([\d.]+))/g,
  )) {
    const from = Number(code);
    if (list !== undefined)
      for (const [i, one] of list.trim().split(/\s+/).entries()) widths.set(from + i, Number(one));
    else for (let i = from; i <= Number(last); i += 1) widths.set(i, Number(width));
  }
  return (code) => (widths.get(code) ?? usual) / 1000;
}

/** What stands between the brackets of an array, given here or in an object of its own. */
function arrayAt(dict: string, name: string, objects: Objects): string | null {
  const at = new RegExp(`${name}(?![A-Za-z])\\s*(?:(\\d+) 0 R|(?=\\[))`).exec(dict);
  if (!at) return null;
  const text = at[1] === undefined ? dict.slice(at.index) : (objects.get(Number(at[1]))?.dict ?? '');
  const from = text.indexOf('[');
  let depth = 0;
  for (let i = from; i >= 0 && i < text.length; i += 1) {
    if (text[i] === '[') depth += 1;
    if (text[i] === ']') depth -= 1;
    if (depth === 0) return text.slice(from + 1, i).trim();
  }
  return null;
}

function readToUnicode(cmap: string): Map<number, string> {
  const unicode = new Map<number, string>();
  for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', value = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g))
      unicode.set(Number.parseInt(code, 16), utf16(value));
  for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', value = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      const start = utf16(value).codePointAt(0)!;
      for (let code = first; code <= Number.parseInt(to, 16); code += 1)
        unicode.set(code, String.fromCodePoint(start + code - first));
    }
  return unicode;
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

/** Glyph codes of a hex or literal string. */
function codes(string: string, bytes: 1 | 2): number[] {
  const raw = string.startsWith('<')
    ? Buffer.from(string.slice(1, -1).replace(/\s/g, ''), 'hex')
    : Buffer.from(unescapeString(string.slice(1, -1)), 'latin1');
  const out: number[] = [];
  for (let i = 0; i + bytes <= raw.length; i += bytes) out.push(raw.readUIntBE(i, bytes));
  return out;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescapeString(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPES[escaped] ?? escaped),
  );
}
