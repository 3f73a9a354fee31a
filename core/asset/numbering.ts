import { KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { fiscalYear } from '../../contract/japanese/date.ts';
import { nextSerial, raiseSerial, takeNumber } from '../../db/assets.ts';
import type { WritableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';

const SERIAL = /\{連番(\d?)\}/;

/**
 * The next asset number by the union's rule (domain.md D17): `{区分}` kind code, `{年度}` fiscal year of the
 * registration, `{部署}` code of the group (00 without one), `{連番}` four-digit serial, `{連番6}` six digits.
 * Unique, never used before, marked as used.
 */
export function assignNumber(
  db: WritableDb,
  state: RegisterState,
  kind: Kind,
  groupId: string | null,
  dateIso: string,
): string {
  const pattern = SERIAL.test(state.settings.numberPattern)
    ? state.settings.numberPattern
    : `${state.settings.numberPattern}{連番}`;
  const filled = pattern
    .replaceAll('{区分}', KIND_DEFINITIONS[kind].code)
    .replaceAll('{年度}', String(fiscalYear(dateIso)))
    .replaceAll('{部署}', (groupId && state.items.get(groupId)?.code) || '00');
  const [before = '', after = ''] = filled.split(SERIAL).filter((_, i) => i !== 1);
  const digits = Number(SERIAL.exec(filled)?.[1] || 4);
  for (;;) {
    const number = before + String(nextSerial(db, before)).padStart(digits, '0') + after;
    if (takeNumber(db, number)) return number;
  }
}

/** Marks a number that came with an imported ledger as used; serials of the same prefix go on after it. @returns false when it was used before */
export function claimNumber(db: WritableDb, number: string): boolean {
  if (!takeNumber(db, number)) return false;
  const serial = /^(.*\D)(\d{1,9})$/.exec(number);
  if (serial) raiseSerial(db, serial[1]!, Number(serial[2]));
  return true;
}
