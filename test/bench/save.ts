import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { AssetDetail } from '../../contract/asset.ts';
import { createApp } from '../../core/app.ts';
import { type Figure, median, percentile } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, quietPorts } from './register.ts';

/** One save as the screen does it (checks, values, history, search text, index) beside the barest durable insert. */
export async function measureSave({ dir, assets, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    // A person has the list open while saving: its order is kept up to date by each save.
    for (const field of ['number', 'name']) await call(app, 'asset.list', { sort: { field } });
    const bare = bareInsert(copy);
    // Changes wait for the first check of the file; it is no part of a save.
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const update: number[] = [];
    const register: number[] = [];
    const insert: number[] = [];
    for (let i = 0; i < rows; i += 1) {
      const id = String(1 + ((i * 7919) % assets));
      const before = await call<AssetDetail>(app, 'asset.get', { id });
      const values = {
        note: `点検を行い、異常なし。記録${i}`,
        stocktakenOn: '2026-11-23',
        summary: `担当者の変更に伴い見直し ${i}`,
      };
      update.push(
        await timed(() => call(app, 'asset.update', { id, revision: before.revision, values, reason: '棚卸' })),
      );
      const {
        number: _,
        registeredOn: __,
        updatedOn: ___,
        updatedBy: ____,
        formerNumber: _____,
        ...copied
      } = before.values;
      register.push(
        await timed(() =>
          call(app, 'asset.register', { kind: before.kind, values: { ...copied, name: `複写した資産${i}` } }),
        ),
      );
      insert.push(await timed(async () => bare(JSON.stringify(before.values))));
    }
    await app.close();
    const reference = (share: number) => ({
      what: 'bare insert, WAL and synchronous FULL',
      value: percentile(insert, share),
    });
    const pair = (name: string, sample: readonly number[]): Figure[] => [
      { name: `${name}, p50 of ${rows}`, unit: 'ms', ours: median(sample), reference: reference(0.5) },
      { name: `${name}, p95`, unit: 'ms', ours: percentile(sample, 0.95), reference: reference(0.95) },
    ];
    return [
      ...pair('save: change 3 values of an asset, with history', update),
      ...pair('save: register an asset, with history', register),
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function bareInsert(dir: string): (text: string) => void {
  const db = new Database(join(dir, 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table row (id integer primary key, text text)');
  const insert = db.prepare('insert into row (text) values (?)');
  return (text) => insert.run(text);
}
