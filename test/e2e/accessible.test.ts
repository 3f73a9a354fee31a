import { expect } from 'vitest';
import { violations, walk } from '../support/axe.ts';
import { story } from '../support/launch.ts';
import { SCREENS, throughSetup, visit } from '../support/screens.ts';

/** In light everything; in dark only what colours change. */
const THEMES = [
  ['light', undefined],
  ['dark', ['color-contrast', 'link-in-text-block']],
] as const;

story('axe finds nothing serious on any screen or dialog, in light and in dark', { register: 'sample' }, async (s) => {
  const found: string[] = [];
  for (const screen of SCREENS) {
    const t0=Date.now();await visit(s, screen);const t1=Date.now();
    for (const [colorScheme, rules] of THEMES) {
      await s.page.emulateMedia({ colorScheme });
      for (const line of await violations(s.page, rules)) found.push(`${screen.name} ${colorScheme} ${line}`);
    } console.log(screen.name, t1-t0, Date.now()-t1);
  }
  expect(found.join('\n')).toBe('');
});

story('axe finds nothing serious in the guided set-up', { register: 'none' }, async ({ page }) => {
  const found: string[] = [];
  await throughSetup(page, async (name) => {
    for (const [colorScheme, rules] of THEMES) {
      await page.emulateMedia({ colorScheme });
      for (const line of await violations(page, rules)) found.push(`${name} ${colorScheme} ${line}`);
    }
  });
  expect(found.join('\n')).toBe('');
});

story('every button, link and field of every screen is reached by Tab, and seen to be', { register: 'sample' }, async (s) => {
  const found: string[] = [];
  for (const screen of SCREENS) {
    await visit(s, screen);
    const { unreached, unseen, reached } = await walk(s.page);
    expect(reached, screen.name).toBeGreaterThan(2);
    found.push(...unreached.map((html) => `${screen.name} not reached: ${html}`));
    found.push(...unseen.map((html) => `${screen.name} focus not seen: ${html}`));
  }
  expect([...new Set(found)].join('\n')).toBe('');
});

story('CONTROL: planted faults are found by both checks', { register: 'sample' }, async ({ page }) => {
  await page.getByRole('heading', { name: '台帳の件数' }).waitFor();
  await page.evaluate(() => {
    const nameless = document.createElement('button');
    const skipped = document.createElement('button');
    skipped.textContent = '飛ばされるボタン';
    skipped.tabIndex = -1;
    const unseen = document.createElement('button');
    unseen.textContent = '見えない焦点';
    unseen.style.setProperty('outline', 'none', 'important');
    unseen.style.setProperty('box-shadow', 'none', 'important');
    document.getElementById('main')!.prepend(nameless, skipped, unseen);
  });
  expect((await violations(page)).join('\n')).toContain('button-name');
  const { unreached, unseen } = await walk(page);
  expect(unreached).toHaveLength(1);
  expect(unreached[0]).toContain('飛ばされるボタン');
  expect(unseen).toHaveLength(1);
  expect(unseen[0]).toContain('見えない焦点');
});
