/** A worker's entry that stays inside SQLite's own code, as in the check of a large file, until a lock is given up. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const port = parentPort!;
port.on('message', () => {
  port.postMessage({ type: 'progress', phase: '検査', done: 0, total: null });
  const { dataDir } = workerData as { dataDir: string };
  const db = new Database(join(dataDir, 'locked.sqlite'), { timeout: 120_000 });
  db.exec('BEGIN IMMEDIATE');
  db.close();
  port.postMessage({ type: 'done', result: null });
});
