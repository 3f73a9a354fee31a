export type { SheetPlan } from '../../contract/importing.ts';
