import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { DEFAULT_LIMITS, preflightZip } from '../../core/excel/read/index.ts';
import { inflateEntry } from '../../core/excel/read/zip.ts';

const LIMITS = { ...DEFAULT_LIMITS, maxFileBytes: 2 ** 31, maxTotalBytes: 2 ** 32, maxPartBytes: 2 ** 31 };

/** Milliseconds for the least an export must do: deflating the same bytes, part by part, at the same level. */
export function deflateTime(path: string): { ms: number; bytes: number } {
  const file = readFileSync(path);
  let ms = 0;
  let bytes = 0;
  for (const entry of preflightZip(file, LIMITS)) {
    const part = inflateEntry(file, entry, LIMITS);
    const from = performance.now();
    deflateRawSync(part, { level: 6 });
    ms += performance.now() - from;
    bytes += part.length;
  }
  return { ms, bytes };
}
