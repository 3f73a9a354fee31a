import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, installElectron } from '../../../build/electronBinary.mjs';
import { nodeProblem } from '../../../build/nodeGuard.mjs';
import { asarFiles, contentProblems, EXPECTED_FUSES, fuseProblems } from '../../../build/packageCheck.mjs';
import { isStale, timeOf, timesOf } from '../../../build/stale.mjs';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daicho-build-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('node guard', () => {
  it.each([
    ['24.21.0', '10'],
    ['22.18.0', '10'],
    ['26.10.0', '11'],
  ])('Node %s with Node-API %s will do', (node, napi) => {
    expect(nodeProblem({ node, napi })).toBeNull();
  });

  it.each([
    ['20.20.2', '10'],
    ['22.17.9', '10'],
    ['22.18.0', '9'],
    ['18.0.0', undefined],
  ])('Node %s with Node-API %s is refused in both languages', (node, napi) => {
    const words = nodeProblem(napi === undefined ? { node } : { node, napi });
    expect(words).toContain(`この Node（${node}）では動きません`);
    expect(words).toContain('is too old');
  });
});

describe('stale build', () => {
  it('is one that is missing or older than any source', () => {
    expect(isStale(null, [])).toBe(true);
    expect(isStale(100, [1, 99, 100])).toBe(false);
    expect(isStale(100, [1, 101])).toBe(true);
  });

  it('looks into folders and notices a deleted source', async () => {
    const source = join(dir, 'src', 'deep', 'a.ts');
    await mkdir(join(dir, 'src', 'deep'), { recursive: true });
    await writeFile(source, '');
    const old = new Date(1_000_000);
    for (const path of [source, join(dir, 'src', 'deep'), join(dir, 'src')]) await utimes(path, old, old);
    expect(timesOf([join(dir, 'src'), join(dir, 'missing')])).toEqual([1_000_000, 1_000_000, 1_000_000]);
    await rm(source);
    expect(Math.max(...timesOf([join(dir, 'src')]))).toBeGreaterThan(1_000_000);
    expect(timeOf(join(dir, 'missing'))).toBeNull();
  });
});

describe('Electron program', () => {
  /** An electron package whose installer does what `script` says. */
  async function electronPackage(script: string): Promise<string> {
    const home = join(dir, 'node_modules', 'electron');
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'package.json'), '{"version":"1.2.3"}');
    const note = `require('fs').appendFileSync(${JSON.stringify(join(dir, 'tries'))}, 'x');`;
    await writeFile(join(home, 'install.js'), note + script);
    return home;
  }
  const tries = async () => (await readFile(join(dir, 'tries'), 'utf8').catch(() => '')).length;
  const said: string[] = [];
  const options = { again: false, say: (line: string) => said.push(line), silence: 1000 };

  it('is null when nothing is installed, and the path when it is', async () => {
    const home = await electronPackage('');
    expect(electronBinary(dir)).toBeNull();
    await mkdir(join(home, 'dist'));
    await writeFile(join(home, 'path.txt'), 'electron');
    expect(electronBinary(dir)).toBeNull();
    await writeFile(join(home, 'dist', 'electron'), '');
    expect(electronBinary(dir)).toBe(join(home, 'dist', 'electron'));
  });

  it('a failed installer is not asked a second time, unless told to', async () => {
    await electronPackage('process.exit(1)');
    expect(await installElectron(dir, options)).toBeNull();
    expect(await installElectron(dir, options)).toBeNull();
    expect(await tries()).toBe(1);
    await installElectron(dir, { ...options, again: true });
    expect(await tries()).toBe(2);
  });

  it('a silent installer is stopped, one that is still loading is not', { timeout: 15_000 }, async () => {
    await electronPackage('setInterval(() => {}, 1000)');
    const began = performance.now();
    expect(await installElectron(dir, options)).toBeNull();
    expect(performance.now() - began).toBeLessThan(4000);

    await electronPackage(`
      const fs = require('fs'), path = require('path'), file = path.join(require('os').tmpdir(), 'electron.zip');
      let n = 0;
      setInterval(() => {
        fs.appendFileSync(file, 'data');
        if (++n < 8) return;
        fs.mkdirSync(path.join(__dirname, 'dist'));
        fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '');
        fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');
        process.exit(0);
      }, 300);`);
    expect(await installElectron(dir, { ...options, again: true })).toBe(
      join(dir, 'node_modules/electron/dist/electron'),
    );
    expect(said).toContain('Electron を取り込んでいます…（はじめの一回だけです）');
  });
});

describe('the packaged app is looked at', () => {
  const program = (wire: string) =>
    Buffer.from(`code\ndL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001${String.fromCharCode(wire.length)}${wire}more`, 'latin1');

  it('all nine fuses have to stand as decided', () => {
    expect(fuseProblems(program('010011001'))).toEqual([]);
    expect(fuseProblems(program('110011000'))).toEqual(['runAsNode is 1, not 0', 'wasmTrapHandlers is 0, not 1']);
    expect(fuseProblems(program('01001100'))).toEqual(['wasmTrapHandlers is missing, not 1']);
    expect(fuseProblems(program('0100110011'))).toEqual(['1 unknown fuse(s)']);
    expect(fuseProblems(Buffer.from('no program'))).toEqual(['no fuses in this program']);
  });

  it('the packaging settings name the eight fuses that the packager knows', async () => {
    const settings = await readFile(new URL('../../../build/electron-builder.yml', import.meta.url), 'utf8');
    const fuses = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(settings)?.[1] ?? '';
    const values = fuses
      .trim()
      .split('\n')
      .map((line) => (line.endsWith(': true') ? '1' : '0'))
      .join('');
    // In the packager's own order: cookieEncryption second, as in the wire.
    expect(values).toBe(Object.values(EXPECTED_FUSES).slice(0, 8).join(''));
  });

  it('lists an archive and finds what must not, and what must, be inside', () => {
    const header = JSON.stringify({ files: { 'package.json': { size: 1 }, test: { files: { 'a.ts': { size: 1 } } } } });
    const archive = Buffer.alloc(16 + Buffer.byteLength(header));
    archive.writeUInt32LE(Buffer.byteLength(header), 12);
    archive.write(header, 16);
    expect(asarFiles(archive)).toEqual(['package.json', 'test/a.ts']);

    const good = [
      ...['main', 'preload', 'worker'].map((name) => `out/electron/${name}.cjs`),
      'out/electron/files.json',
      'out/renderer/index.html',
      ...['biz-udgothic', 'noto-sans-jp'].map((font) => `out/fonts/${font}/unicode.json`),
      'package.json',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ];
    expect(contentProblems(good)).toEqual([]);
    expect(contentProblems([...good, 'test/a.ts', '.npmrc'])).toEqual([
      'must not be packaged: test/a.ts',
      'must not be packaged: .npmrc',
    ]);
    expect(contentProblems(good.slice(1))).toEqual(['missing: out/electron/main.cjs']);
    expect(contentProblems([...good, 'node_modules/better-sqlite3/prebuilds/win32-x64.node'])).toEqual([
      '2 native parts instead of 1',
    ]);
  });
});
