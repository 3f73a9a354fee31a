/**
 * A worker's entry that stays inside SQLite's own code, as in the check of a large file, until a lock is given up; its
 * answer is its id. What is to be written it begins, and never ends.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, threadId } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { WorkerOrder } from '../../core/jobs/worker.ts';
import { tempPathFor } from '../../db/wholeFile.ts';

const port = parentPort!;
port.on('message', (order: WorkerOrder) => {
  if (order.type !== 'work') return;
  const writes = 'path' in order.request;
  if (writes) writeFileSync(tempPathFor(order.request.path), 'half');
  port.postMessage({ type: 'progress', phase: '検査', done: 0, total: null });
  if (writes) return;
  const db = new Database(join(order.dataDir, 'locked.sqlite'), { timeout: 120_000 });
  db.exec('BEGIN IMMEDIATE');
  db.close();
  port.postMessage({ type: 'done', result: threadId });
});
