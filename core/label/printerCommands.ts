import { notYet } from '../notYet.ts';

export const listPrinters = notYet;
export const savePrinter = notYet;
export const measurePrinter = notYet;
export const removePrinter = notYet;
export const calibratePrinter = notYet;
