import type { Cases } from './case.ts';

export const MOVE_CASES = {} satisfies Cases;
