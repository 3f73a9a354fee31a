import { notYet } from '../notYet.ts';

export const staleLabels = notYet;
export const labelPrints = notYet;
