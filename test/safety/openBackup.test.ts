import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKey } from '../../core/backup/key.ts';
import { makeBackup } from '../../core/backup/make.ts';
import { registerPath } from '../../db/open.ts';
import { newRegister, type TestApp, tempDir } from '../support/app.ts';

/** docs/open_backup.mjs knows nothing of the app: what it gets out shows that docs/控えの形式.md says everything. */
const SCRIPT = fileURLToPath(new URL('../../docs/open_backup.mjs', import.meta.url));
const PASSWORD = 'ガラスの計量棟 2026';
const ASSETS = 40;
const order = { title: null, now: new Date('2026-11-23T01:02:03Z'), appVersion: '0', attachments: [] };

let test: TestApp;
let work: string;
let plain: string;
let sealed: string;
beforeAll(async () => {
  test = await newRegister();
  work = tempDir();
  for (let i = 0; i < ASSETS; i += 1)
    await test.call('asset.register', {
      kind: 'hardware',
      values: { name: '髙﨑𠮷の端末', note: '長い'.repeat(2000) },
    });
  const db = new Database(registerPath(test.dir), { readonly: true });
  const made = makeBackup(db, work, { ...order, why: 'manual', key: null });
  plain = made.path;
  // In several chunks when it is encrypted.
  expect(made.manifest.bytes).toBeGreaterThan(1024 * 1024);
  sealed = makeBackup(db, work, { ...order, why: 'auto', key: await newKey(PASSWORD) }).path;
  db.close();
});
afterAll(async () => {
  await test.close();
  rmSync(work, { recursive: true });
});

function open(from: string, password = ''): { status: number | null; said: string; to: string } {
  const to = join(work, 'out.sqlite');
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, from, to], {
    input: `${password}\n`,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr, to };
}

function nameIn(path: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('select distinct name from asset').pluck().get();
  } finally {
    db.close();
  }
}

it('the script takes the register out of a plain and of an encrypted backup', () => {
  // The same password, its marks typed apart.
  for (const [from, password] of [
    [plain, ''],
    [sealed, PASSWORD.normalize('NFD')],
  ] as const) {
    const { status, said, to } = open(from, password);
    expect(said).toContain(`資産${ASSETS}件`);
    expect(status).toBe(0);
    expect(nameIn(to)).toBe('髙﨑𠮷の端末');
    // What stands there is never overwritten.
    expect(open(from, password)).toMatchObject({ status: 1 });
    rmSync(to);
  }
});

it('CONTROL: another password, one bit, no backup: nothing comes out', () => {
  expect(open(sealed, 'ガラスの計量棟 2027')).toMatchObject({
    status: 1,
    said: expect.stringContaining('パスワードが違います'),
  });
  const bytes = readFileSync(plain);
  bytes[bytes.length >> 1]! ^= 1;
  const rotten = join(work, 'rotten');
  writeFileSync(rotten, bytes);
  expect(open(rotten)).toMatchObject({ status: 1, said: expect.stringContaining('壊れています') });
  expect(open(SCRIPT)).toMatchObject({ status: 1, said: expect.stringContaining('控えのファイルではありません') });
  expect(() => readFileSync(join(work, 'out.sqlite'))).toThrow('ENOENT');
});
