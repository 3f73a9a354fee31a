import { fileAsBase64 } from './fileBytes.ts';
import type { JobRunner } from './job.ts';

/** Largest file that an import takes, bytes (contract/importing.ts: 32 MiB). */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/**
 * The bytes of a file that a person chose, for the job that reads it. What is too large or cannot be read is that job's
 * failure, with the file's name.
 * @returns null when it failed
 */
export async function fileForJob(
  job: JobRunner,
  file: File,
  phase: string,
): Promise<{ readonly fileName: string; readonly base64: string } | null> {
  const detail = `「${file.name}」`;
  if (file.size > MAX_FILE_BYTES) {
    job.set({ failure: { code: 'fileTooLarge', detail } });
    return null;
  }
  job.set({ progress: { phase, done: 0, total: null }, failure: null });
  try {
    return { fileName: file.name, base64: await fileAsBase64(file) };
  } catch {
    job.set({ progress: null, failure: { code: 'fileUnreadable', detail } });
    return null;
  }
}
