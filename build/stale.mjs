import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a build result has to be made again.
 *
 * @param {number | null} builtAt time of the result in ms, null when there is none.
 * @param {readonly number[]} sourceTimes times of everything that it is made from.
 */
export function isStale(builtAt, sourceTimes) {
  return builtAt === null || sourceTimes.some((time) => time > builtAt);
}

/**
 * Times of files and of everything in folders, in ms. The folders' own times count too: a deleted source changes only
 * them. What is not there is left out.
 *
 * @param {readonly string[]} paths
 * @returns {number[]}
 */
export function timesOf(paths) {
  return paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return [];
    if (!stats.isDirectory()) return [stats.mtimeMs];
    return [stats.mtimeMs, ...timesOf(readdirSync(path).map((name) => join(path, name)))];
  });
}

/**
 * Time of a build result, or null.
 *
 * @param {string} path
 */
export function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
