import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import fs, { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lookAt, writeAtomically } from '../../../core/files/atomic.ts';
import { temporaryFolder } from '../excel-write/support.ts';

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

test('a target that another program holds for 3 s is replaced all the same', async () => {
  const rename = fs.rename;
  const until = performance.now() + 3_000;
  let refused = 0;
  vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
    if (performance.now() >= until) return rename(from, to);
    refused += 1;
    throw osError('EBUSY');
  });
  await writeAtomically(target, put('new'));
  expect(refused).toBeGreaterThan(4);
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
}, 10_000);

describe('a target that somebody else wrote meanwhile', () => {
  const refused = { name: 'DaichoError', code: 'targetChanged', detail: '「台帳.xlsx」' };
  const theirs = ['theirs', 'old and more', 'odl'];

  test.each(theirs)('keeps their content (%s)', async (content) => {
    const writing = writeAtomically(target, async (path) => {
      await writeFile(path, 'new');
      // A file system that tells time in steps of 2 s shows no other time than before.
      const { atime, mtime } = statSync(target);
      writeFileSync(target, content);
      utimesSync(target, atime, mtime);
    });
    await expect(writing).rejects.toMatchObject(refused);
    expect(readFileSync(target, 'utf8')).toBe(content);
    expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
  });

  test('keeps it where there was none, where theirs was moved there, and where it was taken away', async () => {
    const other = join(folder.path, 'new.xlsx');
    const appearing = writeAtomically(other, async (path) => {
      await writeFile(path, 'new');
      writeFileSync(other, 'theirs');
    });
    await expect(appearing).rejects.toMatchObject({ code: 'targetChanged' });
    expect(readFileSync(other, 'utf8')).toBe('theirs');

    const moved = writeAtomically(target, async (path) => {
      await writeFile(path, 'new');
      renameSync(other, target);
    });
    await expect(moved).rejects.toMatchObject(refused);
    expect(readFileSync(target, 'utf8')).toBe('theirs');

    const taken = writeAtomically(target, async (path) => {
      await writeFile(path, 'new');
      rmSync(target);
    });
    await expect(taken).rejects.toMatchObject(refused);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('keeps it when they write while they hold it', async () => {
    const rename = fs.rename;
    let tries = 0;
    vi.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
      tries += 1;
      if (tries > 2) return rename(from, to);
      if (tries === 2) writeFileSync(target, 'theirs');
      throw osError('EBUSY');
    });
    await expect(writeAtomically(target, put('new'))).rejects.toMatchObject(refused);
    expect(tries).toBe(2);
    expect(readFileSync(target, 'utf8')).toBe('theirs');
  });

  test('keeps it when the person chose the place before', async () => {
    const seen = await lookAt(target);
    writeFileSync(target, 'theirs');
    await expect(writeAtomically(target, put('new'), undefined, { seen })).rejects.toMatchObject(refused);
    expect(readFileSync(target, 'utf8')).toBe('theirs');
  });

  test('control: looked at, or saved again with the same content, it is replaced', async () => {
    const seen = await lookAt(target);
    writeFileSync(target, 'old');
    await writeAtomically(target, put('new'), undefined, { seen });
    expect(readFileSync(target, 'utf8')).toBe('new');
    await writeAtomically(target, put('newer'));
    expect(readFileSync(target, 'utf8')).toBe('newer');
  });
});

test('a folder or a device under the name of the target is refused at once', async () => {
  mkdirSync(join(folder.path, 'ordner'));
  const device = process.platform === 'win32' ? [] : ['/dev/null'];
  for (const path of [join(folder.path, 'ordner'), ...device])
    await expect(writeAtomically(path, put('new'))).rejects.toMatchObject({ code: 'readOnly' });
});

test('a folder that goes while the file is written is folderGone', async () => {
  const inside = join(folder.path, 'stick');
  mkdirSync(inside);
  const writing = writeAtomically(join(inside, 'a.xlsx'), async (path) => {
    await writeFile(path, 'new');
    rmSync(inside, { recursive: true });
  });
  await expect(writing).rejects.toMatchObject({ code: 'folderGone' });
});

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
