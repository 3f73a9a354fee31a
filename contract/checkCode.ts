/**
 * Codes that are printed on paper and typed back by a person: letters and digits that cannot be mistaken for each other
 * (Crockford's base 32: no I, L, O, U) and a check character.
 */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Powers of the generator of GF(32) with x⁵ + x² + 1, and their logarithms. */
const POWERS: number[] = [];
const LOGS: number[] = [];
for (let i = 0, value = 1; i < 31; i += 1) {
  POWERS.push(value);
  LOGS[value] = i;
  value = (value << 1) ^ (value & 16 ? 0b100101 : 0);
}

/**
 * The check character of up to 30 others: a weighted sum over GF(32) in which every place has a weight of its own, so
 * that every single wrong character and every two neighbours in the wrong order are found (reliability.md P20, P22).
 */
function checkCharacter(digits: readonly number[]): string {
  let sum = 0;
  for (const [place, digit] of digits.entries()) {
    if (digit !== 0) sum ^= POWERS[(LOGS[digit]! + place + 1) % 31]!;
  }
  return ALPHABET[sum]!;
}

/** The first `length` base-32 digits of bytes, then the check character; without gaps. */
export function toCode(bytes: Uint8Array, length: number): string {
  const digits: number[] = [];
  for (let i = 0; i < length; i += 1) {
    const bit = i * 5;
    const two = (bytes[bit >> 3] ?? 0) * 256 + (bytes[(bit >> 3) + 1] ?? 0);
    digits.push((two >> (11 - (bit & 7))) & 31);
  }
  return digits.map((digit) => ALPHABET[digit]).join('') + checkCharacter(digits);
}

/** In groups of five, as it is printed: 7K3QD-9XWAB-… */
export function grouped(code: string): string {
  return code.match(/.{1,5}/g)?.join('-') ?? '';
}

export type TypedCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: 'length' | 'character' | 'check' };

/**
 * Reads a code as a person types it: small or full-width letters, spaces and any kind of dash between, O for 0, I and L
 * for 1.
 * @param length digits without the check character
 */
export function readCode(typed: string, length: number): TypedCode {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}ー_.・]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const digits = [...plain].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) return { ok: false, reason: 'character' };
  if (digits.length !== length + 1) return { ok: false, reason: 'length' };
  if (checkCharacter(digits.slice(0, -1)) !== plain.at(-1)) return { ok: false, reason: 'check' };
  return { ok: true, code: plain };
}

/** Digits of a 照合番号: 100 bits of the hash that stands for the history so far (reliability.md P22). */
export const SEAL_DIGITS = 20;

/** The 照合番号 of a hash (64 hexadecimal digits), as it is printed. */
export function sealNumber(hash: string): string {
  const bytes = Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return grouped(toCode(bytes, SEAL_DIGITS));
}
