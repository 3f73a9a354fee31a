import { createOutputJob } from '../job.ts';

/** Writes a form as an Excel book, a PDF or a CSV. */
export const formJob = createOutputJob('form.export', {
  phase: '様式を組み立てています',
  cancelled: '出力をやめました。書きかけのファイルは残っていません。',
});
