import type { ImportPlan } from '../../contract/importing.ts';

/** What to do with one table of a book. */
export type SheetPlan = ImportPlan['sheets'][number];
