import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import fs, { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeAtomically } from '../../../core/files/atomic.ts';
import { temporaryFolder } from './support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let target: string;
beforeEach(() => {
  folder = temporaryFolder();
  target = join(folder.path, '台帳.xlsx');
  writeFileSync(target, 'old');
});
afterEach(() => {
  vi.restoreAllMocks();
  folder.remove();
});

const osError = (code: string) => Object.assign(new Error(code), { code });
const put = (content: string) => async (path: string) => writeFile(path, content);

/** The target is untouched and nothing else lies in the folder. */
function expectUntouched() {
  expect(readFileSync(target, 'utf8')).toBe('old');
  expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
}

test('replaces the target, returns the result, leaves no temp file', async () => {
  let temp = '';
  const result = await writeAtomically(target, async (path) => {
    temp = path;
    await writeFile(path, 'new');
    return 7;
  });
  expect(result).toBe(7);
  expect(temp.startsWith(join(folder.path, '.~台帳.xlsx.'))).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
});

test('makes a new file, also with a name of 80 Japanese characters', async () => {
  const long = join(folder.path, `${'長'.repeat(80)}.xlsx`);
  await writeAtomically(long, put('new'));
  expect(readFileSync(long, 'utf8')).toBe('new');
});

test('a failing writer leaves the target', async () => {
  const failing = writeAtomically(target, async (path) => {
    await writeFile(path, 'half');
    throw new Error('generator broke');
  });
  await expect(failing).rejects.toThrow('generator broke');
  expectUntouched();
});

test('a failing check leaves the target', async () => {
  const failing = writeAtomically(target, put('bad'), async (path) => {
    throw new Error(`not good: ${readFileSync(path, 'utf8')}`);
  });
  await expect(failing).rejects.toThrow('not good: bad');
  expectUntouched();
});

test.each([
  ['ENOSPC', 'diskFull'],
  ['EACCES', 'readOnly'],
  ['EROFS', 'readOnly'],
  ['EBUSY', 'fileInUse'],
])('%s while writing is %s', async (system, code) => {
  const failing = writeAtomically(target, async (path) => {
    await writeFile(path, 'half');
    throw osError(system);
  });
  await expect(failing).rejects.toMatchObject({ name: 'DaichoError', code });
  expectUntouched();
});

test('a target locked for a moment is replaced all the same', async () => {
  const rename = fs.rename;
  let tries = 0;
  vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
    tries += 1;
    if (tries <= 4) throw osError(['EPERM', 'EBUSY', 'EACCES'][tries % 3]!);
    return rename(from, to);
  });
  await writeAtomically(target, put('new'));
  expect(tries).toBe(5);
  expect(readFileSync(target, 'utf8')).toBe('new');
});

test('a target locked for longer is fileInUse after about 5 s', async () => {
  vi.spyOn(fs, 'rename').mockRejectedValue(osError('EPERM'));
  const start = Date.now();
  await expect(writeAtomically(target, put('new'))).rejects.toMatchObject({ code: 'fileInUse' });
  expect(Date.now() - start).toBeGreaterThan(4_000);
  expect(Date.now() - start).toBeLessThan(6_000);
  expectUntouched();
}, 10_000);

test('a write-protected target is respected', async () => {
  chmodSync(target, 0o444);
  await expect(writeAtomically(target, put('new'))).rejects.toMatchObject({ code: 'readOnly' });
  expectUntouched();
});

test('a missing folder is folderGone', async () => {
  await expect(writeAtomically(join(folder.path, 'ない', 'a.xlsx'), put('x'))).rejects.toMatchObject({
    code: 'folderGone',
  });
});

test('temp files of dead writers go after a day, living ones and strangers stay', async () => {
  const dead = join(folder.path, '.~台帳.xlsx.000000000000.tmp');
  const living = join(folder.path, '.~台帳.xlsx.111111111111.tmp');
  const stranger = join(folder.path, '.~別.xlsx.000000000000.tmp');
  for (const file of [dead, living, stranger]) writeFileSync(file, 'x');
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  for (const file of [dead, stranger]) utimesSync(file, twoDaysAgo, twoDaysAgo);
  await writeAtomically(target, put('new'));
  expect(readdirSync(folder.path).sort()).toEqual(
    ['.~台帳.xlsx.111111111111.tmp', '.~別.xlsx.000000000000.tmp', '台帳.xlsx'].sort(),
  );
});

test('a killed process leaves the old or the new content, never a part', async () => {
  const size = 200_000;
  const source = `
    import { writeAtomically } from ${JSON.stringify(new URL('../../../core/files/atomic.ts', import.meta.url).href)};
    import { open } from 'node:fs/promises';
    process.stdout.write('go');
    for (let round = 0; ; round += 1) {
      const block = Buffer.alloc(${size / 10}, 97 + (round % 26));
      await writeAtomically(${JSON.stringify(target)}, async (path) => {
        const file = await open(path, 'w');
        for (let part = 0; part < 10; part += 1) await file.write(block);
        await file.close();
      });
    }`;
  let replaced = 0;
  for (let kill = 0; kill < 6; kill += 1) {
    writeFileSync(target, 'old');
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await sleep(5 + kill * 13);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const content = readFileSync(target, 'utf8');
    if (content === 'old') continue;
    replaced += 1;
    expect(content).toBe(content[0]!.repeat(size));
  }
  // Otherwise every kill came before the first write and the loop proved nothing.
  expect(replaced).toBeGreaterThan(0);
}, 30_000);
