import { notYet } from '../notYet.ts';

export const saveSheet = notYet;
export const removeSheet = notYet;
