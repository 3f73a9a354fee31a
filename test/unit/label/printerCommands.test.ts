import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRegister, type TestApp } from '../../support/app.ts';

const PLAIN = { offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 };

let app: TestApp;
beforeEach(async () => {
  app = await newRegister();
});
afterEach(() => app.close());

/** Where the ruler page's cross lands and how long its lines are on a printer that puts x to a + b·x. */
function ruler(fault: { a: number; b: number }, correction: { offset: number; scale: number }) {
  const at = (x: number) => fault.a + fault.b * (correction.offset + correction.scale * x);
  return { cross: at(20), length: (drawn: number) => at(drawn) - at(0) };
}

describe('printers', () => {
  it('are measured until the ruler page is right, whatever their fault', async () => {
    const made = await app.call('label.printerSave', { name: '複合機', tray: '手差し', ...PLAIN });
    expect(made).toMatchObject({ ...PLAIN, measuredAt: null });
    const [x, y] = [
      { a: 1.4, b: 0.994 },
      { a: -0.8, b: 1.006 },
    ];
    const measure = (printer: typeof made) => {
      const across = ruler(x!, { offset: printer.offsetX, scale: printer.scaleX });
      const down = ruler(y!, { offset: printer.offsetY, scale: printer.scaleY });
      return { left: across.cross, top: down.cross, width: across.length(150), height: down.length(200) };
    };
    expect(measure(made).left).not.toBeCloseTo(20, 1);
    const first = await app.call('label.printerMeasure', { printerId: made.id, ...measure(made) });
    expect(first.measuredAt).not.toBeNull();
    const again = measure(first);
    expect(again.left).toBeCloseTo(20, 2);
    expect(again.top).toBeCloseTo(20, 2);
    expect(again.width).toBeCloseTo(150, 2);
    expect(again.height).toBeCloseTo(200, 2);
    // A second page that is right changes nothing to speak of.
    const second = await app.call('label.printerMeasure', { printerId: made.id, ...again });
    expect(second.offsetX).toBeCloseTo(first.offsetX, 2);
    expect(await app.call('label.printers', {})).toEqual([second]);
  });

  it('with two numbers only are moved, not stretched', async () => {
    const made = await app.call('label.printerSave', { name: '複合機', tray: '', ...PLAIN });
    const moved = await app.call('label.printerMeasure', { printerId: made.id, left: 21.5, top: 19 });
    expect(moved).toMatchObject({ offsetX: -1.5, offsetY: 1, scaleX: 1, scaleY: 1 });
  });

  it('are not corrected by what no printer does: a page fitted to the paper, a page of another size', async () => {
    const made = await app.call('label.printerSave', { name: '複合機', tray: '', ...PLAIN });
    const measured = { printerId: made.id, left: 20, top: 20 };
    expect(await app.fails('label.printerMeasure', { ...measured, width: 125, height: 200 })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'width' }],
    });
    expect(await app.fails('label.printerMeasure', { ...measured, top: 55 })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'top' }],
    });
    expect(await app.call('label.printers', {})).toEqual([made]);
    // CONTROL: half a percent and a millimetre are what printers do.
    const { scaleX } = await app.call('label.printerMeasure', { ...measured, top: 21.2, width: 149.25 });
    expect(scaleX).toBeCloseTo(1.005, 3);
  });

  it('are told apart by name and tray, and leave their history', async () => {
    const one = await app.call('label.printerSave', { name: '複合機', tray: '手差し', ...PLAIN });
    await app.call('label.printerSave', { name: '複合機', tray: 'トレイ1', ...PLAIN });
    const twin = await app.fails('label.printerSave', { name: '複合機', tray: '手差し', ...PLAIN });
    expect(twin).toMatchObject({ code: 'invalidInput', fields: [{ path: 'name' }] });
    await app.call('label.printerMeasure', { printerId: one.id, left: 21.5, top: 20 });
    await app.call('label.printerRemove', { id: one.id });
    expect((await app.call('label.printers', {})).map(({ tray }) => tray)).toEqual(['トレイ1']);
    expect((await app.fails('label.printerMeasure', { printerId: one.id, left: 20, top: 20 })).code).toBe('notFound');
    const { changes } = await app.call('history.list', {});
    const rows = changes.flatMap((change) => change.rows.map((row) => [row.label, row.before, row.after]));
    expect(rows).toContainEqual(['ラベルのプリンターの右への補正（mm）', '0', '-1.5']);
    expect(rows).toContainEqual(['ラベルのプリンター', '複合機', null]);
  });

  it('get a ruler page, kept among the outputs', async () => {
    const made = await app.call('label.printerSave', { name: '複合機', tray: '手差し', ...PLAIN });
    const page = await app.job('label.calibrate', { sheetId: '28388', printerId: made.id });
    const [output] = await app.call('output.list', {});
    expect(output).toMatchObject({ outputId: page.outputId, kind: 'calibration', rows: 1 });
    expect(output!.about).toContain('複合機・手差し');
    expect((await app.fails('label.calibrate', { sheetId: 'none' })).code).toBe('notFound');
  });
});
