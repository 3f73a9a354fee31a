import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { dataArgument, dataDir } from '../../../core/dataDir.ts';

it.each([
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\suigo', 'D:\\Local\\Daicho'],
  ['win32', {}, 'C:\\Users\\suigo', 'C:\\Users\\suigo\\AppData\\Local\\Daicho'],
  ['darwin', {}, '/Users/suigo', '/Users/suigo/Library/Application Support/Daicho'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/suigo', '/data/daicho'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/suigo', '/home/suigo/.local/share/daicho'],
  ['linux', {}, '/home/suigo', '/home/suigo/.local/share/daicho'],
] as const)('the per-user folder on %s with %j', (platform, env, home, expected) => {
  expect(dataDir({ platform, env, home })).toBe(expected);
});

it('--data goes before DAICHO_DATA, which goes before the per-user folder', () => {
  const env = { DAICHO_DATA: '/from-env' };
  expect(dataDir({ data: '/from-flag', env, platform: 'linux', home: '/h' })).toBe(resolve('/from-flag'));
  expect(dataDir({ env, platform: 'linux', home: '/h' })).toBe(resolve('/from-env'));
  expect(dataDir({ env: { DAICHO_DATA: '' }, platform: 'linux', home: '/h' })).toBe('/h/.local/share/daicho');
});

it('reads --data in both spellings', () => {
  expect(dataArgument(['--host', '--data', 'x'])).toBe('x');
  expect(dataArgument(['--data=y z', '--host'])).toBe('y z');
  expect(dataArgument(['--data'])).toBeUndefined();
  expect(dataArgument(['--database=z'])).toBeUndefined();
});
