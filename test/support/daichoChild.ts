import { setWorkerUrl } from '../../core/jobs/run.ts';
import { runCommand } from '../../host/cli.ts';

/** The command line as host/daicho.mjs starts it, with the bundled worker: to be bundled itself (cli.ts beside it). */
setWorkerUrl(new URL(process.env['DAICHO_TEST_WORKER']!));
process.exitCode = await runCommand(process.argv.slice(2));
