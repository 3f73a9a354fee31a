import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { candidates } from '../../core/recovery/search.ts';
import { openApp } from '../support/app.ts';
import { closedRegister } from '../support/files.ts';
import { type Cases, nothing } from './case.ts';

/** A sound register that is older than what was saved last, and a backup of it: recovery works, and a person may accept it. */
export async function olderRegister(): Promise<string> {
  const dir = await closedRegister(async (test) => {
    await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
  });
  const older = readFileSync(join(dir, 'register.sqlite'));
  const test = await openApp(dir);
  await test.call('asset.register', { kind: 'hardware', values: { name: '予備の端末' } });
  await test.app.close();
  writeFileSync(join(dir, 'register.sqlite'), older);
  return dir;
}

export const RECOVERY_CASES = {
  'recovery.look': { ...nothing, on: 'older' },
  'recovery.search': {
    on: 'older',
    good: () => ({}),
    bad: () => ({ from: '/'.repeat(1001) }),
    code: 'invalidInput',
  },
  'recovery.retry': { ...nothing, on: 'older' },
  'recovery.view': {
    on: 'older',
    good: () => ({ what: 'register' }),
    bad: () => ({ what: 'backup', id: 'nobody' }),
    code: 'notFound',
  },
  'recovery.export': { ...nothing, on: 'older' },
  'recovery.endView': { ...nothing, on: 'older' },
  'recovery.accept': {
    on: 'older',
    good: () => ({ reason: '控えを手で戻したため' }),
    bad: () => ({ reason: ' ' }),
    code: 'invalidInput',
  },
  'recovery.restore': {
    on: 'restore',
    good: (made) => ({ id: candidates({ dataDir: made.more['dir']!, from: null, password: undefined })[0]!.id }),
    bad: () => ({ id: 'nobody' }),
    code: 'notReady',
  },
} satisfies Cases;
