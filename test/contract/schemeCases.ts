import type { Cases } from './case.ts';

export const SCHEME_CASES = {} satisfies Cases;
