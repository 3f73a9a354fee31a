import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../host/cli.ts';
import { tempDir } from '../support/app.ts';
import { closedRegister, registerFiles } from '../support/files.ts';

/** Where the command line is told to write: a wrong place costs a message, never the register. */
let dir: string;
let out: string;
let said: string;
beforeEach(async () => {
  dir = await closedRegister((test) => test.call('asset.register', { kind: 'hardware', values: { name: '端末' } }));
  out = tempDir();
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
  rmSync(out, { recursive: true });
});

const exportTo = (target: string) => runCommand(['export', '--out', target, '--data', dir]);

describe('an export over what the app keeps in the data folder', () => {
  it.each(['register.sqlite', 'register.sqlite-wal', 'owner.lock', 'REGISTER.SQLITE', 'outputs/new.xlsx'])(
    'as %s is refused, and the register stays as it is',
    async (name) => {
      mkdirSync(join(dir, 'outputs'), { recursive: true });
      symlinkSync(dir, join(out, 'link'));
      const before = registerFiles(dir)['register.sqlite']!.sha256;
      for (const target of [join(dir, name), join(out, 'link', name)]) {
        expect(await exportTo(target)).toBe(1);
        expect(said).toMatch(/台帳そのもののファイル/);
      }
      expect(registerFiles(dir)['register.sqlite']!.sha256).toBe(before);
      expect(await runCommand(['verify', '--data', dir])).toBe(0);
    },
  );

  it('control: beside them and elsewhere it is written', async () => {
    expect(await exportTo(join(out, '..台帳\n*?".xlsx'))).toBe(0);
    expect(await exportTo(join(dir, '台帳.xlsx'))).toBe(0);
    expect(readdirSync(out)).toEqual(['..台帳\n*?".xlsx']);
  });
});

describe('a place that cannot be', () => {
  it('is told in Japanese, without a reference number', async () => {
    writeFileSync(join(out, 'file'), '');
    mkdirSync(join(out, 'folder'));
    const places = [
      join(out, 'none', 'a.xlsx'),
      join(out, 'file', 'a.xlsx'),
      join(out, 'folder'),
      join(out, 'a'.repeat(300)),
    ];
    for (const place of places) {
      said = '';
      expect(await exportTo(place)).toBe(1);
      expect(said).toMatch(/。/);
      expect(said).not.toMatch(/参照番号|\/tmp/);
    }
    expect(readdirSync(out).sort()).toEqual(['file', 'folder']);
  });

  it('holds for the data folder too', async () => {
    writeFileSync(join(out, 'file'), '');
    for (const data of [join(out, 'file'), join(out, 'file', 'x'), join(out, 'a'.repeat(300))]) {
      said = '';
      expect(await runCommand(['list', '--data', data])).toBe(1);
      expect(said).toMatch(/保存先に書きこめません/);
    }
    expect(existsSync(join(out, 'file'))).toBe(true);
  });
});
