// The command line's entry, plain JavaScript: an old Node must be told in words, before it meets TypeScript or better-sqlite3.
import module from 'node:module';
import { nodeProblem } from '../build/nodeGuard.mjs';

const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}
// Compiled code is kept between starts: a third of the time of a short command.
module.enableCompileCache?.();
const { runCommand } = await import('./cli.ts');
process.exitCode = await runCommand(process.argv.slice(2));
