export { abandonMove, decideMove, reopenMove } from './decide.ts';
export { finishMove } from './finish.ts';
export { reportMove } from './reportJob.ts';
export { planMove, startMove } from './start.ts';
export { listMove, moveStatus } from './status.ts';
export { moveAlike, moveCase } from './worklist.ts';
