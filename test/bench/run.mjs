// `npm run bench`. Plain JavaScript: an old Node must be told in words before it meets TypeScript or better-sqlite3.
import { nodeProblem } from '../../build/nodeGuard.mjs';

const problem = nodeProblem(process.versions);
if (problem) {
  console.error(problem);
  process.exit(1);
}
const [first, ...rest] = process.argv.slice(2);
if (first === 'measure') {
  // A process of its own for each measurement, started by bench.ts.
  const { runMeasure } = await import('./measures.ts');
  await runMeasure(rest[0], JSON.parse(rest[1]));
} else {
  const { bench } = await import('./bench.ts');
  await bench(process.argv.slice(2));
}
