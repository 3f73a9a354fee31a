import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registerDamage } from '../../core/register/soundness.ts';
import { openApp, type TestApp, tempDir } from './app.ts';
import { withSql } from './files.ts';

/** An asset that the backup holds, and one that was registered after it. */
export const IN_BACKUP = '計量棟の控えの端末';
export const AFTER_BACKUP = 'そのあとで入れた端末';

/**
 * A closed register whose file was damaged on the disk: one bit of an asset's name in its table, its history whole. One
 * backup lies beside it, and a change was made after it. @returns its data folder
 */
export async function damagedRegister(
  prepare: (test: TestApp) => Promise<unknown> = async () => undefined,
): Promise<string> {
  const dir = tempDir();
  const test = await openApp(dir);
  await test.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
  await test.call('operator.set', { name: '葦沼 恵', post: '総務グループ主任' });
  await test.call('asset.register', { kind: 'hardware', values: { name: IN_BACKUP } });
  await prepare(test);
  const { fileName } = await test.job('backup.make', {});
  await test.call('asset.register', { kind: 'hardware', values: { name: AFTER_BACKUP } });
  await test.app.close();
  // Closing has made a newer one.
  const backups = join(dir, 'backups');
  for (const name of readdirSync(backups)) if (name !== fileName) rmSync(join(backups, name));
  damageName(dir, IN_BACKUP);
  return dir;
}

/**
 * Leaves a closed register as a power cut does in the midst of a transaction that works with a rollback journal: some of
 * its pages are in the file already, the pages before them in the journal beside it.
 */
export function cutInTransaction(dir: string): void {
  const cut = tempDir();
  const files = ['register.sqlite', 'register.sqlite-journal'];
  withSql(dir, (db) => {
    db.pragma('journal_mode = DELETE');
    // So that it has to write before it is committed.
    db.pragma('cache_size = 1');
    db.exec("begin immediate; update asset set name = name || 'と途中';");
    for (const name of files) copyFileSync(join(dir, name), join(cut, name));
    db.exec('rollback');
  });
  for (const name of files) copyFileSync(join(cut, name), join(dir, name));
  rmSync(cut, { recursive: true });
}

/** Flips one bit of an asset's name in its table, the history left whole. */
export function damageName(dir: string, name: string): void {
  flipBit(join(dir, 'register.sqlite'), name, () => registerDamage(dir)[0]?.code === 'rows');
}

/** Flips one bit where the file holds those words, at the first place where `found` says that it is the one meant. */
function flipBit(file: string, words: string, found: () => boolean): void {
  const sound = readFileSync(file);
  for (let at = sound.indexOf(words); at >= 0; at = sound.indexOf(words, at + 1)) {
    const bytes = Buffer.from(sound);
    bytes[at + 2]! ^= 1;
    writeFileSync(file, bytes);
    if (found()) return;
  }
  throw new Error('the words stand nowhere');
}
