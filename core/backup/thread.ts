import type { Context } from '../context.ts';
import { inWorker, type JobHandle } from '../jobs/run.ts';
import type { BackupAnswers, BackupWork } from './work.ts';

const MEMORY_MB = 512;

/** Works on backups in a thread. @throws DaichoError what the work throws; cancelled */
export function inThread<T extends BackupWork>(
  context: Context,
  work: T,
  handle: JobHandle,
): Promise<BackupAnswers[T['type']]> {
  return inWorker(context.dataDir, work, handle, { memoryMb: MEMORY_MB });
}
