import { createOutputJob } from '../job.ts';

/** Writes the Excel ledger. */
export const ledgerJob = createOutputJob('ledger.export', {
  phase: '台帳を組み立てています',
  cancelled: '出力をやめました。書きかけのファイルは残っていません。',
});

/** Writes what became of the assets between two days. */
export const differenceJob = createOutputJob('ledger.difference', {
  phase: '履歴をたどっています',
  cancelled: '出力をやめました。書きかけのファイルは残っていません。',
});
