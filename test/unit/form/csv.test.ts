import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeCp932, unwritable } from '../../../core/form/cp932.ts';
import { newRegister } from '../../support/app.ts';

const missing = (text: string) => {
  const found: string[] = [];
  unwritable(text, (letter) => found.push(letter));
  return found;
};

test('CP932: every letter that it holds comes back as it was, with the bytes that Windows writes', () => {
  const letters = 'ABC ｱｲｳ 漢字かなカナ ①㈱Ⅰ～－∥￢髙﨑神\n\ue000';
  expect(missing(letters)).toEqual([]);
  expect(new TextDecoder('shift_jis').decode(encodeCp932(letters))).toBe(letters);
  // 髙 and 﨑: IBM's extension, not NEC's copy (ED..); Ⅰ and ∵: the first of several.
  expect(encodeCp932('髙﨑Ⅰ∵').toString('hex')).toBe('fbfcfab187548' + '1e6');
});

test('what it can’t hold is named whole and never becomes ?', () => {
  expect(missing('𠮷野〜葛󠄀飾 ♥')).toEqual(['𠮷', '〜', '葛󠄀', '♥']);
  expect(new TextDecoder('shift_jis').decode(encodeCp932('𠮷?〜葛󠄀飾'))).toBe('〓?〓〓飾');
});

test('a CSV keeps every letter in UTF-8; シフトJIS is refused until somebody has seen the list', async () => {
  const app = await newRegister();
  await app.call('asset.register', { kind: 'hardware', values: { name: '𠮷野, "旧" 〜', note: '=1+1' } });
  const request = { formId: 'preset.ipa', filter: {} };
  const utf8 = await app.job('form.export', { ...request, format: 'csv' });
  const text = readFileSync(utf8.path, 'utf8');
  expect(text.startsWith('\ufeff業務分類,')).toBe(true);
  expect(text).toContain('"𠮷野, ""旧"" 〜",=1+1');
  expect(utf8.notes.join()).toContain('数式とみなされる');
  await expect(app.job('form.export', { ...request, format: 'csvSjis' })).rejects.toThrow('2か所');
  const check = await app.job('form.letters', request);
  expect(check.letters.map(({ letter, code }) => [letter, code])).toEqual([
    ['𠮷', 'U+20BB7'],
    ['〜', 'U+301C'],
  ]);
  expect(check.letters[0]!.where[0]).toMatchObject({ column: '情報資産名称' });
  const sjis = await app.job('form.export', { ...request, format: 'csvSjis', replaceLetters: true });
  expect(new TextDecoder('shift_jis').decode(readFileSync(sjis.path))).toContain('〓野, ""旧"" 〓');
  await app.close();
});
