import { notYet } from '../notYet.ts';

export const listTemplates = notYet;
export const previewTemplate = notYet;
export const saveTemplate = notYet;
export const removeTemplate = notYet;
