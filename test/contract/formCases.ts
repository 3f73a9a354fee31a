import type { Form } from '../../contract/form.ts';
import { FORMS } from '../../core/presets/forms.ts';
import { unionForm } from '../support/unionForm.ts';
import { type Cases, nothing, unknownId } from './case.ts';

export const OWN_FORM: Form = {
  ...FORMS.find((form) => form.id === 'preset.hardware')!,
  id: 'own-form',
  name: '端末の一覧',
  formNumber: '様式第2号（第4条関係）',
};

const filter = {};
const wrongColumn = { ...OWN_FORM, columns: [{ ...OWN_FORM.columns[0]!, field: 'constructor' }] };

/** A form is saved, used, and taken away again. */
export const FORM_CASES = {
  'form.list': nothing,
  'form.save': {
    good: () => ({ form: OWN_FORM, revision: 0 }),
    bad: () => ({ form: OWN_FORM, revision: 5 }),
    code: 'conflict',
  },
  'form.preview': {
    good: () => ({ form: OWN_FORM, filter }),
    bad: () => ({ form: wrongColumn, filter }),
    code: 'invalidInput',
  },
  'form.letters': {
    good: () => ({ formId: OWN_FORM.id, filter }),
    bad: () => ({ formId: 'preset.counts', filter }),
    code: 'invalidInput',
  },
  'form.export': {
    good: () => ({ formId: OWN_FORM.id, filter }),
    bad: () => ({ formId: 'none', filter }),
    code: 'notFound',
  },
  'form.addTemplate': {
    good: () => ({ name: '管理簿', fileName: '管理簿.xlsx', base64: Buffer.from(unionForm()).toString('base64') }),
    bad: () => ({ name: '端末の一覧', fileName: '管理簿.xlsx', base64: '' }),
    code: 'invalidInput',
  },
  'form.remove': { good: () => ({ id: 'preset.hardware' }), bad: () => unknownId, code: 'notFound' },
  'form.restore': { good: () => ({ id: 'preset.hardware' }), bad: () => ({ id: 'preset.ipa' }), code: 'notFound' },
} satisfies Cases;
