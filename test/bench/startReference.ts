import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { MeasureInput } from './measures.ts';
import type { StartMoments } from './start.ts';

const now = () => performance.timeOrigin + performance.now();

/** The least a program can do: open the file, count, read the first hundred rows in order. */
export async function startReference({ dir }: MeasureInput): Promise<StartMoments> {
  const loaded = now();
  const db = new Database(join(dir, 'register.sqlite'), { readonly: true });
  const opened = now();
  db.prepare('select count(*) from asset where binned = 0').get();
  db.prepare('select * from asset where binned = 0 order by number limit 100').all();
  return { node: performance.timeOrigin, loaded, opened, listed: now() };
}
