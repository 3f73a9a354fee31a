import { bundleChild, bundleWorker } from './bundle.ts';

/**
 * Before the tests: the job worker and the command line as bundles, which begin in a fraction of the time that their 200
 * sources take; the tests start more than a thousand of them. app.ts and every process that a test starts find the worker
 * by DAICHO_TEST_WORKER, cli.ts finds the command line by DAICHO_TEST_CLI. A part of test/e2e/cli.test.ts runs the sources.
 */
export default async function setUp(): Promise<void> {
  process.env['DAICHO_TEST_WORKER'] ??= (await bundleWorker()).href;
  process.env['DAICHO_TEST_CLI'] ??= (await bundleChild(new URL('./daichoChild.ts', import.meta.url))).pathname;
}
