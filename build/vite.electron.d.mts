import type { InlineConfig } from 'vite';

export const ELECTRON_ENTRIES: { readonly main: string; readonly preload: string; readonly worker: string };
export function electronConfig(root: string, name: keyof typeof ELECTRON_ENTRIES, outDir?: string): InlineConfig;
