/**
 * Text measured without a browser. BIZ UDGothic knows two widths only: one em, and half an em for the characters below
 * (read from the hmtx tables of all its slices; test/unit/label/fonts.test.ts compares both with the real files).
 */
const HALF_WIDTH: readonly (readonly [first: number, last: number])[] = parseRanges(
  '20-7e a0-a6 a9-af b2-b3 b5 b7-d6 d8-f6 f8-17f 192-193 1c2 1f8-1f9 1fd 250-25a 25c 25e-261 264-268 26c-273 275 ' +
    '279-27b 27d-27e 281-284 288-28e 290-292 294-295 298 29d 2a1-2a2 2c6-2c7 2d9-2da 2dc 300-301 303-304 308 30c 329 ' +
    '1e3e-1e3f 1f70-1f73 2013-2014 201a 201e 2022 2039-203a 203c 2042 2044 2047-2049 2074 20ac 210f 2113 2122 2127 ' +
    '2135 2194 2196-2199 21c4 21e6-21e9 2205 2209 2212-2213 2226 2243 2245 2248 2262 2264-2265 2276-2277 2284-2285 ' +
    '228a-228b 2295-2297 22da-22db 2305-2306 25b1 25b6-25b7 25c0-25c1 25c9-25ca 25d0-25d3 25e6 2660-2667 2669 ' +
    '266b-266c 266e 2934-2935 29fa-29fb fb01-fb02 ff61-ff9f',
);

function parseRanges(text: string): [number, number][] {
  return text.split(' ').map((part) => {
    const [first = '', last = first] = part.split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

/** Points (1/72 inch) to mm. */
export function pt(points: number): number {
  return (points * 25.4) / 72;
}

/** Advance width of one code point in em. Never less than what is drawn: a character of another font counts in full. */
export function advance(codePoint: number): number {
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return 0; // variation selectors draw nothing themselves
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return 0; // ideographic variation selectors (異体字)
  if (codePoint >= 0x1f1e6 && codePoint <= 0x1ffff) return 1.4; // picture characters of whatever font the PC has
  return HALF_WIDTH.some(([first, last]) => codePoint >= first && codePoint <= last) ? 0.5 : 1;
}

const advances = new Map<string, number>();

/** Width of a line in em. */
export function widthEm(text: string): number {
  let width = 0;
  for (const character of text) {
    let own = advances.get(character);
    if (own === undefined) {
      own = advance(character.codePointAt(0)!);
      advances.set(character, own);
    }
    width += own;
  }
  return width;
}

/**
 * One line of printable text: control characters and runs of white space become one space, lone surrogates go, kana with a
 * mark of its own (か and ゛ from a Mac) become one letter. Characters that draw nothing (variation selectors, joiners) go:
 * the bundled fonts have no variants, and a browser would look for one that has among the fonts of the PC.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u{fffe}\u{ffff}]+/gu, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u3041-\u30fe\p{Script=Latin}][\u0300-\u036f\u3099\u309a]+/gu, (letter) => letter.normalize('NFC'))
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * Parts of a line that are drawn one by one. A browser takes letters that belong together (ﾊ and ﾞ) from one font file
 * only, and the bundled font keeps them in two: drawn as one text they would come from another font, or as empty boxes.
 */
export function drawnRuns(text: string): string[] {
  return text.split(/(?=[\p{M}\uff9e\uff9f])/u);
}

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** What a reader takes as single characters: 𠮷 and 葛 with its variation selector stay whole. */
function characters(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

/** The longest beginning of `text` that fits `maxEm` with … behind it; the text itself where it fits. */
export function cut(text: string, maxEm: number): { text: string; cut: boolean } {
  if (widthEm(text) <= maxEm) return { text, cut: false };
  const room = maxEm - widthEm('…');
  let kept = '';
  let used = 0;
  for (const character of characters(text)) {
    used += widthEm(character);
    if (used > room) break;
    kept += character;
  }
  return { text: `${kept.trimEnd()}…`, cut: true };
}

/** Characters that must not begin a line (行頭禁則, JIS X 4051) and those that must not end one. */
const NOT_FIRST =
  /^[、。，．,.・：:；;？?！!）)」』】〕］\]｝}〉》ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〜～…%％]/u;
const NOT_LAST = /[（(「『【〔［[｛{〈《]$/u;

const words = new Intl.Segmenter('ja', { granularity: 'word' });

/** Pieces that stay on one line: words (or single characters), punctuation with its neighbour, PC-01 whole. */
export function pieces(text: string, by: 'word' | 'character'): string[] {
  const out: string[] = [];
  const parts = by === 'word' ? Array.from(words.segment(text), (part) => part.segment) : characters(text);
  for (const part of parts) {
    const last = out.at(-1);
    const joins =
      last !== undefined &&
      (NOT_FIRST.test(part) || NOT_LAST.test(last) || (/^[A-Za-z0-9._-]/.test(part) && /[A-Za-z0-9._-]$/.test(last)));
    if (joins) out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

export interface Wrapped {
  readonly lines: string[];
  readonly cut: boolean;
}

/** Pieces in at most `lines` lines of `maxEm`; the last line is cut with … when the rest does not fit. */
export function wrap(parts: readonly string[], maxEm: number, lines: number): Wrapped {
  const all = parts.join('');
  if (lines <= 1 || widthEm(all) <= maxEm) {
    const only = cut(all, maxEm);
    return { lines: [only.text], cut: only.cut };
  }
  let taken = 0;
  let width = 0;
  while (taken < parts.length && width + widthEm(parts[taken]!.trimEnd()) <= maxEm) {
    width += widthEm(parts[taken]!);
    taken += 1;
  }
  if (taken === 0) {
    // A first piece wider than the line has to be broken inside.
    const gently = pieces(parts[0]!, 'character');
    const inner = gently.length > 1 ? gently : characters(parts[0]!);
    if (inner.length <= 1 || widthEm(inner[0]!) > maxEm) return { lines: [cut(all, maxEm).text], cut: true };
    return wrap([...inner, ...parts.slice(1)], maxEm, lines);
  }
  const rest = wrap(withoutLeadingSpace(parts.slice(taken)), maxEm, lines - 1);
  return { lines: [parts.slice(0, taken).join('').trimEnd(), ...rest.lines], cut: rest.cut };
}

/** As `wrap`, with lines of nearly one length instead of a full one and a remnant, broken between phrases if they fit. */
export function wrapBalanced(parts: readonly string[], maxEm: number, lines: number): Wrapped {
  const full = wrap(parts, maxEm, lines);
  if (full.cut || full.lines.length < 2) return full;
  const whole = phrases(parts);
  const between = whole.length > 1 && whole.every((phrase) => widthEm(phrase.trim()) <= maxEm);
  const gentle = between ? balanced(whole, maxEm, full.lines.length) : null;
  return gentle && !gentle.cut ? gentle : balanced(parts, maxEm, full.lines.length);
}

function balanced(parts: readonly string[], maxEm: number, lines: number): Wrapped {
  const full = wrap(parts, maxEm, lines);
  if (full.cut || full.lines.length < 2) return full;
  const even = widthEm(parts.join('')) / full.lines.length;
  const widest = Math.max(...parts.map(widthEm));
  for (let em = Math.ceil(Math.max(even, widest) * 2) / 2; em < maxEm; em += 0.5) {
    const narrower = wrap(parts, em, full.lines.length);
    if (!narrower.cut) return narrower;
  }
  return full;
}

/** 「計量システム 」「操作手順」: what spaces, points and brackets hold together, as whoever wrote the name did. */
function phrases(parts: readonly string[]): string[] {
  const out: string[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    const begins = last === undefined || /[\s・、。／）」』】]$/u.test(last) || /^[（「『【]/u.test(part);
    if (begins) out.push(part);
    else out[out.length - 1] = last + part;
  }
  return out;
}

function withoutLeadingSpace(parts: readonly string[]): string[] {
  const [first = '', ...rest] = parts;
  const trimmed = first.trimStart();
  return trimmed === '' ? rest : [trimmed, ...rest];
}

/** The largest size (mm) from `largest` down to `smallest` at which `text` fits `width` mm; null when none does. */
export function fitSize(text: string, width: number, largest: number, smallest: number): number | null {
  const em = widthEm(text);
  if (em === 0) return largest;
  const size = Math.min(largest, width / em);
  return size >= smallest - 1e-9 ? size : null;
}
