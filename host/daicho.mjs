// The command line's entry, plain JavaScript: an old Node must be told in words, before it meets TypeScript or better-sqlite3.
import { nodeProblem } from '../build/nodeGuard.mjs';

const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}
const { runCommand } = await import('./cli.ts');
process.exitCode = await runCommand(process.argv.slice(2));
