import { expect, test } from 'vitest';
import { createRegisterSchema, type SetupProposal } from '../../../contract/register.ts';
import { createInput, draftOf, nextCode, type SetupDraft, stepProblem } from '../../../renderer/setup/draft.ts';

const PROPOSAL: SetupProposal = {
  bodies: [
    { id: 'body.manager', label: '管理者' },
    { id: 'body.assembly', label: '議会' },
  ],
  groups: [
    { label: '総務グループ', code: '01', bodyId: 'body.manager' },
    { label: '議会事務局', code: '02', bodyId: 'body.assembly' },
  ],
  schemes: [{ id: 'municipal-2024', name: '新しい分類', note: '' }],
};
const filled = (part: Partial<SetupDraft> = {}): SetupDraft => ({
  ...draftOf(PROPOSAL),
  unionName: ' 水郷組合 ',
  ...part,
});
const group = (key: number, label: string, code: string) => ({ key, label, code, bodyId: 'body.manager' });

test('a filled-in draft has no problem and is a valid request', () => {
  expect([0, 1, 2, 3, 4].map((step) => stepProblem(filled(), step))).toEqual([null, null, null, null, null]);
  const input = createInput(filled({ post: '主任', name: ' 髙﨑 ' }));
  expect(createRegisterSchema.parse(input)).toMatchObject({
    unionName: '水郷組合',
    operator: { post: '主任', name: '髙﨑' },
  });
  expect(input.groups).toHaveLength(2);
});

test('each step says what is missing', () => {
  expect(stepProblem(filled({ unionName: '　' }), 0)).toMatch('名前');
  expect(stepProblem(filled({ bodyIds: [] }), 1)).toMatch('実施機関');
  expect(stepProblem(filled({ groups: [] }), 2)).toMatch('グループ');
  expect(stepProblem(filled({ groups: [group(1, '総務', '01'), group(2, '業務', '01')] }), 2)).toMatch('番号 01');
  expect(stepProblem(filled({ groups: [group(1, '総務', ' ')] }), 2)).toMatch('番号が空いて');
});

test('accounts need a name and a password that nobody guesses; without them neither is asked for', () => {
  const of = (part: Partial<SetupDraft>) => stepProblem(filled({ accounts: true, name: '髙﨑', ...part }), 4);
  expect(of({ password: '計量棟の 古い 時計 まで' })).toBeNull();
  expect(of({ password: '計量棟の 古い 時計 まで', name: ' ' })).toMatch('氏名');
  expect(of({ password: '水郷組合水郷組合123456' })).toMatch('当てられる');
  expect(of({ password: '短い' })).toMatch('12文字');
  expect(stepProblem(filled({ name: '' }), 4)).toBeNull();
});

test('groups of a body that the union lacks, and rows without a name, are left out', () => {
  const draft = filled({ bodyIds: ['body.manager'], groups: [...draftOf(PROPOSAL).groups, group(9, ' ', '')] });
  expect(stepProblem(draft, 2)).toBeNull();
  expect(createInput(draft).groups?.map((one) => one.label)).toEqual(['総務グループ']);
});

test('a new row gets the next free code', () => {
  expect(nextCode([group(1, '', '01'), group(2, '', '03')])).toBe('02');
  expect(nextCode([])).toBe('01');
});
