import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRegister, openApp, tempDir } from '../support/app.ts';
import { bundleChild } from '../support/bundle.ts';
import { type Child, startNode } from '../support/child.ts';
import { contents, verifyNow } from '../support/files.ts';
import { random } from '../support/random.ts';
import { LONGER } from '../support/scale.ts';
import { startOnSmallDisk, startWithFileLimit } from '../support/smallDisk.ts';
import type { Try } from './children/fullDisk.ts';

/** reliability.md P3 on disks that are really full: a small one that is mounted, and the largest file that the system allows. */
let FULL_DISK: URL;
const OLD_VERSION = fileURLToPath(new URL('../fixtures/registers/register-v0001.sqlite', import.meta.url));
const OLD = 'the old file';

/** A closed register and a file to hand over: what every try begins with. */
let original: string;
beforeAll(async () => {
  FULL_DISK = await bundleChild(new URL('./children/fullDisk.ts', import.meta.url));
  original = tempDir();
  const test = await newRegister();
  for (let i = 0; i < 30; i += 1)
    await test.call('asset.register', { kind: 'hardware', values: { name: `端末${i}`, note: '備考'.repeat(100) } });
  writeFileSync(join(original, '元.pdf'), '%PDF'.repeat(75_000));
  await test.app.close();
  renameSync(test.dir, join(original, 'data'));
});
afterAll(() => rmSync(original, { recursive: true }));

async function tries(child: Child): Promise<Try[]> {
  const all: Try[] = [];
  for (let line = await child.line(); line !== 'end'; line = await child.line()) all.push(JSON.parse(line) as Try);
  return all;
}

// Two cores: two disks at a time.
describe.concurrent('a disk of 4 MB with less and more room', () => {
  it.for([
    ['register', 'bulk', 'card', 'hand'],
    ['import', 'ledger', 'migration'],
  ])('%s: the old state or the whole new one, in words, and on it goes', async (names, ctx) => {
    const dir = tempDir();
    const child = startOnSmallDisk(FULL_DISK, dir, 4 << 20, ['fill', original, OLD_VERSION, ...names]);
    if (!child) return ctx.skip('not run here: this machine lets nobody mount a disk of their own');
    const all = await tries(child);
    for (const one of all) expect(one.wrong, `${one.operation} with ${one.room} bytes`).toEqual([]);
    for (const name of names) {
      const own = all.filter(({ operation }) => operation === name);
      const refused = own.filter(({ code }) => code !== null).length;
      expect(refused, `${name}: ${own.map(({ room }) => room)}`).toBeGreaterThan(LONGER ? 3 : 1);
      expect(own.at(-1), name).toMatchObject({ code: null });
    }
    rmSync(dir, { recursive: true });
  });
});

// POSIX has this limit for everybody; Windows has none like it.
describe.runIf(process.platform !== 'win32').concurrent('a largest file', () => {
  /** Refused at each of so many blocks of 512 bytes, of which `npm test` takes one; more than enough are the control. */
  const LIMITS = { bulk: [64, 256], import: [64, 256], ledger: [20, 64], hand: [64, 256] };
  const ENOUGH = 100_000;

  it.for(Object.entries(LIMITS))('%s: the old state or the whole new one, in words', async ([name, limits]) => {
    for (const blocks of [...(LONGER ? limits : [random().pick(limits)]), ENOUGH]) {
      const dir = tempDir();
      cpSync(join(original, 'data'), join(dir, 'data'), { recursive: true });
      mkdirSync(join(dir, 'out'));
      writeFileSync(join(dir, 'out', '台帳.pdf'), OLD);
      const [one] = await tries(startWithFileLimit(FULL_DISK, blocks, [dir, 'limit', original, OLD_VERSION, name])!);
      const code = blocks === ENOUGH ? null : expect.any(String);
      expect(one, `${blocks} blocks`).toMatchObject({ wrong: [], code });
      const test = await openApp(join(dir, 'data'));
      const { total } = await test.call('asset.counts', {});
      expect(total).toBe(blocks === ENOUGH && name === 'import' ? 70 : 30);
      await test.app.close();
      expect(verifyNow(join(dir, 'data'))).toMatchObject({ ok: true });
      rmSync(dir, { recursive: true });
    }
  });
});

// Windows has no such mode bits; there the same error codes come from the access rights of the folder.
describe.runIf(process.platform !== 'win32')('a folder that can only be read', () => {
  /** Root may write everywhere, so that the attempt is made as nobody. */
  const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

  it.each([
    ['hand', 'out', 0o555, 'readOnly'],
    ['ledger', 'data/outputs', 0o555, 'readOnly'],
    ['card', 'data/outputs', 0o555, 'readOnly'],
    ['hand', 'out', 0o755, null],
    ['ledger', 'data/outputs', 0o755, null],
  ])('%s into %s with the rights %o ends with %s', async (name, folder, rights, code) => {
    const dir = tempDir();
    cpSync(join(original, 'data'), join(dir, 'data'), { recursive: true });
    cpSync(join(original, '元.pdf'), join(dir, '元.pdf'));
    mkdirSync(join(dir, 'out'));
    mkdirSync(join(dir, 'data', 'outputs'), { recursive: true });
    writeFileSync(join(dir, 'out', '台帳.pdf'), OLD);
    if (nobody.uid) {
      const all = [dir, ...readdirSync(dir, { recursive: true }).map((one) => join(dir, String(one)))];
      for (const path of all) chownSync(path, nobody.uid, nobody.uid);
    }
    chmodSync(join(dir, folder), rights);
    const before = contents([join(dir, 'out'), join(dir, 'data', 'outputs')]);
    const [one] = await tries(startNode(FULL_DISK, [dir, 'limit', dir, OLD_VERSION, name], nobody));
    expect(one).toMatchObject({ wrong: [], code });
    const after = contents([join(dir, 'out'), join(dir, 'data', 'outputs')]);
    if (code) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
    chmodSync(join(dir, folder), 0o755);
    rmSync(dir, { recursive: true });
  });
});
