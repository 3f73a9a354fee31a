import fs from 'node:fs/promises';
import { DaichoError } from '../../contract/errors.ts';
import { hashOf, type Seen, writeAtomically } from './atomic.ts';

/**
 * Copies a finished file of the data folder to where the person wants it, whole or not at all, and reads it back: a
 * stick may take a file and give back another one.
 *
 * @param seen what stood there when the person chose the place; absent: what stands there now.
 * @throws DaichoError notFound when the file is no longer there, and everything of writeAtomically
 */
export async function handOver(dataDir: string, from: string, target: string, seen?: Seen): Promise<void> {
  const wanted = await hashOf(from).catch((error: NodeJS.ErrnoException) => {
    const [code, detail] =
      error.code === 'ENOENT'
        ? (['notFound', 'できていたファイルが、もうありません。もう一度作ってください。'] as const)
        : (['diskFault', 'できていたファイルを読めません。'] as const);
    throw new DaichoError(code, detail, undefined, error);
  });
  const check = async (temp: string) => {
    if ((await hashOf(temp)) !== wanted) throw new DaichoError('diskFault', '保存先で内容が変わってしまいました。');
  };
  await writeAtomically(target, (temp) => fs.copyFile(from, temp), check, { seen, notedIn: dataDir });
}
