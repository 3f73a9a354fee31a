import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../core/app.ts';
import { openRegister } from '../../db/open.ts';
import { newRegister, openApp, testPorts } from '../support/app.ts';
import { bundleChild } from '../support/bundle.ts';
import { startNode } from '../support/child.ts';
import { closedRegister } from '../support/files.ts';
import { times } from '../support/scale.ts';

let HOLD: URL;
const open = (dataDir: string) => createApp({ dataDir, ports: testPorts(), who: '後の人' });

let dir: string;
beforeAll(async () => {
  HOLD = await bundleChild(new URL('./children/hold.ts', import.meta.url));
  dir = await closedRegister((test) =>
    test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } }),
  );
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('one owner', () => {
  it('refuses a second one within a second, naming who and since when', async () => {
    const holder = startNode(HOLD, [dir, '葦沼 恵']);
    expect(await holder.line()).toBe('open');
    const started = performance.now();
    const refusal = await open(dir).then(
      () => null,
      (error: unknown) => error,
    );
    expect(performance.now() - started).toBeLessThan(1000);
    expect(refusal).toMatchObject({ code: 'ownedElsewhere' });
    expect((refusal as { detail: string }).detail).toMatch(/開いている人: 葦沼 恵（.+、\d+月\d+日 \d\d:\d\d から）/);
    await holder.kill();
  });

  it('refuses a second one in the same process too', async () => {
    const first = await openApp(dir);
    await expect(open(dir)).rejects.toMatchObject({ code: 'ownedElsewhere' });
    expect((await first.call('asset.counts', {})).total).toBe(1);
    await first.app.close();
  });

  it('lets a new owner in within a second after the old one was killed, each time', async () => {
    for (let i = 0; i < times(3); i += 1) {
      const holder = startNode(HOLD, [dir]);
      expect(await holder.line()).toBe('open');
      if (i === 0) await expect(open(dir)).rejects.toMatchObject({ code: 'ownedElsewhere' });
      await holder.kill();
      const started = performance.now();
      const app = await open(dir);
      expect(performance.now() - started).toBeLessThan(1000);
      await app.close();
    }
  });

  it('lets its own worker threads read meanwhile', async () => {
    const test = await newRegister();
    await test.call('asset.register', { kind: 'information', values: { name: '収集計画' } });
    const ledger = await test.job('ledger.export', { filter: {} });
    expect(ledger.rows).toBe(1);
    expect((await test.job('register.verify', {})).ok).toBe(true);
    // Still owned after the workers have closed their connections.
    await expect(open(test.dir)).rejects.toMatchObject({ code: 'ownedElsewhere' });
    await test.close();
  });

  it('control: without the lock two would open the register and write', async () => {
    const holder = startNode(HOLD, [dir]);
    expect(await holder.line()).toBe('open');
    const second = openRegister(dir, { now: new Date() });
    expect(second.prepare("update asset set note = '二人目' where id = 1").run().changes).toBe(1);
    second.close();
    await holder.kill();
  });
});
