import { describe, expect, it } from 'vitest';
import { checkCharacter, codeText, readCode } from '../../../contract/labelCode.ts';

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-'];
/** What a check character can be. */
const CHECKS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'];
const NUMBERS = ['HW-2026-01-0001', 'INF-2026-01-0103', 'A', '00000000', '0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0'];

describe('the check character of a label (contract/labelCode.ts)', () => {
  it('is that of ISO/IEC 7064 MOD 37-2', () => {
    // By the standard's congruence: the weighted sum of all characters, check character included, is 1 modulo 37.
    for (const text of ['G123498654321', '1', 'ZZ', '0794']) {
      const whole = [...(text + checkCharacter(text))].reverse();
      expect(whole.reduce((sum, c, i) => sum + CHECKS.indexOf(c) * 2 ** i, 0) % 37).toBe(1);
    }
    expect(checkCharacter('G123498654321')).toBe('H');
    expect(checkCharacter('HW-2026-01-0001')).toMatch(/^[0-9A-Z*]$/);
  });

  it('gives the number back, and nothing of a text without a fitting check character', () => {
    for (const number of [...NUMBERS, '総務-ﾊﾟｿｺﾝ-12', '髙﨑𠮷-1', 'hw-1 b'])
      expect(readCode(` ${codeText(number)}\r\n`)).toBe(number);
    for (const text of ['', ' ', 'A', 'HW-2026-01-0001']) expect(readCode(text)).toBeNull();
  });

  it.each(NUMBERS)('finds every single changed character of %s', (number) => {
    const text = [...codeText(number)];
    let tried = 0;
    for (let i = 0; i < text.length; i += 1)
      for (const other of i === text.length - 1 ? CHECKS : ALPHABET) {
        if (other === text[i]) continue;
        tried += 1;
        expect(readCode(text.with(i, other).join('')), `${i} ${other}`).toBeNull();
      }
    expect(tried).toBe(text.length * 36);
  });

  it.each(NUMBERS)('finds any two swapped characters of %s', (number) => {
    const text = [...codeText(number)];
    for (let i = 0; i < text.length; i += 1)
      for (let j = i + 1; j < Math.min(text.length, i + 36); j += 1) {
        if (text[i] === text[j]) continue;
        const swapped = text.with(i, text[j]!).with(j, text[i]!).join('');
        expect(readCode(swapped), swapped).toBeNull();
      }
  });

  it('finds nearly every changed kanji', () => {
    const number = '総務甲12';
    let missed = 0;
    for (let code = 0x4e00; code < 0x9fa0; code += 1) {
      const other = String.fromCodePoint(code);
      if (other !== '甲' && readCode(codeText(number).replace('甲', other)) !== null) missed += 1;
    }
    expect(missed / (0x9fa0 - 0x4e00)).toBeLessThan(1 / 36);
  });

  it('CONTROL: a sum that weighs all places alike would miss swapped characters', () => {
    const alike = (text: string) => [...text].reduce((sum, c) => sum + ALPHABET.indexOf(c), 0) % 37;
    expect(alike('HW-12')).toBe(alike('HW-21'));
    expect(checkCharacter('HW-12')).not.toBe(checkCharacter('HW-21'));
  });
});
