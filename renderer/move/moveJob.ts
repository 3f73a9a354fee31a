import { createOutputJob } from '../job.ts';

/** Writes the result sheet of a move. */
export const moveJob = createOutputJob('move.report', {
  phase: '結果表を組み立てています',
  cancelled: '出力をやめました。書きかけのファイルは残っていません。',
});
