import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DaichoError } from '../contract/errors.ts';

/** As much as an import takes (core/importing/commands.ts). */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file that someone named on the command line, whole and as it stood at one moment.
 * @throws DaichoError fileUnreadable, fileTooLarge, fileInUse, each saying why
 */
export async function readLedgerFile(path: string): Promise<Buffer> {
  const name = `「${basename(path).slice(0, 100)}」`;
  const unreadable = (why: string) => new DaichoError('fileUnreadable', `${name}${why}`);
  try {
    // Before it is opened: opening a pipe waits for its writer for ever.
    const before = await stat(path);
    if (before.isDirectory()) throw unreadable('はフォルダです。中のファイルを指定してください。');
    if (!before.isFile()) throw unreadable('は、ふつうのファイルではありません。');
    if (before.size > MAX_BYTES)
      throw new DaichoError('fileTooLarge', `${name}の大きさが上限（${MAX_BYTES / 1024 / 1024}MB）を超えています。`);
    const file = await open(path);
    try {
      // One byte more than there should be tells a file that grows.
      const bytes = Buffer.alloc(before.size + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length);
        length += bytesRead;
        if (bytesRead === 0 || length === bytes.length) break;
      }
      const after = await file.stat();
      if (length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
        throw unreadable('は、読んでいる間に書きかえられました。保存が終わるのを待って、もう一度行ってください。');
      return bytes.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof DaichoError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EBUSY') throw new DaichoError('fileInUse', `${name}を開けません。`);
    if (code === 'EACCES' || code === 'EPERM') throw unreadable('を読む許可がありません。');
    throw unreadable('が見つからないか、開けません。');
  }
}
