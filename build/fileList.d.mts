export function writeFileList(out: string): void;
