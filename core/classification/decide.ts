import { notYet } from '../notYet.ts';

export const decideClass = notYet;
export const classHistory = notYet;
