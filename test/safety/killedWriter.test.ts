import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkBook } from '../../core/excel/write/check.ts';
import { removeLeftovers, removeNoted } from '../../core/files/leftovers.ts';
import { tempDir } from '../support/app.ts';
import { bundleChild } from '../support/bundle.ts';
import { startNode } from '../support/child.ts';
import { patience, times } from '../support/scale.ts';

/** reliability.md P4: a writer is killed at 200 points; the target is the old file or the whole new one. */
let WRITE: URL;
beforeAll(async () => {
  WRITE = await bundleChild(new URL('./children/writeFiles.ts', import.meta.url));
});
const OLD = 'the old file';
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Place {
  readonly dataDir: string;
  readonly out: string;
}

/** Two cores: two writers at a time, each with folders of its own. */
let places: Place[];
beforeEach(() => {
  places = [0, 1].map(() => {
    const dataDir = tempDir();
    mkdirSync(join(dataDir, 'outputs'));
    writeFileSync(join(dataDir, 'outputs', '元.xlsx'), randomContent());
    return { dataDir, out: tempDir() };
  });
});
afterEach(() => {
  for (const { dataDir, out } of places) for (const dir of [dataDir, out]) rmSync(dir, { recursive: true });
});

/** 1 MB in which every part differs. */
const randomContent = () =>
  Buffer.concat(Array.from({ length: 32_768 }, (_, i) => Buffer.from(sha256(Buffer.of(i)).slice(0, 32))));

/** Works through a list at two places at a time. */
async function atBoth<T>(list: readonly T[], work: (place: Place, one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(
    places.map(async (place) => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(place, one);
    }),
  );
}

const isBook = (path: string) =>
  checkBook(path, []).then(
    () => true,
    () => false,
  );

/** Old or new? @throws when the target is neither, or a leftover stays after what the next start does */
async function settled({ dataDir, out }: Place, where: string): Promise<'old' | 'new'> {
  const target = join(out, '台帳.xlsx');
  const bytes = readFileSync(target);
  const isOld = bytes.equals(Buffer.from(OLD));
  const wanted = readFileSync(join(dataDir, 'outputs', '元.xlsx'));
  if (!isOld && !bytes.equals(wanted)) expect(await isBook(target), where).toBe(true);
  expect(readFileSync(join(dataDir, 'outputs', '元.xlsx')).length, where).toBe(wanted.length);
  // The data folder is here the place where books are made, too.
  await removeLeftovers(out);
  await removeNoted(dataDir);
  expect(readdirSync(out), where).toEqual(['台帳.xlsx']);
  return isOld ? 'old' : 'new';
}

it.each([
  ['hand', 1],
  ['book', 9],
] as const)(
  'a writer (%s) killed within each of its calls leaves the old file or the whole new one',
  async (what, step) => {
    const outcomes = { old: 0, new: 0 };
    let end = Number.POSITIVE_INFINITY;
    await atBoth(
      Array.from({ length: 200 }, (_, i) => 1 + i * step),
      async (place, at) => {
        if (at >= end) return;
        writeFileSync(join(place.out, '台帳.xlsx'), OLD);
        const child = startNode(WRITE, [place.dataDir, place.out, what, String(at)]);
        const said: string[] = [];
        for await (const line of child.lines()) said.push(line);
        if (said.includes('done')) end = Math.min(end, at);
        else outcomes[await settled(place, `killed within call ${at}`)] += 1;
      },
    );
    expect(end).toBeLessThan(200);
    expect(outcomes.old).toBeGreaterThan(8);
    // The last calls make the new name durable: the file is there already.
    if (step === 1) expect(outcomes.new).toBeGreaterThan(0);
  },
);

it('control: a writer in place, killed within its copy, leaves neither', async () => {
  const [place] = places;
  const target = join(place!.out, '台帳.xlsx');
  writeFileSync(target, OLD);
  const child = startNode(WRITE, [place!.dataDir, place!.out, 'in place', '1']);
  for await (const line of child.lines()) expect(line).toBe('ready');
  const { length } = readFileSync(target);
  expect(length).toBeGreaterThan(OLD.length);
  expect(length).toBeLessThan(readFileSync(join(place!.dataDir, 'outputs', '元.xlsx')).length);
});

it(
  'a writer that never stops is killed at any moment, and leaves the old file or the whole new one',
  async () => {
    const outcomes = { old: 0, new: 0 };
    await atBoth(
      Array.from({ length: times(16) }, (_, i) => i),
      async (place, round) => {
        writeFileSync(join(place.out, '台帳.xlsx'), OLD);
        const child = startNode(WRITE, [place.dataDir, place.out, 'hand', 'for ever']);
        await child.line();
        // Every second one dies within a later write, however slow the machine is.
        if (round % 2 === 1) await child.line();
        await sleep(Math.random() * 25);
        await child.kill();
        outcomes[await settled(place, `round ${round}`)] += 1;
      },
    );
    expect(outcomes.old).toBeGreaterThan(1);
    expect(outcomes.new).toBeGreaterThan(3);
  },
  patience(120_000),
);
