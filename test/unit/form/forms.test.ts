import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Form } from '../../../contract/form.ts';
import { FORMS } from '../../../core/presets/forms.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../../support/app.ts';
import { partsOf } from '../excel-write/support.ts';

let sample: TestApp;
beforeAll(async () => {
  sample = await openApp(tempDir());
  await sample.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
});
afterAll(() => sample.close());

const preset = (id: string): Form => FORMS.find((form) => form.id === `preset.${id}`)!;
const rowsOf = async (path: string) => (await readXlsx(path))[0]!.data as unknown[][];

describe('forms as books', () => {
  test('every form that comes with the app becomes a book with its own sheet, record and proof', async () => {
    for (const form of FORMS) {
      const made = await sample.job('form.export', { formId: form.id, filter: {} });
      const sheets = (await readXlsx(made.path)).map(({ sheet }) => sheet);
      expect(sheets.slice(0, 3), form.name).toEqual([form.name.slice(0, 31), '出力の記録', '照合']);
      const list = await sample.call('output.list', {});
      expect(list[0]).toMatchObject({ kind: 'form', fileName: made.fileName, number: expect.any(String) });
    }
  });

  test('the IPA layout: group headings over their columns, ○ for each kind of personal data', async () => {
    const { path, rows } = await sample.job('form.export', { formId: 'preset.ipa', filter: {} });
    const cells = await rowsOf(path);
    expect(cells[3]!.filter(Boolean)).toContain('個人情報の種類');
    const head = cells[4]!;
    expect(head.slice(6, 9)).toEqual(['個人情報', '要配慮個人情報', 'マイナンバー']);
    expect(cells).toHaveLength(5 + rows);
    const list = await sample.call('asset.list', { columns: ['personalData', 'number'], limit: 1000 });
    const wanted = list.rows.filter(({ values }) => [values['personalData']].flat().includes('personal.specific'));
    expect(wanted.length).toBeGreaterThan(0);
    const marked = cells
      .slice(5)
      .filter((row) => row[8] === '○')
      .map((row) => row[15]);
    expect(marked.sort()).toEqual(wanted.map(({ values }) => values['number']).sort());
  });

  test('a form holds the assets that it is for, and of those the chosen ones', async () => {
    const media = await sample.call('asset.list', { kind: 'medium', limit: 1000 });
    const all = await sample.job('form.export', { formId: 'preset.media', filter: {} });
    expect(all.rows).toBe(media.matched);
    const some = await sample.job('form.export', { formId: 'preset.media', filter: { query: 'USB' } });
    expect(some.rows).toBeGreaterThan(0);
    expect(some.rows).toBeLessThan(all.rows);
    expect(some.filterWords).toContain('電磁的記録媒体');
    await expect(sample.job('form.export', { formId: 'preset.media', filter: { kind: 'hardware' } })).rejects.toThrow(
      'nothingToExport',
    );
  });

  test('candidates of 個人情報ファイル簿: by what follows from the number of persons, not only by what was typed', async () => {
    const test = await newRegister();
    const add = (name: string, subjectCount: number, more = {}) =>
      test.call('asset.register', {
        kind: 'information',
        values: { name, subjectCount, personalData: ['personal.general'], ...more },
      });
    await add('搬入者名簿', 1000);
    await add('小さな名簿', 999);
    await add('非該当とした名簿', 5000, { personalFile: 'personalFile.notListed' });
    await add('該当とした名簿', 3, { personalFile: 'personalFile.listed' });
    const { path, rows } = await test.job('form.export', { formId: 'preset.personalFiles', filter: {} });
    expect(rows).toBe(2);
    const names = (await rowsOf(path)).slice(4, 6).map((row) => row[1]);
    expect(names.sort()).toEqual(['搬入者名簿', '該当とした名簿']);
    await test.close();
  });

  test('分類別集計 counts every asset once, and its chart shows the same numbers', async () => {
    const { path, rows } = await sample.job('form.export', { formId: 'preset.counts', filter: {} });
    const cells = await rowsOf(path);
    const totals = cells.find((row) => row[0] === '計')!;
    expect(totals.at(-1)).toBe(rows);
    const parts = partsOf(path);
    expect(parts.get('[Content_Types].xml')!).toContain('/xl/charts/chart1.xml');
    expect(parts.get('xl/worksheets/sheet1.xml')!).toContain('<drawing r:id="rId1"/>');
    const chart = parts.get('xl/charts/chart1.xml')!;
    const cached = [...chart.matchAll(/<c:numCache>.*?<\/c:numCache>/g)].flatMap(([cache]) =>
      [...cache.matchAll(/<c:v>(\d+)<\/c:v>/g)].map(([, value]) => Number(value)),
    );
    expect(cached.reduce((sum, one) => sum + one, 0)).toBe(rows);
  });

  test('order by two fields: empty ones last, 資産番号 within', async () => {
    const test = await newRegister();
    const groups = (await test.call('master.lists', {})).find(({ id }) => id === 'group')!.items;
    const [general, plant] = ['総務グループ', '施設グループ'].map(
      (label) => groups.find((one) => one.label === label)!.id,
    );
    for (const [name, group] of [
      ['あ', plant],
      ['い', undefined],
      ['う', general],
      ['え', plant],
    ] as const)
      await test.call('asset.register', { kind: 'hardware', values: { name, ...(group ? { group } : {}) } });
    const form = {
      ...preset('hardware'),
      sort: [
        { field: 'group', descending: false },
        { field: 'name', descending: true },
      ],
    };
    const { sample: rows } = await test.call('form.preview', { form, filter: {} });
    expect(rows.map((row) => row[2])).toEqual(['う', 'え', 'あ', 'い']);
    await test.close();
  });
});

describe('forms of the union', () => {
  test('a changed preset, an own form, both gone again; told in the history and taken back', async () => {
    const test = await newRegister();
    const list = async () => (await test.call('form.list', {})).filter(({ hidden }) => !hidden);
    const before = await list();
    const ipa = preset('ipa');
    const changed = { ...ipa, formNumber: '様式第1号（第5条関係）', columns: ipa.columns.slice(0, 5) };
    const saved = await test.call('form.save', { form: changed, revision: 0 });
    expect(saved).toMatchObject({ preset: true, changed: true, revision: 1 });
    expect(await test.fails('form.save', { form: ipa, revision: 0 })).toMatchObject({ code: 'conflict' });

    const [told] = (await test.call('history.list', { limit: 1 })).changes;
    expect(told!.rows.map(({ label }) => label)).toEqual(['様式の様式番号', '様式の列']);
    expect(told!.rows[1]!.after).toBe('業務分類・情報資産名称・備考・利用者範囲・管理部署');

    const own = { ...ipa, id: 'own', name: '監査用の台帳' };
    await test.call('form.save', { form: own, revision: 0 });
    expect((await list()).map(({ form }) => form.name)).toContain('監査用の台帳');
    expect(await test.fails('form.save', { form: { ...own, id: 'other' }, revision: 0 })).toMatchObject({
      code: 'invalidInput',
    });
    await test.call('form.remove', { id: 'own' });
    expect((await list()).map(({ form }) => form.id)).not.toContain('own');

    // The removal is undone, then the saving, then the change of the preset.
    for (const _ of [1, 2, 3]) {
      const { undo } = await test.call('change.last', {});
      expect(undo!.what).toContain('様式の変更');
      await test.call('change.undo', { changeId: undo!.changeId });
      if (_ === 1) expect((await list()).map(({ form }) => form.id)).toContain('own');
    }
    expect(await list()).toEqual(before);
    expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
    await test.close();
  });

  test('a preset is put back as it came, hidden, and offered again', async () => {
    const test = await newRegister();
    const one = async (id: string) => (await test.call('form.list', {})).find(({ form }) => form.id === id)!;
    await test.call('form.save', { form: { ...preset('media'), title: 'USB管理簿' }, revision: 0 });
    await test.call('form.remove', { id: 'preset.media' });
    expect(await one('preset.media')).toMatchObject({ form: preset('media'), changed: false, hidden: false });
    await test.call('form.remove', { id: 'preset.media' });
    expect(await one('preset.media')).toMatchObject({ hidden: true });
    await test.call('form.restore', { id: 'preset.media' });
    expect(await one('preset.media')).toMatchObject({ hidden: false, revision: 0 });
    await test.close();
  });

  test('what is no form is refused: a column of no field, ○ of no list, counts of free text', async () => {
    const media = preset('media');
    const wrong = (form: Form) => sample.fails('form.save', { form, revision: 0 });
    const column = media.columns[0]!;
    expect(await wrong({ ...media, columns: [{ ...column, field: '__proto__' }] })).toMatchObject({
      code: 'invalidInput',
    });
    expect(await wrong({ ...media, columns: [{ ...column, item: 'personal.none' }] })).toMatchObject({
      code: 'invalidInput',
    });
    const counts = { ...preset('counts'), counts: { rows: 'name', columns: 'confidentiality' } };
    expect(await wrong(counts)).toMatchObject({ fields: [{ path: 'form.counts.rows' }] });
    expect(await wrong({ ...media, type: 'card' })).toMatchObject({ code: 'invalidInput' });
  });
});
