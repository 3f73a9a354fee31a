import type { KindDefinition } from './field.ts';
import { BACKUP, BACKUP_PLACE, ENCRYPTION, FORM, RETENTION_FROM, RETENTION_UNTIL } from './shared.ts';

/**
 * 情報 (domain.md §5.3 INF): data and printed documents. 保存先 as a link to a device, medium or cabinet lives in the
 * link table; the words of a hand-made ledger are the common 媒体・保存先. 保存期間 is common too.
 */
export const INFORMATION: KindDefinition = {
  id: 'information',
  label: '情報',
  code: 'INF',
  policyGroup: 'イ',
  synonyms: ['データ', '情報（データ・文書）', '電子データ', '紙文書', '行政文書'],
  help: '業務で取り扱うデータと、それを印刷した文書。紙と電子の両方があるときは2件に分けます。',
  headings: {
    name: ['情報名', '情報名称', '文書名', 'データ名'],
    storageMedia: ['媒体'],
    responsiblePost: ['情報システム管理者'],
  },
  // biome-ignore format: a table, one field per line
  fields: [
    { ...FORM, required: true, grid: true, print: true },
    { id: 'originality', label: '原本・写しの別', type: 'choice', list: 'originality', section: 'kind', width: 10, synonyms: ['原本/写し', '原本・写し', '正副の別'], source: 'domain.md §5.3 INF, ①' },
    { id: 'obtainedBy', label: '作成・入手区分', type: 'choice', list: 'obtainedBy', section: 'kind', width: 12, synonyms: ['作成/入手区分', '入手区分', '収集方法'], source: 'domain.md §5.3 INF, ④' },
    { id: 'receivedFrom', label: '入手元', type: 'text', section: 'kind', width: 18, search: true, synonyms: ['取得元', '提供元', '収集先'], source: 'domain.md §5.3 INF, ④' },
    { id: 'receivedClass', label: '入手元の分類', type: 'text', section: 'classification', width: 14, help: '渡した側が付けていた分類です。これより低くするときは理由が必要です。', source: 'domain.md §5.3 INF, ④' },
    { id: 'purposeOfUse', label: '利用目的', type: 'longText', section: 'kind', width: 24, search: true, synonyms: ['使用目的', '個人情報の利用目的'], source: 'domain.md §5.1 ex 7' },
    { id: 'recordItems', label: '記録項目', type: 'longText', section: 'kind', width: 24, search: true, synonyms: ['個人情報の項目', '記録される項目'], source: 'domain.md §5.1 ex 7' },
    { id: 'recordScope', label: '記録範囲', type: 'text', section: 'kind', width: 20, synonyms: ['本人の範囲', '対象者の範囲'], source: 'domain.md §5.1 ex 7' },
    { id: 'regularRecipients', label: '経常的提供先', type: 'text', section: 'kind', width: 20, synonyms: ['提供先', '経常的な提供先'], source: 'domain.md §5.1 ex 7' },
    { id: 'personalFile', label: '個人情報ファイル簿', type: 'choice', list: 'personalFile', section: 'kind', origin: 'default', width: 12, filter: true, synonyms: ['個人情報ファイル簿該当', '個人情報ファイル'], help: '本人の数が1,000人以上のとき「候補」が入ります。', source: 'domain.md D6' },
    { id: 'legalBasis', label: '法令・条例の根拠', type: 'text', section: 'kind', width: 20, search: true, synonyms: ['法令・条例根拠', '根拠法令', '法令根拠', '根拠規定'], source: 'domain.md §5.3 INF' },
    { id: 'filingLarge', label: '文書分類（大）', type: 'text', section: 'kind', width: 12, synonyms: ['大分類', '分類大', '第1分類'], source: 'domain.md §5.1 ex 9, §1 (ファイル基準表)' },
    { id: 'filingMiddle', label: '文書分類（中）', type: 'text', section: 'kind', width: 12, synonyms: ['中分類', '分類中', '第2分類'], source: 'domain.md §5.1 ex 9, §1 (ファイル基準表)' },
    { id: 'filingSmall', label: '文書分類（小）', type: 'text', section: 'kind', width: 12, synonyms: ['小分類', '分類小', '第3分類'], source: 'domain.md §5.1 ex 9, §1 (ファイル基準表)' },
    { id: 'createdFiscalYear', label: '作成年度', type: 'integer', section: 'kind', width: 10, grid: true, filter: true, synonyms: ['作成・取得年度', '取得年度', '完結年度', '年度'], help: '西暦の年で入れます（令和8年度は2026）。', source: 'domain.md §5.1 ex 9, D8' },
    RETENTION_FROM,
    { ...RETENTION_UNTIL, grid: true },
    { id: 'retentionAction', label: '満了時の措置', type: 'choice', list: 'retentionAction', section: 'care', width: 12, synonyms: ['満了後の措置', '保存期間満了時の措置', '措置'], source: 'domain.md §5.3 INF' },
    BACKUP,
    { id: 'backupFrequency', label: 'バックアップの頻度', type: 'suggest', list: 'cycle', section: 'care', width: 12, synonyms: ['バックアップ頻度', 'バックアップ周期'], source: 'domain.md §5.3 INF' },
    BACKUP_PLACE,
    ENCRYPTION,
    { id: 'markingMethod', label: '分類の表示方法', type: 'suggest', list: 'markingMethod', section: 'care', width: 18, synonyms: ['表示方法', '分類表示'], help: 'ファイル名、ヘッダー、背ラベルなど、どこに分類を表示しているか。', source: 'domain.md §3 ②' },
  ],
  print: [
    'number',
    'name',
    'form',
    'group',
    'responsiblePost',
    'place',
    'personalData',
    'confidentiality',
    'integrity',
    'availability',
    'importance',
    'handlingMarks',
    'state',
  ],
};
