import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabelSheet } from '../../../contract/labelSheet.ts';
import { newRegister, type TestApp } from '../../support/app.ts';

const OWN: LabelSheet = {
  id: 'own-1',
  name: '10面 86×50mm（書庫の札）',
  maker: '組合の倉庫',
  models: ['X-10'],
  medium: 'sheet',
  columns: 2,
  rows: 5,
  labelWidth: 86,
  labelHeight: 50,
  x0: 19,
  y0: 20,
  dx: 86,
  dy: 50,
  paperWidth: 210,
  paperHeight: 297,
};

let app: TestApp;
beforeEach(async () => {
  app = await newRegister();
});
afterEach(() => app.close());

async function printOn(sheetId: string): Promise<string> {
  const made = await app.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
  await app.job('label.print', { filter: { ids: [made.id] }, sheetId });
  return made.id;
}

describe('sheets of the union', () => {
  it('are saved, offered, printed on, changed and taken out, each with its history', async () => {
    const saved = await app.call('label.sheetSave', { sheet: OWN, reason: '購入した用紙' });
    expect(saved).toMatchObject({ ...OWN, preset: false, start: 1, skip: [] });
    const id = await printOn(OWN.id);
    await app.call('label.sheetSave', { sheet: { ...OWN, x0: 19.5, medium: 'sheet' } });
    await app.call('label.sheetRemove', { id: OWN.id });
    expect((await app.call('label.sheets', {})).some((sheet) => sheet.id === OWN.id)).toBe(false);
    expect((await app.fails('label.print', { filter: { ids: [id] }, sheetId: OWN.id })).code).toBe('notFound');

    // What was printed on it can still be read.
    expect((await app.call('label.prints', { assetId: id }))[0]).toMatchObject({ sheet: OWN.name });
    const { changes } = await app.call('history.list', {});
    const rows = changes.filter((change) => change.action === 'ラベル用紙の変更').map((change) => change.rows);
    expect(rows.map(([row]) => [row!.label, row!.before, row!.after])).toEqual([
      ['ラベル用紙', OWN.name, null],
      ['ラベル用紙の左の余白', '19', '19.5'],
      ['ラベル用紙', null, OWN.name],
    ]);
    expect(changes.find((change) => change.reason === '購入した用紙')).toBeDefined();
  });

  it.each([
    ['too wide', { columns: 3 }, 'sheet.columns', '横が用紙から 67mm はみ出します。'],
    ['overlapping', { dy: 40 }, 'sheet.dy', '縦の間隔がラベルの高さより小さく、隣と重なります。'],
    [
      'too small',
      { labelWidth: 10, dx: 10 },
      'sheet.labelWidth',
      'ラベルが小さすぎます。幅18mm・高さ7mm以上にしてください。',
    ],
    ['of a preset', { id: 'ELM022' }, 'sheet.id', 'はじめからある用紙は変えられません。写しを作ってください。'],
  ] as const)('are refused at the field: %s', async (_, over, path, message) => {
    const failure = await app.fails('label.sheetSave', { sheet: { ...OWN, ...over } });
    expect(failure).toMatchObject({ code: 'invalidInput', fields: [{ path, message }] });
    expect((await app.call('label.sheets', {})).every((sheet) => sheet.preset)).toBe(true);
  });

  it('have a name of their own', async () => {
    await app.call('label.sheetSave', { sheet: OWN });
    const twin = await app.fails('label.sheetSave', { sheet: { ...OWN, id: 'own-2' } });
    expect(twin.fields?.[0]?.path).toBe('sheet.name');
  });

  it('leave the presets alone', async () => {
    expect((await app.fails('label.sheetRemove', { id: 'ELM022' })).code).toBe('inUse');
    expect((await app.fails('label.sheetRemove', { id: 'own-9' })).code).toBe('notFound');
  });
});
