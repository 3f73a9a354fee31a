export function isStale(builtAt: number | null, sourceTimes: readonly number[]): boolean;
export function timesOf(paths: readonly string[]): number[];
export function timeOf(path: string): number | null;
