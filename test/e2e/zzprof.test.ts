import { test } from 'vitest';
import { violations, walk } from '../support/axe.ts';
import { launch } from '../support/launch.ts';
import { SCREENS, someWork } from '../support/screens.ts';

test('prof', { timeout: 280_000 }, async () => {
  const t0 = performance.now();
  const a = await launch({ register: 'sample', prepare: someWork });
  console.log('launch', Math.round(performance.now() - t0), process.cpuUsage());
  const sum: Record<string, number> = {};
  const at = async <T>(name: string, work: () => Promise<T>) => {
    const t = performance.now();
    const c = process.cpuUsage();
    const r = await work();
    const d = process.cpuUsage(c);
    sum[`cpu-${name}`] = (sum[`cpu-${name}`] ?? 0) + (d.user + d.system) / 1000;
    sum[name] = (sum[name] ?? 0) + performance.now() - t;
    return r;
  };
  const cdp = await a.page.context().newCDPSession(a.page);
  const metrics = async () =>
    Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m: any) => [m.name, m.value]));
  await cdp.send('Performance.enable');
  for (const screen of SCREENS.slice(0, 24).filter((_, i) => i % 3 === 1)) {
    const m0 = await metrics();
    
    await at('v-goto', async () => { await a.page.evaluate((path) => history.replaceState(null, '', `#${path}`), screen.path); await a.page.reload(); });
    await at('v-open', () => screen.open(a.page, a));
    await at('v-fonts', () => a.page.evaluate(() => document.fonts.ready.then(() => undefined)));
    if (screen.name === 'assets')
      console.log(
        await a.page.evaluate(() =>
          performance
            .getEntriesByType('resource')
            .map(
              (e: any) => `${Math.round(e.startTime)} ${Math.round(e.duration)} ${e.transferSize} ${e.name.slice(-50)}`,
            )
            .join('\n'),
        ),
      );
    const m1 = await metrics();
    await at('axe', () => violations(a.page));
    await at('media', () => a.page.emulateMedia({ colorScheme: 'dark' }));
    await at('axedark', () => violations(a.page, ['color-contrast', 'link-in-text-block']));
    await at('media', () => a.page.emulateMedia({ colorScheme: 'light' }));
    await at('size', async () => {
      for (const s of [
        { width: 683, height: 384 },
        { width: 1920, height: 1080 },
        { width: 1366, height: 768 },
      ]) {
        await a.page.setViewportSize(s);
        await a.page.evaluate(() => document.documentElement.scrollWidth);
      }
    });
    const w = await at('walk', () => walk(a.page));
    console.log(
      screen.name,
      w.reached,
      'script',
      (m1.ScriptDuration - m0.ScriptDuration).toFixed(2),
      'layout',
      (m1.LayoutDuration - m0.LayoutDuration).toFixed(2),
      'task',
      (m1.TaskDuration - m0.TaskDuration).toFixed(2),
    );
  }
  console.log(
    Object.entries(sum)
      .map(([k, v]) => `${k} ${Math.round(v)}`)
      .join(', '),
  );
  await a.close();
});
