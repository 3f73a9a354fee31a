/**
 * Headings of hand-made ledgers whose one column is not one field: a period, two facts in one cell, or one column of
 * marks for each item of a list. The import splits them; compared after `foldHeading`.
 */
export interface CompoundHeading {
  readonly headings: readonly string[];
  /**
   * - period: one cell holds a first and a last day (`R7.4.1～R8.3.31`); fields are [from, until].
   * - pair: one cell holds two facts (`i7／16GB`); fields are in the order they are written.
   * - mark: ○ in the cell means that `item` is one of the items of the multi field.
   */
  readonly how: 'period' | 'pair' | 'mark';
  /** Field ids. A field that the kind does not have is left out by the import. */
  readonly fields: readonly string[];
  /** Item id, for `mark` only. */
  readonly item?: string;
}

// biome-ignore format: a table, one entry per line
export const COMPOUND_HEADINGS: readonly CompoundHeading[] = [
  { headings: ['契約期間', '委託期間', '利用期間'], how: 'period', fields: ['contractFrom', 'contractUntil'] },
  { headings: ['リース期間', 'レンタル期間', '賃貸借期間'], how: 'period', fields: ['acquiredOn', 'leaseUntil'] },
  { headings: ['貸与期間', '貸出期間'], how: 'period', fields: ['lentOn', 'lentUntil'] },
  { headings: ['CPU／メモリ', 'CPU・メモリー'], how: 'pair', fields: ['cpu', 'memory'] },
  { headings: ['メーカー／型番', 'メーカー・型式', 'メーカー・機種', 'メーカー・機種名', 'メーカ・機種', 'メーカ・型番'], how: 'pair', fields: ['maker', 'model'] },
  { headings: ['IP／MAC', 'IPアドレス／MACアドレス'], how: 'pair', fields: ['ipAddress', 'macAddress'] },
  { headings: ['事業者名・連絡先', '保守事業者・連絡先'], how: 'pair', fields: ['vendor', 'vendorContact'] },
  { headings: ['保守事業者・契約期限'], how: 'pair', fields: ['vendor', 'contractUntil'] },
  { headings: ['取得年月日・取得価格', '取得年月日／価格'], how: 'pair', fields: ['acquiredOn', 'acquisitionPrice'] },
  { headings: ['回線事業者・回線ID'], how: 'pair', fields: ['carrier', 'lineId'] },
  { headings: ['貸与先部署・貸与期限'], how: 'pair', fields: ['lentTo', 'lentUntil'] },
  { headings: ['個人情報の種類 個人情報'], how: 'mark', fields: ['personalData'], item: 'personal.general' },
  { headings: ['要配慮', '要配慮個人情報', '個人情報の種類 要配慮', '個人情報の種類 要配慮個人情報'], how: 'mark', fields: ['personalData'], item: 'personal.sensitive' },
  { headings: ['特定個人', '特定個人情報', 'マイナンバー', '個人情報の種類 特定個人', '個人情報の種類 特定個人情報', '個人情報の種類 マイナンバー'], how: 'mark', fields: ['personalData'], item: 'personal.specific' },
];
