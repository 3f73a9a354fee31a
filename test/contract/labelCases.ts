import type { Cases } from './case.ts';

export const LABEL_CASES = {} satisfies Cases;
