import { notYet } from '../notYet.ts';

export const planMove = notYet;
export const startMove = notYet;
export const moveStatus = notYet;
export const listMove = notYet;
export const moveCase = notYet;
export const moveAlike = notYet;
export const decideMove = notYet;
export const reopenMove = notYet;
export const finishMove = notYet;
export const abandonMove = notYet;
export const reportMove = notYet;
