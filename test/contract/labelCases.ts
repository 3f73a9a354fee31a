import type { LabelSheet } from '../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../contract/labelTemplate.ts';
import { asset, type Cases, nothing, unknownId } from './case.ts';

export const SHEET: LabelSheet = {
  id: 'own-sheet',
  name: '10面 86×50mm',
  maker: '',
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

export const TEMPLATE: LabelTemplate = {
  id: 'own-template',
  name: '備品の札',
  target: 'asset',
  kinds: [],
  size: { minWidth: 40, maxWidth: 100, minHeight: 20, maxHeight: 60 },
  notation: 'setting',
  qr: { place: 'right', size: 15 },
  rows: [{ keep: 9, cells: [{ part: 'number', size: 12, minSize: 7, lines: 1, align: 'left' }] }],
};

const PRINTER = { name: '複合機', tray: '手差し', offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 };
const printer = (made: { more: Record<string, string> }) => made.more['printer'] ?? 'none';

/** After label.print: each finds what it needs. */
export const LABEL_CASES = {
  'label.sheetSave': {
    good: () => ({ sheet: SHEET, reason: '購入した用紙' }),
    bad: () => ({ sheet: { ...SHEET, columns: 3 } }),
    code: 'invalidInput',
  },
  'label.sheetRemove': { good: () => ({ id: SHEET.id }), bad: () => ({ id: 'ELM022' }), code: 'inUse' },
  'label.templates': nothing,
  'label.templatePreview': {
    good: () => ({ template: TEMPLATE, sheetId: '28388' }),
    bad: () => ({ template: TEMPLATE, sheetId: 'none' }),
    code: 'notFound',
  },
  'label.templateSave': {
    good: () => ({ template: TEMPLATE, revision: 0 }),
    bad: () => ({ template: TEMPLATE, revision: 5 }),
    code: 'conflict',
  },
  'label.templateRemove': { good: () => ({ id: TEMPLATE.id }), bad: () => unknownId, code: 'notFound' },
  'label.printerSave': {
    good: () => PRINTER,
    keep: (value, made) => {
      made.more['printer'] = value.id;
    },
    bad: () => PRINTER,
    code: 'invalidInput',
  },
  'label.printers': nothing,
  'label.printerMeasure': {
    good: (made) => ({ printerId: printer(made), left: 21, top: 19.5 }),
    bad: () => ({ printerId: 'none', left: 21, top: 19.5 }),
    code: 'notFound',
  },
  'label.calibrate': {
    good: (made) => ({ sheetId: '28388', printerId: printer(made) }),
    bad: () => ({ sheetId: 'none' }),
    code: 'notFound',
  },
  'label.printerRemove': { good: (made) => ({ id: printer(made) }), bad: () => unknownId, code: 'notFound' },
  'label.stale': nothing,
  'label.places': nothing,
  'label.prints': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
} satisfies Cases;
