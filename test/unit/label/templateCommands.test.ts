import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabelTemplate } from '../../../contract/labelTemplate.ts';
import { newRegister, type TestApp } from '../../support/app.ts';

const OWN: LabelTemplate = {
  id: 'own-1',
  name: '備品の札',
  target: 'asset',
  kinds: ['hardware'],
  size: { minWidth: 40, maxWidth: 100, minHeight: 20, maxHeight: 60 },
  notation: 'setting',
  qr: { place: 'right', size: 15 },
  rows: [
    { keep: 9, cells: [{ part: 'number', size: 12, minSize: 7, lines: 1, align: 'left', bold: true }] },
    { keep: 5, cells: [{ part: 'name', size: 9, minSize: 6, lines: 2, align: 'left' }] },
  ],
};

let app: TestApp;
beforeEach(async () => {
  app = await newRegister();
});
afterEach(() => app.close());

describe('templates of the union', () => {
  it('keep every revision, and are offered before those of the app until they are taken out', async () => {
    expect(await app.call('label.templateSave', { template: OWN, revision: 0 })).toMatchObject({ revision: 1 });
    const wider: LabelTemplate = { ...OWN, rows: OWN.rows.slice(0, 1), qr: { place: 'none', size: 15 } };
    expect(await app.call('label.templateSave', { template: wider, revision: 1 })).toMatchObject({ revision: 2 });
    const [first] = await app.call('label.templates', {});
    expect(first).toMatchObject({ id: OWN.id, revision: 2, preset: false, rows: wider.rows });
    // The same once more makes neither a revision nor a history.
    expect(await app.call('label.templateSave', { template: wider, revision: 2 })).toMatchObject({ revision: 2 });
    await app.call('label.templateRemove', { id: OWN.id });
    expect((await app.call('label.templates', {})).every((one) => one.preset)).toBe(true);

    const { changes } = await app.call('history.list', {});
    const rows = changes.filter((change) => change.action === 'ラベルのひな形の変更').map((change) => change.rows);
    expect(rows.map((own) => own.map((row) => [row.label, row.before, row.after]))).toEqual([
      [['ラベルのひな形', OWN.name, null]],
      [
        ['ラベルのひな形のQRコード', '右、15mm', 'なし、15mm'],
        ['ラベルのひな形の段・行', '資産番号（12pt）／名称（9pt）', '資産番号（12pt）'],
      ],
      [['ラベルのひな形', null, OWN.name]],
    ]);
  });

  it('are not changed by two at once', async () => {
    await app.call('label.templateSave', { template: OWN, revision: 0 });
    expect((await app.fails('label.templateSave', { template: OWN, revision: 0 })).code).toBe('conflict');
    expect((await app.fails('label.templateSave', { template: OWN, revision: 2 })).code).toBe('conflict');
  });

  it.each([
    ['a part of places', { part: 'assets' }, '1行目の「中の資産の数」は、このラベルには書けません。'],
    [
      'a least size above the size',
      { size: 6 },
      '1行目の「資産番号」は、小さくてもの大きさが、大きさより大きくなっています。',
    ],
    ['no words', { part: 'text', text: ' ' }, '1行目に入れる文字がありません。'],
  ] as const)('are refused with %s', async (_, over, message) => {
    const cell = { ...OWN.rows[0]!.cells[0]!, ...over };
    const failure = await app.fails('label.templateSave', {
      template: { ...OWN, rows: [{ keep: 9, cells: [cell] }] },
      revision: 0,
    });
    expect(failure).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'template.rows.0.cells.0', message }],
    });
  });

  it('leave the presets alone', async () => {
    const preset = (await app.call('label.templates', {})).find((one) => one.preset)!;
    const { revision, preset: _, ...template } = preset;
    expect((await app.fails('label.templateSave', { template, revision })).code).toBe('inUse');
    expect((await app.fails('label.templateRemove', { id: preset.id })).code).toBe('inUse');
    expect((await app.fails('label.templateRemove', { id: 'own-9' })).code).toBe('notFound');
    // A copy under its name would be mistaken for it.
    const copy = await app.fails('label.templateSave', { template: { ...template, id: 'own-2' }, revision: 0 });
    expect(copy.fields?.[0]?.path).toBe('template.name');
  });
});
