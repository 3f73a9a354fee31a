import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { ACCOUNT_SCREENS, stepTo, withPeople } from '../support/accountScreens.ts';
import { violations, walk } from '../support/axe.ts';
import { story } from '../support/launch.ts';
import { random } from '../support/random.ts';
import { ROUND_TRIP_SCREENS } from '../support/roundTripScreens.ts';
import { LONGER, report } from '../support/scale.ts';
import { SCREENS, someWork, throughSetup, visit } from '../support/screens.ts';

/**
 * With DAICHO_PICTURES=1 the pictures of README.md and the manual are made anew. `mogrify -strip +dither -colors 64
 * docs/screens/*.png` makes them small.
 */
const PICTURES = process.env['DAICHO_PICTURES'] === '1';
const IN_LIGHT = [
  'setup today assets asset asset-new bulk bin palette import import-check import-sheets import-correct import-duplicate',
  'round-trip',
  'export export-forms history history-number history-health checks settings-backup backup-compare',
  'classify asset-class asset-card approvals rules move move-work labels labels-places label-printer',
  'setup-accounts lock recover password refused settings-accounts-list recovery-code user',
  'settings settings-lists settings-schemes settings-scheme-levels settings-sheet settings-template',
  'settings-own-fields import-own',
].join(' ');
const IN_DARK = 'today assets asset import-check';
/** The day on which the pictures were taken. */
const NOW = '2026-11-23T01:00:00Z';
/** The size that the pictures have and that most screens of the unions' PCs have. */
const USUAL = { width: 1366, height: 768 };

/** 200 % zoom of the usual screen, as a page sees it, and a large screen. */
const OTHER_SIZES = [
  { width: 683, height: 384 },
  { width: 1920, height: 1080 },
] as const;

/** In light everything; in dark only what colours change. */
const THEMES = [
  ['light', undefined],
  ['dark', ['color-contrast', 'link-in-text-block']],
] as const;

async function picture(page: Page, name: string, theme: 'light' | 'dark'): Promise<void> {
  const wanted = theme === 'light' ? IN_LIGHT : IN_DARK;
  if (!PICTURES || !wanted.split(' ').includes(name)) return;
  const path = fileURLToPath(new URL(`../../docs/screens/${name}-${theme}.png`, import.meta.url));
  // The temporary folder of a test says nothing to anyone.
  await page.evaluate(() => {
    const place = document.querySelector('.status-place');
    if (place) place.textContent = '保存先 ~/.local/share/daicho';
  });
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}

/** How far the page can be scrolled sideways, px; a screen never can, only the parts of it that are made for it. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * What takes most of the time and seldom differs from its neighbours, the dark theme, the other sizes and the round by
 * Tab, is looked at in `npm test` on every third screen, drawn by chance, and in a longer run on all of them.
 */
const own = random();
const whole = () => PICTURES || LONGER || own.chance(1 / 3);
const seen = { screens: 0, whole: 0 };
const began = performance.now();
afterAll(() => report('screens', began, { seed: own.seed, ...seen }));

/**
 * Looks at the screen as it stands: in the light theme, and where it is `all`, in the dark one, at other sizes and by
 * keyboard. @returns what is wrong with it, with its name
 */
async function faultsOf(page: Page, name: string, all = whole()): Promise<string[]> {
  const faults: string[] = [];
  seen.screens += 1;
  if (all) seen.whole += 1;
  for (const [colorScheme, rules] of all ? THEMES : THEMES.slice(0, 1)) {
    await page.emulateMedia({ colorScheme });
    await picture(page, name, colorScheme);
    for (const line of await violations(page, rules)) faults.push(`${name}, ${colorScheme}: ${line}`);
  }
  if (all) await page.emulateMedia({ colorScheme: 'light' });
  for (const size of all ? OTHER_SIZES : []) {
    await page.setViewportSize(size);
    const pixels = await sideways(page);
    if (pixels > 0) faults.push(`${name}, ${size.width}×${size.height}: ${pixels} px too wide`);
  }
  if (!all) return faults;
  await page.setViewportSize(USUAL);
  const { unreached, unseen, reached } = await walk(page);
  expect(reached, name).toBeGreaterThan(0);
  faults.push(...unreached.map((html) => `${name}, not reached by Tab: ${html}`));
  faults.push(...unseen.map((html) => `${name}, focus not seen: ${html}`));
  return faults;
}

// In two parts, so that a slow machine does not look like a broken screen.
const HALF = Math.ceil(SCREENS.length / 2);
for (const [part, screens] of [SCREENS.slice(0, HALF), SCREENS.slice(HALF)].entries()) {
  const name = `screens and dialogs, part ${part + 1}: axe in light and dark, Tab, 200 % zoom, large screen`;
  story(name, { register: 'sample', prepare: someWork, now: NOW, timeout: 240_000 }, async (s) => {
    const faults: string[] = [];
    for (const [i, screen] of screens.entries()) {
      await visit(s, screen, screens[i - 1]);
      faults.push(...(await faultsOf(s.page, screen.name)));
    }
    expect(faults.join('\n')).toBe('');
  });
}

story('the round trip: the same', { register: 'sample', now: NOW, timeout: 240_000 }, async (s) => {
  const faults: string[] = [];
  for (const [i, screen] of ROUND_TRIP_SCREENS.entries()) {
    await visit(s, screen, ROUND_TRIP_SCREENS[i - 1]);
    faults.push(...(await faultsOf(s.page, screen.name)));
  }
  expect(faults.join('\n')).toBe('');
});

story('the guided set-up: the same', { register: 'none' }, async ({ page }) => {
  const faults: string[] = [];
  await throughSetup(page, async (name) => faults.push(...(await faultsOf(page, name))));
  await page.getByRole('checkbox', { name: /^利用者を登録し/ }).check();
  faults.push(...(await faultsOf(page, 'setup-accounts')));
  expect(faults.join('\n')).toBe('');
});

story('accounts: the same', { register: 'sample', prepare: withPeople, now: NOW, timeout: 240_000 }, async (s) => {
  const faults: string[] = [];
  for (const screen of ACCOUNT_SCREENS) {
    await stepTo(s, screen);
    faults.push(...(await faultsOf(s.page, screen.name)));
  }
  expect(faults.join('\n')).toBe('');
});

story('CONTROL: planted faults are found', { register: 'sample' }, async ({ page }) => {
  await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
  expect(await faultsOf(page, 'planted', true)).toEqual([]);
  await page.evaluate(() => {
    const planted = (text: string) => Object.assign(document.createElement('button'), { textContent: text });
    const skipped = planted('飛ばされる');
    skipped.tabIndex = -1;
    const unseen = planted('焦点が見えない');
    unseen.style.setProperty('outline', 'none', 'important');
    unseen.style.setProperty('box-shadow', 'none', 'important');
    const pale = planted('薄い');
    pale.style.color = '#ddd';
    pale.style.background = '#fff';
    const wide = document.createElement('div');
    wide.style.cssText = 'position: absolute; left: 0; width: 800px; height: 1px';
    const small = [planted('近'), planted('隣')];
    for (const one of small) one.style.cssText = 'width: 12px; height: 12px; min-height: 0; padding: 0; font-size: 8px';
    document.getElementById('main')!.prepend(planted(''), skipped, unseen, pale, ...small);
    // Also in the frame, which was looked at without it.
    const besides = planted('案内の薄い');
    besides.style.cssText = pale.style.cssText;
    document.querySelector('nav')!.append(besides);
    document.body.append(wide);
  });
  const faults = (await faultsOf(page, 'planted', true)).join('\n');
  for (const words of [
    /light: button-name/,
    /light: color-contrast: .*>薄い/,
    /light: color-contrast: .*案内の薄い/,
    /light: target-size: .*隣/,
    /dark: color-contrast: .*薄い/,
    /683×384: \d+ px too wide/,
    /not reached by Tab: .*飛ばされる/,
    /focus not seen: .*焦点が見えない/,
  ])
    expect(faults).toMatch(words);
  expect(faults.match(/not reached/g)).toHaveLength(1);
});
