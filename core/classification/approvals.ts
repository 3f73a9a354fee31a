import { notYet } from '../notYet.ts';

export const listProposals = notYet;
export const decideProposals = notYet;
export const withdrawProposals = notYet;
