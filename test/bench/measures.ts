import type { Figure } from './figures.ts';

/** What a measurement gets: the made register, which it must leave as it is, and how large it is. */
export interface MeasureInput {
  readonly dir: string;
  readonly assets: number;
  /** Rows, labels …: what the measurement is about. */
  readonly rows: number;
}

type Measure = (input: never) => Promise<unknown>;

/** The measurements, each in a process of its own: memory, start-up and caches of one don't touch another. */
const MEASURES: Readonly<Record<string, () => Promise<Measure>>> = {
  build: async () => (await import('./makeRegister.ts')).makeRegister,
  start: async () => (await import('./start.ts')).start,
  startReference: async () => (await import('./startReference.ts')).startReference,
  list: async () => (await import('./list.ts')).measureList,
  save: async () => (await import('./save.ts')).measureSave,
  classes: async () => (await import('./classes.ts')).measureClasses,
  handLedger: async () => (await import('./handLedger.ts')).writeHandLedger,
  importing: async () => (await import('./importing.ts')).measureImport,
  importingIntoLarge: async () => (await import('./importing.ts')).measureImportIntoLarge,
  importingCancel: async () => (await import('./importing.ts')).measureImportCancel,
  verify: async () => (await import('./verify.ts')).measureVerify,
  ledger: async () => (await import('./ledger.ts')).measureLedger,
  exportCommand: async () => (await import('./exportCommand.ts')).measureExportCommand,
  book: async () => (await import('./book.ts')).measureBook,
  labels: async () => (await import('./labels.ts')).measureLabels,
};

export async function runMeasure(name: string, input: MeasureInput): Promise<void> {
  const measure = await MEASURES[name]!();
  const result = await measure(input as never);
  process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
}

export type Figures = readonly Figure[];
