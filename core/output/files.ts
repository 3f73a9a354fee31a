import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, opened } from '../context.ts';
import { fileStamp } from '../moment.ts';

/** Folder of finished files in the data folder; they lie there until they are handed over. */
export const OUTPUTS = 'outputs';

export function outputsDir(context: Context): string {
  const dir = join(context.dataDir, OUTPUTS);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** Names that jobs of this session were given; their files may not be there yet. */
const given = new WeakMap<Context, Set<string>>();

/** A name in the outputs folder that no other output has: a second one of the same second gets _2. */
export function newOutput(context: Context, what: string, extension: string): { fileName: string; path: string } {
  const dir = outputsDir(context);
  const names = given.get(context) ?? new Set<string>();
  given.set(context, names);
  for (let n = 1; ; n += 1) {
    const fileName = outputName(context, what, extension, n === 1 ? '' : `_${n}`);
    const path = join(dir, fileName);
    if (names.has(fileName) || existsSync(path)) continue;
    names.add(fileName);
    return { fileName, path };
  }
}

/** 情報資産台帳_水郷地方環境衛生組合_20261123-103215.xlsx: sorts by time, no characters that a file system refuses. */
export function outputName(context: Context, what: string, extension: string, suffix = ''): string {
  const time = fileStamp(context.ports.now());
  const { unionName } = opened(context).state.settings;
  const union = [...unionName.toWellFormed().replaceAll(/[\\/:*?"<>|\s\p{Cc}\p{Cf}]/gu, '')].slice(0, 30).join('');
  return `${[what, union, time].filter(Boolean).join('_')}${suffix}.${extension}`;
}
