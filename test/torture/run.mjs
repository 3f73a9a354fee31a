// `npm run torture [-- factor] [-- files …]`: the safety tests with ten times the repetitions (or `factor` times), and a
// table of their figures. Every test file that takes its counts from test/support/scale.ts takes part.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from '../../build/nodeGuard.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}

// Newer than the Node that may have to be refused.
const { globSync } = await import('node:fs');
const args = process.argv.slice(2);
const factor = Number(args[0]) > 0 ? args.shift() : '10';
const takesPart = (file) => /from '[./]+\/support\/scale\.ts'/.test(readFileSync(`${root}${file}`, 'utf8'));
const files = globSync('test/**/*.test.ts', { cwd: root })
  .filter((file) => takesPart(file) && (args.length === 0 || args.some((part) => file.includes(part))))
  .sort();
if (files.length === 0) {
  console.error(`no test takes its counts from test/support/scale.ts and is called ${args.join(' or ')}`);
  process.exit(1);
}

const figuresFile = `${root}out/torture.jsonl`;
mkdirSync(`${root}out`, { recursive: true });
rmSync(figuresFile, { force: true });
console.log(`factor ${factor}: ${files.join(' ')}`);
const started = performance.now();
const { status } = spawnSync(
  process.execPath,
  [`${root}node_modules/vitest/vitest.mjs`, 'run', '-c', 'test/vitest.config.ts', ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DAICHO_TORTURE: factor, DAICHO_FIGURES: figuresFile } },
);

const lines = existsSync(figuresFile) ? readFileSync(figuresFile, 'utf8').trim().split('\n').filter(Boolean) : [];
console.log(`\nFigures (factor ${factor}, ${Math.round((performance.now() - started) / 1000)} s in all)`);
for (const line of lines.sort()) {
  const { test, ...figures } = JSON.parse(line);
  console.log(`\n${test}`);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(36)} ${value}`);
}
process.exit(status ?? 1);
