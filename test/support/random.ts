/** Random numbers that come again with the same seed (mulberry32): a failing run names its seed. */
export interface Random {
  readonly seed: number;
  /** From 0 (in) to 1 (out). */
  next(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** True `part` of the time. */
  chance(part: number): boolean;
}

/** @param seed default: DAICHO_SEED, else a new one */
export function random(seed = Number(process.env['DAICHO_SEED'] ?? Math.floor(Math.random() * 1e9))): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { seed, next, below, pick: (list) => list[below(list.length)]!, chance: (part) => next() < part };
}
