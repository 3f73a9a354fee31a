import { writeSync } from 'node:fs';
import { openApp } from '../../support/app.ts';

/**
 * Registers, changes and bins assets without end. Says `? id value` before and `! id value` after each one, written
 * at once and unbuffered: what stands behind a `!` was acknowledged. Value: the note, or `-` for the bin.
 */
const [dir = '', run = ''] = process.argv.slice(2);
const test = await openApp(dir);
const say = (line: string) => writeSync(1, `${line}\n`);
say('open');
for (let i = 0; ; i += 1) {
  const name = `run${run}-${i}`;
  say(`? ${name} made`);
  const { id } = await test.call('asset.register', { kind: 'medium', values: { name, note: 'made' } });
  say(`! ${name} made`);
  if (i % 2 === 0) {
    say(`? ${name} changed`);
    await test.call('asset.update', { id, revision: 1, values: { note: 'changed', confidentiality: '2' } });
    say(`! ${name} changed`);
  }
  if (i % 3 === 0) {
    say(`? ${name} -`);
    await test.call('asset.bin', { ids: [id] });
    say(`! ${name} -`);
  }
}
