export function electronBinary(root: string): string | null;
export function installElectron(
  root: string,
  options: { again: boolean; say: (line: string) => void; silence?: number },
): Promise<string | null>;
