import { createOutputJob } from '../job.ts';

/** Writes the Excel ledger. */
export const ledgerJob = createOutputJob('ledger.export', {
  phase: '台帳を組み立てています',
  cancelled: '出力をやめました。書きかけのファイルは残っていません。',
});
