import type { KindDefinition } from './field.ts';
import { FORM, RETENTION_FROM, RETENTION_UNTIL, VERSION } from './shared.ts';

/**
 * システム関連文書 (domain.md §5.3 DOC). 対象システム is also a link to SYS; the free text stays because hand-made
 * ledgers name what is no asset of its own (全システム, 電気設備). 保存期間 is common.
 */
export const DOCUMENT: KindDefinition = {
  id: 'document',
  label: 'システム関連文書',
  code: 'DOC',
  policyGroup: 'ウ',
  synonyms: ['ドキュメント', '関連文書', 'システム文書', '仕様書', '設計書', 'システムドキュメント'],
  help: '仕様書、設計書、構成図、ネットワーク図、操作手順、システムの契約書など。',
  headings: {
    name: ['文書名', '文書名称', 'ドキュメント名', '書類名'],
    responsiblePost: ['情報システム管理者'],
  },
  // biome-ignore format: a table, one field per line
  fields: [
    { id: 'documentType', label: '文書種別', type: 'choice', list: 'documentType', section: 'kind', required: true, width: 12, grid: true, filter: true, print: true, synonyms: ['種別', '文書の種類', '種類'], source: 'domain.md §5.3 DOC' },
    { ...VERSION, grid: true, print: true },
    { id: 'targetSystem', label: '対象システム', type: 'text', section: 'kind', width: 18, grid: true, search: true, synonyms: ['対象システム名', '関連システム', 'システム名'], source: 'domain.md §5.3 DOC' },
    { ...FORM, print: true, synonyms: [...(FORM.synonyms ?? []), '媒体'] },
    { id: 'originalPlace', label: '原本所在', type: 'text', section: 'place', width: 18, synonyms: ['原本の所在', '正本の所在'], source: 'domain.md §5.3 DOC' },
    { id: 'copies', label: '部数', type: 'integer', section: 'kind', width: 6, synonyms: ['冊数', '保有部数'], source: 'domain.md §5.3 DOC' },
    { id: 'distribution', label: '配付先', type: 'text', section: 'kind', width: 18, synonyms: ['配布先', '配付先一覧'], source: 'domain.md §5.3 DOC, H02' },
    { id: 'author', label: '作成者', type: 'text', section: 'kind', width: 16, search: true, synonyms: ['作成者(事業者)', '作成事業者', '作成元', '作成部署'], source: 'domain.md §5.3 DOC' },
    { id: 'createdOn', label: '作成年月日', type: 'date', section: 'kind', width: 16, synonyms: ['作成日'], source: 'domain.md §5.3 DOC' },
    { id: 'revisedOn', label: '改訂年月日', type: 'date', section: 'kind', width: 16, grid: true, synonyms: ['改訂日', '改定日', '改定年月日', '最終改訂日'], source: 'domain.md §5.3 DOC' },
    { id: 'copyPermission', label: '複写・持出の要許可', type: 'choice', list: 'copyPermission', section: 'care', width: 14, synonyms: ['複写の可否', '持出の可否', '複写・持出'], source: 'domain.md §5.1 ex 14, §5.3 DOC' },
    RETENTION_FROM,
    RETENTION_UNTIL,
    { id: 'disposalCondition', label: '廃棄条件', type: 'text', section: 'care', width: 18, synonyms: ['廃棄の条件', '廃棄時期'], help: '後継の版ができたら廃棄する、などの条件です。', source: 'domain.md §5.3 DOC' },
  ],
  print: [
    'number',
    'name',
    'documentType',
    'version',
    'form',
    'group',
    'responsiblePost',
    'place',
    'confidentiality',
    'integrity',
    'availability',
    'importance',
    'handlingMarks',
    'state',
  ],
};
