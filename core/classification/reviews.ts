import { notYet } from '../notYet.ts';

export const listReviews = notYet;
export const reviewsDone = notYet;
