import { createOutputJob } from '../job.ts';

/** Makes the PDF of labels. */
export const labelJob = createOutputJob('label.print', {
  phase: 'ラベルを並べています',
  cancelled: 'ラベルの作成をやめました。',
});
