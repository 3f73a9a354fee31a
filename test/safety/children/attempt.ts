import { DaichoError } from '../../../contract/errors.ts';
import { messageLine } from '../../../contract/messages.ts';
import { createApp } from '../../../core/app.ts';
import { testPorts } from '../../support/app.ts';

/** Tries to open a folder and to save something; says how that went as one line of JSON. */
const [dataDir = ''] = process.argv.slice(2);
const say = (result: { opened: boolean; code: string | null; line: string }) =>
  process.stdout.write(`${JSON.stringify(result)}\n`);
try {
  const app = await createApp({ dataDir, ports: testPorts(), who: '試験者' });
  const reply = await app.invoke('asset.register', { kind: 'hardware', values: { name: '試し' } });
  // Closing makes a backup; the folder is cleared away as soon as the answer is there.
  await app.close();
  say({ opened: true, code: reply.ok ? null : reply.error.code, line: reply.ok ? '' : messageLine(reply.error) });
} catch (error) {
  const known = error instanceof DaichoError ? error : null;
  say({ opened: false, code: known?.code ?? String(error), line: known ? messageLine({ code: known.code }) : '' });
}
