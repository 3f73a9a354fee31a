import { readFileSync } from 'node:fs';
import { editLedger } from '../support/editLedger.ts';
import type { Cases, Made } from './case.ts';

/** The exported ledger with another name for its first asset; nothing where none was exported. */
function edited({ more }: Made): string {
  if (more['ledger'] === undefined) return '';
  const book = editLedger(readFileSync(more['ledger']));
  const sheet = book.sheet('機器');
  sheet.type(sheet.data[0]!, '資産名称', '計量用端末（更新）');
  return book.bytes().toString('base64');
}

/** Our own ledger comes back from Excel. */
export const ROUND_TRIP_CASES = {
  'roundTrip.read': {
    good: (made) => ({ fileName: '台帳.xlsx', base64: edited(made) }),
    keep: ({ roundTripId }, { more }) => {
      more['roundTrip'] = roundTripId;
    },
    bad: () => ({ fileName: '', base64: '' }),
    code: 'invalidInput',
  },
  'roundTrip.items': {
    good: ({ more }) => ({ roundTripId: more['roundTrip'] ?? 'none' }),
    keep: ({ items }, { more }) => {
      more['difference'] = items[0]!.key;
    },
    bad: () => ({ roundTripId: 'nobody' }),
    code: 'notFound',
  },
  'roundTrip.commit': {
    good: ({ more }) => ({ roundTripId: more['roundTrip'] ?? 'none', accept: [more['difference'] ?? 'none'] }),
    bad: () => ({ roundTripId: 'nobody' }),
    code: 'notFound',
  },
} as const satisfies Partial<Cases>;
