export const EXPECTED_FUSES: Readonly<Record<string, '0' | '1'>>;
export function fuseProblems(program: Buffer): string[];
export function asarFiles(archive: Buffer): string[];
export function contentProblems(files: readonly string[]): string[];
