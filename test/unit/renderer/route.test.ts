import { expect, test } from 'vitest';
import { hrefAsset, hrefAssets, hrefClassify, hrefNewAsset, hrefScreen, parseRoute } from '../../../renderer/route.ts';

const path = (href: string) => href.slice(1);

test.each([
  ['', { screen: 'today' }],
  ['/today', { screen: 'today' }],
  ['/nowhere', { screen: 'today' }],
  ['/assets', { screen: 'assets', kind: null, binned: false, preset: null }],
  ['/assets/hardware', { screen: 'assets', kind: 'hardware', binned: false, preset: null }],
  ['/assets/bin', { screen: 'assets', kind: null, binned: true, preset: null }],
  ['/assets/furniture', { screen: 'assets', kind: null, binned: false, preset: null }],
  ['/asset/26', { screen: 'asset', id: '26' }],
  ['/asset/new', { screen: 'newAsset', kind: null, copyOf: null }],
  ['/asset/new/medium?copyOf=7', { screen: 'newAsset', kind: 'medium', copyOf: '7' }],
  ['/classify', { screen: 'classify', id: null }],
  ['/classify/26', { screen: 'classify', id: '26' }],
  ['/labels', { screen: 'labels', part: null }],
  ['/settings/masters', { screen: 'settings', part: 'masters' }],
  ['/settings/schemes/ipa-3', { screen: 'settings', part: 'schemes', item: 'ipa-3' }],
])('%s is read', (text, route) => {
  expect(parseRoute(text)).toEqual(route);
});

test('every address that is made is read back as what it was made for', () => {
  expect(parseRoute(path(hrefAsset('a/b?c')))).toEqual({ screen: 'asset', id: 'a/b?c' });
  expect(parseRoute(path(hrefClassify('a/b?c')))).toEqual({ screen: 'classify', id: 'a/b?c' });
  expect(parseRoute(path(hrefNewAsset('document', 'x&y')))).toEqual({
    screen: 'newAsset',
    kind: 'document',
    copyOf: 'x&y',
  });
  expect(parseRoute(path(hrefScreen('history', '点検')))).toEqual({ screen: 'history', part: '点検' });
  expect(parseRoute(path(hrefScreen('settings', 'scheme-edit', 'a/b')))).toEqual({
    screen: 'settings',
    part: 'scheme-edit',
    item: 'a/b',
  });
  const filter = { query: '計量 & 100%', filters: { group: ['g?1', ''] }, incomplete: true };
  expect(parseRoute(path(hrefAssets('system', filter)))).toMatchObject({ kind: 'system', preset: filter });
});

test('a broken filter in an address is no filter, and does not stop the screen', () => {
  expect(parseRoute('/assets?filter=%7Bbroken')).toMatchObject({ screen: 'assets', preset: null });
  expect(parseRoute('/assets?filter=1')).toMatchObject({ preset: null });
});
