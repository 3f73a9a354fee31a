import { notYet } from '../notYet.ts';

export const acceptFinding = notYet;
export const endAcceptance = notYet;
