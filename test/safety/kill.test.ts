import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApp } from '../support/app.ts';
import { startNode } from '../support/child.ts';
import { closedRegister } from '../support/files.ts';

const WRITE = new URL('./children/write.ts', import.meta.url);
const ROUNDS = 30;

it(`loses nothing that was acknowledged in ${ROUNDS} kills in the middle of writing`, async () => {
  const dir = await closedRegister();
  const acknowledged = new Map<string, string>();
  /** What was asked for when the kill came: may have happened, or not. */
  const open = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = startNode(WRITE, [dir, String(round)]);
    expect(await child.line()).toBe('open');
    const stopAt = Math.floor(Math.random() * 40);
    let seen = 0;
    let killed: Promise<void> | null = null;
    for await (const line of child.lines()) {
      const [mark = '', name = '', value = ''] = line.split(' ');
      if (mark === '?') open.set(name, value);
      if (mark === '!') {
        acknowledged.set(name, value);
        open.delete(name);
      }
      seen += 1;
      if (seen > stopAt) killed ??= child.kill();
    }
    await killed;
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);

  const test = await openApp(dir);
  const rows = new Map<string, string>();
  for (const binned of [false, true]) {
    for (let offset = 0; ; offset += 1000) {
      const page = await test.call('asset.list', { binned, offset, limit: 1000, columns: ['name', 'note'] });
      for (const { values } of page.rows) rows.set(String(values['name']), binned ? '-' : String(values['note']));
      if (page.rows.length < 1000) break;
    }
  }
  for (const [name, value] of acknowledged) expect([value, open.get(name)], name).toContain(rows.get(name));
  // Nothing else came into being either.
  for (const name of rows.keys()) expect(acknowledged.has(name) || open.has(name), name).toBe(true);
  expect(await test.job('register.verify', {})).toMatchObject({ ok: true, problems: [], assets: rows.size });
  await test.app.close();
  rmSync(dir, { recursive: true });
});
