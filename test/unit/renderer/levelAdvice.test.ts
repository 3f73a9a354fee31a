import { expect, test } from 'vitest';
import { SCHEMES } from '../../../core/presets/schemes.ts';
import { adviceFor } from '../../../renderer/asset/levelAdvice.ts';

const scheme = SCHEMES.find((one) => one.id === 'municipal-2024')!;
const D3 = {
  ruleId: 'D3',
  key: 'confidentiality',
  severity: 'error',
  assetId: '1',
  number: 'IS-1',
  name: '計量システム',
  fieldId: 'confidentiality',
  message: '機密性が「自治体機密性2」ですが、中の「名簿」は「自治体機密性3B」です。',
} as const;
const situation = { scheme, chosen: '', stored: '', personalData: [], findings: [] };
const confidentiality = (part: Partial<Parameters<typeof adviceFor>[1]>) =>
  adviceFor('confidentiality', { ...situation, ...part });

test('personal data ask for a level, and it can be chosen at once (D5)', () => {
  const least = scheme.personalMinimum.specific!;
  const personalData = ['personal.specific'];
  expect(confidentiality({ personalData })).toMatchObject([{ code: least }]);
  const [said] = confidentiality({ personalData, chosen: '1' });
  expect(said?.code).toBe(least);
  expect(said?.message).toContain('以上が必要です');
  expect(confidentiality({ personalData, chosen: least })).toEqual([]);
  expect(adviceFor('integrity', { ...situation, personalData })).toEqual([]);
});

test('what is held here and classified higher is said at its axis, until a stricter level is chosen (D3)', () => {
  const findings = [D3, { ...D3, ruleId: 'D5' }];
  expect(confidentiality({ findings, stored: '2', chosen: '2' })).toEqual([{ message: D3.message, code: null }]);
  expect(confidentiality({ findings, stored: '2', chosen: '1' })).toHaveLength(1);
  expect(confidentiality({ findings, stored: '2', chosen: '3B' })).toEqual([]);
  expect(adviceFor('availability', { ...situation, findings })).toEqual([]);
});
