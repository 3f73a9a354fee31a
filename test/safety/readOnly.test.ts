import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MESSAGES } from '../../contract/messages.ts';
import { tempDir } from '../support/app.ts';
import { startNode } from '../support/child.ts';
import { closedRegister, registerFiles } from '../support/files.ts';

const ATTEMPT = new URL('./children/attempt.ts', import.meta.url);
/** Root may write everywhere, so that the attempt is made as nobody. */
const NOBODY = process.getuid?.() === 0 ? 65534 : undefined;

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) {
    chmodSync(dir, 0o700);
    rmSync(dir, { recursive: true, force: true });
  }
});

async function attempt(
  dir: string,
  prepare: () => void,
): Promise<{ opened: boolean; code: string | null; line: string }> {
  dirs.push(dir);
  if (NOBODY !== undefined)
    for (const path of [dir, ...readdirSync(dir).map((name) => join(dir, name))]) chownSync(path, NOBODY, NOBODY);
  prepare();
  const child = startNode(ATTEMPT, [dir], NOBODY === undefined ? {} : { uid: NOBODY });
  return JSON.parse(await child.line()) as Awaited<ReturnType<typeof attempt>>;
}

// Windows has no such mode bits; there the same error codes come from the access rights of the folder.
describe.runIf(process.platform !== 'win32')('a place that can only be read', () => {
  it('says so of a register in it, in Japanese, and leaves it as it is', async () => {
    const dir = await closedRegister();
    const before = registerFiles(dir);
    const result = await attempt(dir, () => {
      for (const name of readdirSync(dir)) chmodSync(join(dir, name), 0o444);
      chmodSync(dir, 0o555);
    });
    // The app is there, with the way out; nothing can be saved.
    expect(result).toMatchObject({ opened: true, code: 'readOnly' });
    expect(result.line).toContain(MESSAGES.readOnly.what);
    expect(registerFiles(dir)).toEqual(before);
  });

  it('refuses to begin a new register in it', async () => {
    const dir = tempDir();
    const result = await attempt(dir, () => chmodSync(dir, 0o555));
    expect(result).toMatchObject({ opened: false, code: 'readOnly' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('refuses to make the folder itself in it', async () => {
    const dir = tempDir();
    dirs.push(dir);
    chmodSync(dir, 0o755);
    mkdirSync(join(dir, 'locked'));
    chmodSync(join(dir, 'locked'), 0o555);
    const child = startNode(ATTEMPT, [join(dir, 'locked', 'new')], NOBODY === undefined ? {} : { uid: NOBODY });
    expect(JSON.parse(await child.line())).toMatchObject({ opened: false, code: 'readOnly' });
  });

  it('says so when only the file is read-only, and saves nothing', async () => {
    const dir = await closedRegister();
    const result = await attempt(dir, () => chmodSync(join(dir, 'register.sqlite'), 0o444));
    expect(result).toMatchObject({ code: 'readOnly' });
    expect(result.line).toContain(MESSAGES.readOnly.what);
  });

  it('control: the same attempt saves where it may write', async () => {
    expect(await attempt(await closedRegister(), () => undefined)).toEqual({ opened: true, code: null, line: '' });
  });
});
