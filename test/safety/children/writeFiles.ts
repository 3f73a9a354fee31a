import fs from 'node:fs/promises';
import { join } from 'node:path';
import { handOver } from '../../../core/files/handOver.ts';
import { watchDisk } from '../../support/faults.ts';

/**
 * Writes over `<out>/台帳.xlsx` until it is killed: `hand` copies a file there, `book` writes a ledger there, `in
 * place` copies as one should not; `for ever` does not stop after the first. With a number it dies in the middle of that
 * call to the disk.
 */
const [dataDir = '', out = '', what = '', at = ''] = process.argv.slice(2);
const target = join(out, '台帳.xlsx');
const source = join(dataDir, 'outputs', '元.xlsx');
const writers: Readonly<Record<string, () => (() => Promise<unknown>) | Promise<() => Promise<unknown>>>> = {
  hand: () => () => handOver(dataDir, source, target),
  'in place': () => () => fs.copyFile(source, target),
  book: bookWriter,
};
const write = await writers[what]!();

async function bookWriter(): Promise<() => Promise<unknown>> {
  const { writeBook } = await import('../../../core/excel/write/writeBook.ts');
  const { bookOf, sheetOf, text } = await import('../../unit/excel-write/support.ts');
  const rows = Array.from({ length: 300 }, (_, i) => [`${i}`, '搬入者台帳の写し'.repeat(3)]);
  return () => writeBook(bookOf([sheetOf([text('number'), text('name')], rows)]), target);
}

process.stdout.write('ready\n');
if (at === 'for ever') {
  for (;;) {
    await write();
    process.stdout.write('written\n');
  }
}
watchDisk([dataDir, out], { at: Number(at), code: 'kill', forever: false });
await write();
process.stdout.write('done\n');
