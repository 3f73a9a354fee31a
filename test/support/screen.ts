import type { Page } from 'playwright-core';
import type { Launched } from './launch.ts';

/** A screen or dialog of the app and how to come to it in the sample register. */
export interface Screen {
  /** Also the name of its picture in docs/screens/. */
  readonly name: string;
  /** Address after the `#`. */
  readonly path: string;
  /** The screen before it in its list, from which the way goes on: `open` begins there, and the address is not gone to. */
  readonly after?: string;
  /** From the address to what is meant; ends when it is all there. */
  readonly open: (page: Page, launched: Launched) => Promise<unknown>;
}

/** Id of the asset of that name. */
export async function idOf({ app }: Launched, name: string): Promise<string> {
  const page = await app.call('asset.list', { query: name, columns: ['name'] });
  const row = page.rows.find((one) => one.values['name'] === name);
  if (!row) throw new Error(`no asset is called ${name}`);
  return row.id;
}
