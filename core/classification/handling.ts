import { notYet } from '../notYet.ts';

export const handlingCard = notYet;
export const printHandling = notYet;
