/**
 * What the QR code of a label holds: the asset number and one check character, nothing else (domain.md §9.1).
 *
 * The check character is that of ISO/IEC 7064 MOD 37-2 (0–9, A–Z and * for 36). Its alphabet lacks the hyphen that
 * asset numbers have, so the hyphen counts as 36 inside the number; every other character counts as its code point
 * modulo 37. With that, any single changed character and any two swapped ones are found for certain in numbers of
 * digits, capitals and hyphens (37 is a prime and 2 a primitive root of it), and 36 of 37 times in other numbers.
 */
const CHECKS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
const MODULUS = 37;

function worth(character: string): number {
  if (character === '-') return 36;
  const known = character === '*' ? -1 : CHECKS.indexOf(character);
  return known >= 0 ? known : character.codePointAt(0)! % MODULUS;
}

/** The check character of an asset number. @param number not empty */
export function checkCharacter(number: string): string {
  let sum = 0;
  for (const character of number) sum = ((sum + worth(character)) * 2) % MODULUS;
  return CHECKS[(MODULUS + 1 - sum) % MODULUS]!;
}

/** The words of the code of an asset number. */
export function codeText(number: string): string {
  return number + checkCharacter(number);
}

/** The asset number in a scanned text; null when the check character does not fit. White space around it does not matter. */
export function readCode(text: string): string | null {
  const characters = [...text.trim()];
  const check = characters.pop();
  const number = characters.join('');
  return number !== '' && checkCharacter(number) === check ? number : null;
}
