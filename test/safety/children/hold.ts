import { openApp } from '../../support/app.ts';

/** Opens the register of a folder, says so, and keeps it until this process is killed or its input is closed. */
const test = await openApp(process.argv[2], { who: process.argv[3] ?? '先の人' });
process.stdout.write('open\n');
process.stdin.on('end', () => void test.app.close().then(() => process.exit(0)));
process.stdin.resume();
