import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { LabelPrinter, LabelSheetInfo, LabelTemplateInfo } from '../../../contract/label.ts';
import { drawOne } from '../../../core/label/draw.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { specimen } from '../../../core/label/specimen.ts';
import { templateFor } from '../../../core/label/templates.ts';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import { firstChoice } from '../../../renderer/AssetChoice.tsx';
import { type LabelDraft, requestOf } from '../../../renderer/labels/labelDraft.ts';
import { SvgPage } from '../../../renderer/labels/SvgPage.tsx';

const sheet = (id: string): LabelSheetInfo => ({
  ...LABEL_SHEETS.find((one) => one.id === id)!,
  title: id,
  preset: true,
  notes: [],
  start: 1,
  skip: [],
  printerId: null,
  last: false,
});
const templates: LabelTemplateInfo[] = LABEL_TEMPLATES.map((one) => ({ ...one, revision: 0, preset: true }));
const tray: LabelPrinter = {
  id: 'p1',
  name: '複合機',
  tray: '手差し',
  offsetX: 1,
  offsetY: 0,
  scaleX: 1,
  scaleY: 1,
  measuredAt: null,
};
const draft: LabelDraft = {
  what: 'asset',
  assets: firstChoice(null, 'filter'),
  leftOut: [],
  placeIds: [],
  erased: { on: null, method: '', person: '' },
  copies: 1,
  order: 'given',
  templateId: 'L1-98',
  sheetId: null,
  printerId: 'p1',
  cells: {},
};
const assets = { filter: {}, staleIds: [] };

test('what the screen no longer offers is not asked for: a template of another size, a printer that was removed', () => {
  const choices = { templates, printers: [tray] };
  expect(requestOf(draft, sheet('ELM005'), assets, choices)).toMatchObject({ templateId: 'L1-98', printerId: 'p1' });
  expect(requestOf(draft, sheet('ELM022'), assets, choices)).not.toHaveProperty('templateId');
  expect(requestOf(draft, sheet('ELM005'), assets, { ...choices, printers: [] })).not.toHaveProperty('printerId');
});

test('the printer of the last print on a sheet is used on it again, unless another or none is chosen', () => {
  const printers = [tray, { ...tray, id: 'p2' }];
  const printerOn = (chosen: string | null | undefined, remembered: string | null) =>
    requestOf({ ...draft, printerId: chosen }, { ...sheet('ELM022'), printerId: remembered }, assets, {
      templates,
      printers,
    })?.printerId;
  expect(printerOn(undefined, 'p2')).toBe('p2');
  expect(printerOn(undefined, null)).toBeUndefined();
  expect(printerOn('p1', 'p2')).toBe('p1');
  expect(printerOn(null, 'p2')).toBeUndefined();
});

test('a round label is drawn with its edge', () => {
  const round = sheet('QL-R24');
  const template = templateFor(LABEL_TEMPLATES, 'asset', 'hardware', round);
  const { svg } = drawOne(round, { content: specimen('asset', 'usual'), template }, { notation: 'neutral' });
  expect(renderToStaticMarkup(createElement(SvgPage, { svg, name: '見本', className: '' }))).toMatch(
    /<ellipse cx="1200" cy="1200" rx="1200" ry="1200"/,
  );
});
