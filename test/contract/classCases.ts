import type { Cases } from './case.ts';

export const CLASS_CASES = {} satisfies Cases;
