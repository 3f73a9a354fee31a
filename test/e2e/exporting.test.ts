import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import readBook from 'read-excel-file/node';
import { expect } from 'vitest';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { ALL_FIELDS, type Field, fieldsOf, KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { AXES, type Axis } from '../../contract/scheme.ts';
import type { TestApp } from '../support/app.ts';
import { downloaded, story } from '../support/launch.ts';
import { listReady, toast } from '../support/screens.ts';

/** How a value has to stand in the ledger: names instead of ids, levels in full, dates and numbers as themselves. */
async function ledgerWords(app: TestApp): Promise<(field: Field, value: FieldValue | undefined) => unknown> {
  const items = new Map(
    (await app.call('master.lists', {})).flatMap((list) => list.items).map((one) => [one.id, one.label]),
  );
  const scheme = (await app.call('scheme.list', {})).find((one) => one.id === 'municipal-2024')!;
  const isAxis = (id: string): id is Axis => (AXES as readonly string[]).includes(id);
  return (field, value) => {
    if (value === undefined || value === null || value === '') return null;
    if (field.id === 'kind') return KIND_DEFINITIONS[value as 'hardware'].label;
    if (isAxis(field.id)) return scheme.axes[field.id].levels.find((level) => level.code === value)!.name;
    if (field.type === 'choice') return items.get(String(value));
    if (Array.isArray(value)) return value.map((id) => items.get(id)).join('、') || null;
    return value;
  };
}

/** What stands in a cell; dates as ISO days. */
const cellWords = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

story(
  'the filtered list as a ledger, cell by cell as the register has it',
  { register: 'sample' },
  async ({ page, app }) => {
    await page
      .getByRole('link', { name: /^電磁的記録媒体/ })
      .first()
      .click();
    await listReady(page);
    await page.getByLabel('この一覧を絞る言葉').fill('USB');
    await page.locator('.page-count').getByText(/件中/).waitFor();
    await page.getByRole('button', { name: '出力', exact: true }).click();
    const choice = page.getByRole('radio', { name: /^一覧で絞り込んだ\d+件（電磁的記録媒体）$/ });
    expect(await choice.isChecked()).toBe(true);
    const kind = 'medium';
    const fields = fieldsOf(kind);
    const list = await app.call('asset.list', {
      kind,
      query: 'USB',
      columns: fields.map((field) => field.id),
      limit: 1000,
    });
    expect(list.matched).toBeGreaterThan(3);
    await page.locator('.page-count').getByText(`${list.matched}件`).waitFor();

    const file = await downloaded(page, () => page.getByRole('button', { name: '出力する' }).click());
    expect(file.name).toMatch(/\.xlsx$/);
    await page.getByRole('status').getByText(`${list.matched}件を出力しました。`).waitFor();

    const book = await readBook(file.path);
    const sheets = book as unknown as { sheet: string; data: unknown[][] }[];
    expect(sheets.map(({ sheet }) => sheet)).toEqual(
      expect.arrayContaining(['表紙', '電磁的記録媒体', '分類の定義', '出力の記録']),
    );
    const cover = sheets
      .find(({ sheet }) => sheet === '表紙')!
      .data.flat()
      .map(String)
      .join(' ');
    expect(cover).toContain(formatDate((await app.call('register.status', {})).today, 'wareki'));
    const [headings, ...rows] = sheets.find(({ sheet }) => sheet === '電磁的記録媒体')!.data;
    expect(rows).toHaveLength(list.matched);
    const words = await ledgerWords(app);
    let compared = 0;
    for (const [index, row] of list.rows.entries())
      for (const field of fields) {
        const column = headings!.indexOf(field.label);
        expect(column, field.label).toBeGreaterThanOrEqual(0);
        expect(cellWords(rows[index]![column] ?? null), `${field.label} of ${row.values['number']}`).toBe(
          words(field, row.values[field.id]),
        );
        compared += 1;
      }
    expect(compared).toBe(list.matched * fields.length);
    expect(ALL_FIELDS.length).toBeGreaterThan(fields.length);

    // It stands in the list of what was put out, and can be had again.
    const past = page.getByRole('region', { name: '出力の一覧' }).getByRole('button');
    await past.first().waitFor();
    const again = await downloaded(page, () => past.first().click());
    expect(again.name).toBe(file.name);
  },
);

/** Enough that the file is being written for a second: it is stopped in the middle of that. */
const ROWS = 9000;

async function manyForms(app: TestApp): Promise<void> {
  const { label } = KIND_DEFINITIONS.document;
  const rows = Array.from({ length: ROWS }, (_, n) => `${label},様式 ${n},${'備考'.repeat(100)}`);
  const text = ['資産区分,資産名称,備考', ...rows].join('\r\n');
  const file = { fileName: '様式.csv', base64: Buffer.from(text).toString('base64') };
  const { importId, plan } = await app.job('importing.read', file);
  await app.job('importing.commit', { importId, plan });
  expect((await app.call('asset.counts', {})).total).toBe(ROWS);
}

story('やめる in the middle leaves no file', { register: 'empty', prepare: manyForms }, async ({ page, app, dir }) => {
  await page.getByRole('link', { name: '出力', exact: true }).click();
  await page.getByRole('rowheader', { name: '合計' }).waitFor();
  const outputs = join(dir, 'outputs');
  const files = () => (existsSync(outputs) ? readdirSync(outputs) : []);
  await page.getByRole('button', { name: '出力する' }).click();
  await expect.poll(files, { interval: 10 }).toEqual([expect.stringMatching(/\.tmp$/)]);
  await page.getByRole('button', { name: 'やめる' }).click();
  await toast(page, '出力をやめました。書きかけのファイルは残っていません。');
  expect(files()).toEqual([]);
  expect(await app.call('output.list', {})).toEqual([]);
});

let clock = Date.UTC(2026, 3, 1, 1);
const later = (days: number) => {
  clock += days * 24 * 60 * 60 * 1000;
};

story(
  'the ledger of a past day, and what has changed since, by keyboard',
  {
    register: 'empty',
    prepare: async (app) => {
      const { id } = await app.call('asset.register', { kind: 'hardware', values: { name: '計量用PC' } });
      later(30);
      const { revision } = await app.call('asset.get', { id });
      await app.call('asset.update', { id, revision, values: { name: '計量棟のPC' }, reason: '呼び名をそろえた' });
    },
    now: () => new Date(clock),
  },
  async ({ page }) => {
    await page.getByRole('link', { name: '出力', exact: true }).click();
    await page.getByLabel('基準日').fill('R8.4.10');
    await page.getByText('令和8年4月10日の終わりの台帳を、履歴から作り直して出力します。').waitFor();
    const past = await downloaded(page, () => page.getByRole('button', { name: '出力する', exact: true }).click());
    const cells = (await readBook(past.path)).flatMap(({ data }) => data.flat());
    expect(cells).toContain('計量用PC');
    expect(cells).not.toContain('計量棟のPC');

    await page.getByLabel('この日の終わりから').fill('R8.4.10');
    await page.getByLabel('この日の終わりから').press('Tab');
    const made = await downloaded(page, () => page.getByLabel('この日の終わりまで').press('Enter'));
    await page.getByText('増えた0件、減った0件、変わった項目1件を出力しました。').waitFor();
    const row = (await readBook(made.path)).find(({ sheet }) => sheet === '変わった項目')!.data.at(-1)!;
    expect(row).toEqual(expect.arrayContaining(['計量用PC', '計量棟のPC', '呼び名をそろえた']));

    // The same day twice is no period.
    await page.getByLabel('この日の終わりまで').fill('R8.4.10');
    await page.getByLabel('この日の終わりまで').press('Tab');
    await page.getByText('「から」より後の日付を入れてください。').waitFor();
    expect(await page.getByRole('button', { name: '増減と変更をExcelに出す' }).isDisabled()).toBe(true);
  },
);
