import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Launched, story } from '../support/launch.ts';
import { hold, tabTo, toast } from '../support/screens.ts';

const INFO = '搬入者台帳データ';
const USB = '運搬用USBメモリ';

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const links = (page: Page) => page.locator('#section-links');

async function open({ page }: Launched, id: string, name: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#/asset/${to}`;
  }, id);
  await title(page, name);
}

/** つながりを加える: the kind of link, then the other by words; the only one that fits is taken by Enter. */
async function link(page: Page, type: string, words: string): Promise<void> {
  await page.getByRole('button', { name: 'つながりを加える' }).click();
  await page.getByLabel('つながりの種類').selectOption({ label: type });
  const other = page.getByLabel('相手の資産');
  await other.fill(words);
  await page
    .getByRole('listbox')
    .getByRole('option')
    .and(page.getByRole('option', { name: words }))
    .waitFor();
  await other.press('ArrowDown');
  await other.press('Enter');
  await page.getByRole('button', { name: 'つなぐ', exact: true }).click();
}

story(
  'information on a lower-classed USB: the contradiction is shown, and solved by raising',
  { register: 'empty' },
  async (s) => {
    const { page, app } = s;
    const levels = (confidentiality: string) => ({ confidentiality, integrity: '2', availability: '1' });
    const info = await app.call('asset.register', { kind: 'information', values: { name: INFO, ...levels('3B') } });
    const usb = await app.call('asset.register', {
      kind: 'medium',
      values: { name: USB, ...levels('2'), locked: 'yesNo.yes' },
    });
    await open(s, info.id, INFO);
    await link(page, '保存先', USB);
    await toast(page, `「${USB}」とつなぎました。`);

    // From the information to the medium, where it is said what is wrong …
    await links(page).getByRole('heading', { name: '保存先' }).waitFor();
    await links(page).getByRole('link', { name: USB }).click();
    await title(page, USB);
    const findings = page.getByRole('region', { name: '点検で見つかったこと' });
    await findings.getByText(`中の「${INFO}」（${info.number}）は「自治体機密性3B」です。`).waitFor();
    // … and back from the other side.
    await links(page).getByRole('heading', { name: '保存している情報' }).waitFor();
    await links(page).getByRole('link', { name: INFO }).click();
    await title(page, INFO);

    // 今日の仕事 knows it and leads to it.
    await page.getByRole('link', { name: '今日の仕事' }).click();
    const tasks = page.getByRole('list', { name: 'しなければならないこと' });
    await tasks.getByRole('link', { name: /^確かめる.*入れ物の分類が、中の情報より低い/ }).click();
    await page.locator('.finding-hits').getByRole('link', { name: USB }).click();
    await title(page, USB);

    // Raised by its key: 3B is the second from the top.
    await tabTo(page, page.getByRole('group', { name: '機密性' }).getByRole('radio', { checked: true }));
    await page.keyboard.press('2');
    await page.keyboard.press('Control+s');
    await toast(page, `「${USB}」を保存しました。`);
    await findings.waitFor({ state: 'detached' });
    const { values } = await app.call('asset.get', { id: usb.id });
    expect(values['confidentiality']).toBe('3B');
    await page.getByRole('link', { name: '今日の仕事' }).click();
    await tasks.waitFor();
    expect(await tasks.getByText('入れ物の分類が、中の情報より低い').count()).toBe(0);
  },
);

story('a cycle is refused in words, a link can be taken back', { register: 'empty' }, async (s) => {
  const { page, app } = s;
  const part = await app.call('asset.register', { kind: 'system', values: { name: '計量システム' } });
  const whole = await app.call('asset.register', { kind: 'system', values: { name: '基幹システム' } });
  await open(s, part.id, '計量システム');
  await link(page, '属するシステム・設備', '基幹システム');
  await toast(page, '「基幹システム」とつなぎました。');

  await open(s, whole.id, '基幹システム');
  await link(page, '属するシステム・設備', '計量システム');
  const dialog = page.getByRole('dialog', { name: 'つながりを加える' });
  await dialog.getByRole('alert').getByText('つながりが輪になってしまいます。').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await app.call('asset.get', { id: whole.id })).links).toHaveLength(1);

  const removing = await hold(page, 'link.remove');
  await links(page)
    .getByRole('button', { name: /「計量システム」とのつながりを外す$/ })
    .dblclick();
  await removing.asked;
  await removing.release();
  await page.getByText('つながりはまだありません。').waitFor();
  // Pressed twice, as on a slow PC: asked once.
  expect(removing.count()).toBe(1);
  await page.getByRole('button', { name: '取り消す', exact: true }).last().click();
  await links(page).getByRole('link', { name: '計量システム' }).waitFor();
});

/** Scrolls the part of the page that holds an element, and waits until the page has heard of it and drawn it. */
function scrollAround(page: Page, selector: string, pixels: number): Promise<number> {
  return page.evaluate(
    async ([inside, by]) => {
      let part: Element | null = document.querySelector(inside);
      while (part && part.scrollHeight <= part.clientHeight) part = part.parentElement;
      const before = part!.scrollTop;
      const heard = new Promise((resolve) =>
        document.addEventListener('scroll', resolve, { capture: true, once: true }),
      );
      part!.scrollTop += by;
      await heard;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return part!.scrollTop - before;
    },
    [selector, pixels] as const,
  );
}

story('candidates stay while something else scrolls, and go when their box does', { register: 'empty' }, async (s) => {
  const { page, app } = s;
  const { id } = await app.call('asset.register', { kind: 'information', values: { name: INFO } });
  await app.call('asset.register', { kind: 'medium', values: { name: USB } });
  await open(s, id, INFO);
  const candidates = page.getByRole('listbox', { name: '候補' });
  await page.getByRole('button', { name: 'つながりを加える' }).click();
  await page.getByLabel('相手の資産').fill('運搬');
  await candidates.getByRole('option', { name: USB }).waitFor();
  // The page behind the dialog.
  expect(await scrollAround(page, '#section-links', -40)).toBe(-40);
  expect(await candidates.isVisible()).toBe(true);
  await page.getByRole('button', { name: 'やめる' }).click();

  await page.getByLabel('所管部署').click();
  await candidates.waitFor();
  expect(await scrollAround(page, '#section-links', 20)).toBe(20);
  await candidates.waitFor({ state: 'hidden' });
});

story('nothing is chosen out of the answer to earlier words', { register: 'empty' }, async (s) => {
  const { page, app } = s;
  const DISK = '保管用ディスク';
  const { id } = await app.call('asset.register', { kind: 'information', values: { name: INFO } });
  await app.call('asset.register', { kind: 'medium', values: { name: USB } });
  const disk = await app.call('asset.register', { kind: 'medium', values: { name: DISK } });
  await open(s, id, INFO);
  const candidates = page.getByRole('listbox', { name: '候補' });
  await page.getByRole('button', { name: 'つながりを加える' }).click();
  const other = page.getByLabel('相手の資産');
  await other.fill('運搬');
  await candidates.getByRole('option', { name: DISK }).waitFor({ state: 'detached' });
  await candidates.getByRole('option', { name: USB, disabled: false }).waitFor();

  const held = await hold(page, 'asset.list');
  await other.fill('保管');
  await held.asked;
  await candidates.and(page.locator('[aria-busy=true]')).waitFor();
  await candidates.getByRole('option', { name: USB, disabled: true }).click({ force: true });
  await other.press('Enter');
  expect(await page.getByRole('button', { name: 'つなぐ', exact: true }).isDisabled()).toBe(true);
  expect(await other.inputValue()).toBe('保管');
  await held.release();
  // The Enter of before counts for the answer, as for a bar code reader that is faster than any search.
  await candidates.waitFor({ state: 'hidden' });
  expect(await other.inputValue()).toBe(DISK);

  const connecting = await hold(page, 'link.add');
  const connect = page.getByRole('button', { name: 'つなぐ', exact: true });
  await connect.press('Enter');
  await connect.press('Enter');
  await connecting.asked;
  await connecting.release();
  await toast(page, `「${DISK}」とつなぎました。`);
  expect(connecting.count()).toBe(1);
  expect((await app.call('asset.get', { id })).links.map((one) => one.other.id)).toEqual([disk.id]);
});
