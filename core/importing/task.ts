// TEMPORARY stand-in so that the app starts; replaced by the import.
export type ImportSessionState = Record<string, unknown>;
export function readImport(..._a: unknown[]): unknown { throw new Error('later'); }
export function checkImport(..._a: unknown[]): unknown { throw new Error('later'); }
export function* importBatches(..._a: unknown[]): Iterable<unknown> { yield null; }
