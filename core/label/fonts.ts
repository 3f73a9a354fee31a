import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glyphWidths } from './woff2.ts';

/** Folders of the two bundled fonts, each laid out as its package: `unicode.json` and `files/*.woff2`. */
export interface FontDirs {
  readonly biz: string;
  readonly noto: string;
}

export interface FontOptions {
  /** Default: the packages in node_modules beside the sources. The packaged app passes its own folder. */
  readonly dirs?: FontDirs;
  /** Text drawn in bold (numbers, class codes). Default: all of `text`. */
  readonly bold?: string;
}

/** BIZ UDGothic first; Noto Sans JP only for what it lacks (𠮷). */
const FAMILIES = [
  { key: 'biz', family: 'BIZ UDGothic', file: 'biz-udgothic' },
  { key: 'noto', family: 'Noto Sans JP', file: 'noto-sans-jp' },
] as const;
type Family = (typeof FAMILIES)[number];

/** Not computed at import: a bundled main process has no module URL to start from, and passes `dirs`. */
function developmentDirs(): FontDirs {
  const folder = (name: string) => fileURLToPath(new URL(`../../node_modules/@fontsource/${name}`, import.meta.url));
  return { biz: folder('biz-udgothic'), noto: folder('noto-sans-jp') };
}

/**
 * @font-face rules for `text` alone, its slices inlined as data: URIs, so that a page without network and files draws
 * the same letters on every PC. Characters in neither font are skipped; see missingCharacters.
 * @throws Error when a font file cannot be read.
 */
export function fontFaces(text: string, options: FontOptions = {}): string {
  const dirs = options.dirs ?? developmentDirs();
  return faces(text, 400, dirs) + faces(options.bold ?? text, 700, dirs);
}

const coverages = new Map<string, (character: string) => boolean>();

/** Whether one of the bundled fonts has a character; the PC's own font or an empty box would stand for others. */
export function coverage(dirs: FontDirs = developmentDirs()): (character: string) => boolean {
  const key = `${dirs.biz}\n${dirs.noto}`;
  let covers = coverages.get(key);
  if (!covers) {
    const known = new Map<string, boolean>();
    covers = (character) => {
      const answer = known.get(character) ?? findSlices(character, 400, dirs).missing.length === 0;
      known.set(character, answer);
      return answer;
    };
    coverages.set(key, covers);
  }
  return covers;
}

type FontWeight = 400 | 700;

function faces(text: string, weight: FontWeight, dirs: FontDirs): string {
  const rules: string[] = [];
  for (const { family, path, codePoints } of findSlices(text, weight, dirs).slices) {
    const range = codePoints.map((code) => `U+${code.toString(16)}`).join(',');
    const source = `url(data:font/woff2;base64,${slice(path).base64()}) format('woff2')`;
    rules.push(`@font-face{font-family:'${family}';font-weight:${weight};src:${source};unicode-range:${range}}\n`);
  }
  return rules.join('');
}

interface UsedSlice {
  readonly family: string;
  readonly path: string;
  readonly codePoints: number[];
}

/** Each character's first slice that really has it. The ranges only say where to look. */
function findSlices(text: string, weight: FontWeight, dirs: FontDirs): { slices: UsedSlice[]; missing: string[] } {
  const used = new Map<string, UsedSlice>();
  const missing: string[] = [];
  for (const character of new Set(text)) {
    const code = character.codePointAt(0)!;
    if (code < 0x20) continue;
    const found = FAMILIES.flatMap((family) => candidates(family, code, weight, dirs)).find(({ path }) =>
      slice(path).widths().has(code),
    );
    if (!found) missing.push(character);
    else if (used.has(found.path)) used.get(found.path)!.codePoints.push(code);
    else used.set(found.path, { ...found, codePoints: [code] });
  }
  return { slices: [...used.values()], missing };
}

function candidates(
  family: Family,
  code: number,
  weight: FontWeight,
  dirs: FontDirs,
): { family: string; path: string }[] {
  const dir = dirs[family.key];
  return sliceRanges(dir)
    .filter(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
    .map(({ name }) => ({
      family: family.family,
      path: join(dir, 'files', `${family.file}-${name}-${weight}-normal.woff2`),
    }));
}

interface SliceRanges {
  readonly name: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}
const rangesOfDir = new Map<string, readonly SliceRanges[]>();

/** Slices of a font folder by their unicode-ranges ("[12]" in unicode.json is the file …-12-…). */
function sliceRanges(dir: string): readonly SliceRanges[] {
  let known = rangesOfDir.get(dir);
  if (!known) {
    const json = JSON.parse(readFileSync(join(dir, 'unicode.json'), 'utf8')) as Record<string, string>;
    known = Object.entries(json).map(([key, ranges]) => ({
      name: key.replace(/[[\]]/g, ''),
      ranges: ranges.split(',').map((range) => {
        const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
        return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
      }),
    }));
    rangesOfDir.set(dir, known);
  }
  return known;
}

interface Slice {
  readonly widths: () => Map<number, number>;
  readonly base64: () => string;
}
const slices = new Map<string, Slice>();

/** One font file, read once per run; a union's labels use a few dozen of them. */
function slice(path: string): Slice {
  let known = slices.get(path);
  if (!known) {
    const bytes = readFileSync(path);
    let widths: Map<number, number> | undefined;
    let base64: string | undefined;
    known = {
      widths: () => (widths ??= glyphWidths(bytes)),
      base64: () => (base64 ??= bytes.toString('base64')),
    };
    slices.set(path, known);
  }
  return known;
}
