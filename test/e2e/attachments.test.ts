import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { attach, pdf, png } from '../support/attachments.ts';
import { violations, walk } from '../support/axe.ts';
import { downloaded, type Launched, story } from '../support/launch.ts';
import { tabTo, toast } from '../support/screens.ts';

const section = (page: Page) => page.locator('#section-attachments');
const row = (page: Page, name: string) => section(page).getByRole('listitem').filter({ hasText: name });

async function openAsset({ page, app }: Launched): Promise<string> {
  const { id } = await app.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
  await page.evaluate((to) => {
    location.hash = `#/asset/${to}`;
  }, id);
  await section(page).getByText('添付はまだありません。').waitFor();
  return id;
}

/** Drops files as a person does with the mouse; a number stands for so many bytes. */
async function drop(page: Page, target: Locator, files: readonly { name: string; bytes: Buffer | number }[]) {
  const list = files.map(({ name, bytes }) => ({
    name,
    base64: typeof bytes === 'number' ? '' : bytes.toString('base64'),
    more: typeof bytes === 'number' ? bytes : 0,
  }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64, more } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes, new Uint8Array(more)], name));
    }
    return transfer;
  }, list);
  for (const type of ['dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer });
}

story('a photo dropped, a certificate chosen by keyboard; seen, saved, taken off and back', {}, async (s) => {
  const { page, app, dir } = s;
  const assetId = await openAsset(s);
  await drop(page, section(page).locator('.file-drop'), [{ name: '計量棟.png', bytes: png() }]);
  await toast(page, '「計量棟.png」を添付しました。');
  await page.getByRole('button', { name: '添付（1）' }).click();
  await row(page, '計量棟.png').locator('img').waitFor();

  // By keyboard: the button opens the dialog of the system.
  await tabTo(page, section(page).locator('input[type=file]'));
  const opened = page.waitForEvent('filechooser');
  // The browser tells of the dialog from the next call on: before, Enter would open one that nobody sees.
  await page.evaluate(() => undefined);
  await page.keyboard.press('Enter');
  const chooser = await opened;
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles({ name: '保証書\u202e.pdf', mimeType: 'application/pdf', buffer: pdf('保証') });
  await row(page, '保証書□.pdf').getByText('PDF').first().waitFor();

  // Large, and back to where one was.
  const small = page.getByRole('button', { name: '「計量棟.png」を大きく見る' });
  await tabTo(page, small, { back: true });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '計量棟.png' }).getByRole('img', { name: '計量棟.png' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await small.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await violations(page)).toEqual([]);
  const { unreached, unseen } = await walk(page);
  expect({ unreached, unseen }).toEqual({ unreached: [], unseen: [] });

  const save = page.getByRole('button', { name: '「保証書□.pdf」を保存' });
  const saved = await downloaded(page, async () => {
    await save.focus();
    await page.keyboard.press('Enter');
  });
  expect(saved.name).toBe('保証書_.pdf');
  expect(readFileSync(saved.path)).toEqual(pdf('保証'));

  // Taken off, and with Ctrl+Z it is there again.
  await page.getByRole('button', { name: '「計量棟.png」を外す' }).click();
  await row(page, '計量棟.png').waitFor({ state: 'detached' });
  await toast(page, '「計量棟.png」を外しました。');
  await page.keyboard.press('Control+z');
  await row(page, '計量棟.png').locator('img').waitFor();
  await page.locator('#section-history').getByText('添付を外した').first().waitFor();
  expect((await app.call('attachment.list', { assetId })).map(({ name }) => name)).toEqual([
    '計量棟.png',
    '保証書\u202e.pdf',
  ]);
  expect(readdirSync(join(dir, 'attachments')).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
});

story('what cannot be attached is refused in words, one by one; a drop beside the box opens nothing', {}, async (s) => {
  const { page, app } = s;
  const assetId = await openAsset(s);
  await page.getByLabel('備考').fill('まだ保存していない');
  await drop(page, section(page).locator('.file-drop'), [
    { name: 'setup.pdf.exe', bytes: Buffer.from('MZ\0') },
    { name: '保証書.pdf', bytes: pdf() },
    { name: '大きい.pdf', bytes: 21 * 1024 * 1024 },
  ]);
  const alerts = section(page).getByRole('alert');
  await alerts.getByText('「大きい.pdf」は、大きさが21.0MBで、上限の20.0MBを超えています。').waitFor();
  await alerts.getByText('「setup.pdf.exe」は、開くと動くもの').waitFor();
  expect(await alerts.count()).toBe(2);
  await row(page, '保証書.pdf').waitFor();

  await drop(page, page.locator('.asset-title'), [{ name: '計量棟.png', bytes: png() }]);
  const prevented = await page.evaluate(() => {
    const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() });
    return !document.querySelector('.asset-title')!.dispatchEvent(event);
  });
  expect(prevented).toBe(true);
  expect(await page.getByLabel('備考').inputValue()).toBe('まだ保存していない');
  expect(await app.call('attachment.list', { assetId })).toHaveLength(1);
});

story('a file that is lost is said to be, and is whole again when it is attached anew', {}, async (s) => {
  const { page, app } = s;
  const assetId = await openAsset(s);
  const { id } = await attach(app, assetId, '保証書.pdf', pdf());
  await row(page, '保証書.pdf').waitFor();
  rmSync(app.app.output(id)!.path);
  await app.call('attachment.add', { assetId, fileName: '計量棟.png', base64: png().toString('base64') });
  await row(page, '保証書.pdf').getByText('ファイルがなくなっています。').waitFor();
  await page.getByRole('button', { name: '「保証書.pdf」を保存' }).click();
  await toast(page, /添付ファイルを取り出せません。 「保証書\.pdf」/);
  // The same file, attached again after the lost one was taken off, makes both whole.
  await page.getByRole('button', { name: '「保証書.pdf」を外す' }).click();
  await row(page, '保証書.pdf').waitFor({ state: 'detached' });
  await attach(app, assetId, '保証書.pdf', pdf());
  const saved = await downloaded(page, () => page.getByRole('button', { name: '「保証書.pdf」を保存' }).click());
  expect(readFileSync(saved.path)).toEqual(pdf());
});
