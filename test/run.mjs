// `npm test`: everything that must hold, in the order in which it fails fastest. Plain JavaScript: an old Node must be
// told in words before it meets TypeScript or better-sqlite3.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from '../build/nodeGuard.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `${root}node_modules/.bin/${name}${process.platform === 'win32' ? '.cmd' : ''}`;

function stop(message) {
  console.error(message);
  process.exit(1);
}

const problem = nodeProblem(process.versions);
if (problem) stop(problem);

const { findBrowser } = await import('../host/browser.ts');
const browser = await findBrowser().catch((error) =>
  stop(`ブラウザを用意できませんでした: ${error.message.split('\n')[0]}`),
);
if (!browser) {
  stop(
    [
      'テストに使うブラウザが見つかりません。Chrome、Edge、Chromiumのどれかを入れるか、DAICHO_BROWSERで場所を示してください。',
      'No browser for the tests: install Chrome, Edge or Chromium, or point DAICHO_BROWSER at one.',
    ].join('\n'),
  );
}

const steps = [
  ['format, lint and import directions', bin('biome'), ['ci', '.']],
  ['types', bin('tsc'), ['-b']],
  ['unused files, exports and dependencies', bin('knip'), []],
  ['build', process.execPath, ['build/build.mjs']],
  [
    `tests (browser: ${browser.name})`,
    bin('vitest'),
    [
      'run',
      '-c',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=out/test-results.json',
      ...process.argv.slice(2),
    ],
  ],
];
mkdirSync(`${root}out`, { recursive: true });
// Compiled code is kept between the processes of the tests, which are hundreds.
process.env.NODE_COMPILE_CACHE ??= `${root}out/compile-cache`;
for (const [what, command, args] of steps) {
  console.log(`\n== ${what}`);
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (what.startsWith('tests') && done.status === 0) {
    const results = JSON.parse(readFileSync(`${root}out/test-results.json`, 'utf8'));
    console.log(`${results.numPassedTests} passed, ${results.numFailedTests} failed`);
  }
  if (done.status !== 0) stop(`\n× ${what} (${done.error?.message ?? `exit ${done.status}`})`);
}
