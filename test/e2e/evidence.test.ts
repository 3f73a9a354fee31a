import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { sealNumber } from '../../contract/checkCode.ts';
import { story } from '../support/launch.ts';
import { readPdf } from '../support/pdf.ts';
import { someWork } from '../support/screens.ts';

story(
  '照合 by keyboard: seal, a typing error said at once, the number on paper found, a foreign one refused',
  { register: 'sample', printer: true },
  async ({ page, app }) => {
    await page.evaluate(() => {
      location.hash = '#/history/number';
    });
    await page.getByRole('textbox', { name: '封印の題名' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('封印しました。', { exact: false }).waitFor();
    const [seal] = await app.call('seal.list', {});
    const [output] = await app.call('output.list', {});
    expect(output).toMatchObject({ kind: 'seal', number: seal!.number, seq: seal!.seq });
    const paper = readPdf(readFileSync(output!.path));
    expect(paper).toHaveLength(1);
    const words = paper[0]!.glyphs.map(({ text }) => text).join('');
    for (const part of [...seal!.number.split('-'), seal!.title, '水郷地方環境衛生組合', '合計'])
      expect(words).toContain(part);

    const box = page.getByRole('textbox', { name: '照合番号', exact: true });
    await box.focus();
    const wrong = `${seal!.number.slice(0, -1)}${seal!.number.endsWith('0') ? '1' : '0'}`;
    await page.keyboard.insertText(wrong);
    await page.keyboard.press('Enter');
    await page.getByText('打ち間違いがあります', { exact: false }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(` ${seal!.number.toLowerCase().replaceAll('-', ' ')}`);
    await page.keyboard.press('Enter');
    await page
      .getByText(`第${seal!.seq.toLocaleString('ja-JP')}番`, { exact: false })
      .first()
      .waitFor();
    await page.getByText('一字も変わらずに含んでいます', { exact: false }).waitFor();
    await page.screenshot({ path: 'out/evidence-number.png' });
    // Control: a number that never was this register's.
    await box.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(sealNumber('ab'.repeat(32)));
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('9999999');
    await page.keyboard.press('Enter');
    await page.getByText('巻き戻し', { exact: false }).waitFor();
  },
);

story(
  'the history is searched by keyboard and printed',
  { register: 'sample', printer: true, prepare: someWork },
  async ({ page, app }) => {
    await page.evaluate(() => {
      location.hash = '#/history/changes';
    });
    const words = page.getByRole('searchbox', { name: '履歴を探す言葉' });
    await words.focus();
    await page.keyboard.insertText('保守契約');
    await page.keyboard.press('Enter');
    await page.getByText('1件中', { exact: false }).waitFor();
    await page.getByText('令和8年度の保守契約の変更', { exact: false }).waitFor();
    await page.screenshot({ path: 'out/evidence-history.png' });
    const print = page.getByRole('button', { name: '印刷する（PDF）' });
    await print.focus();
    await page.keyboard.press('Enter');
    await page.getByText('印刷用のPDFにしました', { exact: false }).waitFor();
    const [output] = await app.call('output.list', {});
    const text = readPdf(readFileSync(output!.path))
      .flatMap(({ glyphs }) => glyphs.map((glyph) => glyph.text))
      .join('');
    for (const part of ['保守契約の変更', '2時間以内', '葦沼', '照合番号', output!.number!])
      expect(text).toContain(part);
  },
);
