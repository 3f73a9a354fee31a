import { CHAIN_START, type ChainedEntry, entryHash } from '../../db/chain.ts';
import { chainedEntries } from '../../db/history.ts';
import { newRegister, type TestApp } from './app.ts';
import { withSql } from './files.ts';

export type Entry = ChainedEntry & { hash: string };

/** A register with work of many kinds in it. @returns its folder; closed */
export async function workedRegister(entries: number): Promise<string> {
  const test: TestApp = await newRegister();
  const count = () => withSql(test.dir, (db) => db.prepare('select count(*) from history').pluck().get() as number);
  for (let i = 0; count() < entries; i += 1) {
    const one = await test.call('asset.register', {
      kind: i % 2 ? 'information' : 'hardware',
      values: { name: `資産${i}`, confidentiality: '2', note: `備考 ${i} 𠮷` },
      reason: '棚卸',
    });
    await test.call('asset.update', {
      id: one.id,
      revision: 1,
      values: { note: `${i}回目`, stocktakenOn: '2026-04-01' },
    });
    if (i % 3 === 0) await test.call('operator.set', { name: `葦沼 ${i}`, post: '主任' });
    if (i % 5 === 0) await test.call('change.undo', { changeId: one.changeId }).catch(() => undefined);
    if (i % 7 === 0) await test.call('setting.save', { reviewMonths: 6 + (i % 12) });
  }
  await test.app.close();
  return test.dir;
}

export function entriesIn(dir: string): Entry[] {
  return withSql(dir, (db) => [...chainedEntries(db)]);
}

/** All hashes made anew from the place `from` on: what a forger with our own program can do. */
export function rechained(entries: readonly Entry[], from: number): Entry[] {
  let hash = entries[from - 1]?.hash ?? CHAIN_START;
  return entries.map((entry, index) => {
    if (index < from) return entry;
    const moved = { ...entry, seq: index + 1 };
    hash = entryHash(hash, moved);
    return { ...moved, hash };
  });
}
