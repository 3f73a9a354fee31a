import { browserPrinter } from '../../host/printer.ts';

/** One for all tests of a process, as a browser takes seconds of CPU to begin. It ends with the process. */
export const sharedPrinter = browserPrinter({ idleMs: 600_000 });
