import { bundleWorker } from './bundle.ts';

/**
 * Before the tests: the job worker as one bundle, which begins in a fraction of the time that its 200 sources take; the
 * tests start more than a thousand of them. app.ts and every process that a test starts find it by DAICHO_TEST_WORKER. A
 * part of test/e2e/cli.test.ts runs the sources.
 */
export default async function setUp(): Promise<void> {
  process.env['DAICHO_TEST_WORKER'] ??= (await bundleWorker()).href;
}
