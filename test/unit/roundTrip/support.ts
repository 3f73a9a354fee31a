import { readFileSync } from 'node:fs';
import type { InputOf, ResultOf } from '../../../contract/api.ts';
import type { RoundTripItem } from '../../../contract/roundTrip.ts';
import type { TestApp } from '../../support/app.ts';
import { type EditedBook, editLedger } from '../../support/editLedger.ts';

export type Outline = ResultOf<'roundTrip.read'>;

/** Exports the whole ledger, or what `filter` leaves of it. */
export async function exported(test: TestApp, filter: InputOf<'ledger.export'>['filter'] = {}): Promise<Buffer> {
  const { path } = await test.job('ledger.export', { filter });
  return readFileSync(path);
}

export async function exportedBook(
  test: TestApp,
  filter: InputOf<'ledger.export'>['filter'] = {},
): Promise<EditedBook> {
  return editLedger(await exported(test, filter));
}

/** Brings a file back and lists all of its differences. */
export async function broughtBack(
  test: TestApp,
  bytes: Buffer,
  fileName = '台帳.xlsx',
): Promise<{ outline: Outline; items: RoundTripItem[] }> {
  const outline = await test.job('roundTrip.read', { fileName, base64: bytes.toString('base64') });
  const items: RoundTripItem[] = [];
  for (;;) {
    const page = await test.call('roundTrip.items', { roundTripId: outline.roundTripId, offset: items.length });
    items.push(...page.items);
    if (items.length >= page.total || page.items.length === 0) return { outline, items };
  }
}

/** A difference in a line, to compare with what was edited. */
export const told = ({ what, number, label, exported: was, now, file }: RoundTripItem): string =>
  [what, number, label, was, now, file].filter((part) => part !== '' && part !== null).join(' | ');
