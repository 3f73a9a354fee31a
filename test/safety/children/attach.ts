import { join } from 'node:path';
import { openApp } from '../../support/app.ts';
import { attach, pdf } from '../../support/attachments.ts';
import { watchDisk } from '../../support/faults.ts';

/**
 * Attaches `新しい.pdf` to the asset of that id and dies in the middle of that call to the disk of the attachments; beyond
 * the last call it says so.
 */
const [dir = '', assetId = '', at = ''] = process.argv.slice(2);
const test = await openApp(dir);
watchDisk([join(dir, 'attachments')], { at: Number(at), code: 'kill', forever: false });
await attach(test, assetId, '新しい.pdf', pdf('新しい'));
process.stdout.write('done\n');
process.kill(process.pid, 'SIGKILL');
