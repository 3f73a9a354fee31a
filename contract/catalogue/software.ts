import type { KindDefinition } from './field.ts';
import { ACQUIRED_ON, ANNUAL_COST, CONTRACT_FROM, CONTRACT_UNTIL, VENDOR, VENDOR_CONTACT, VERSION } from './shared.ts';

/** ソフトウェア (domain.md §5.3 SW). 導入先 is a link to HW and lives in the link table; 割当数 counts it. */
export const SOFTWARE: KindDefinition = {
  id: 'software',
  label: 'ソフトウェア',
  code: 'SW',
  policyGroup: 'ア',
  synonyms: ['ソフト', 'ライセンス', 'ソフトウェア・ライセンス', 'ソフトウエア'],
  help: 'OSや業務ソフトなどのソフトウェアと、そのライセンス。',
  headings: {
    name: ['ソフトウェア名', 'ソフト名', 'ソフトウェア名称'],
    responsiblePost: ['情報システム管理者'],
    storageMedia: ['媒体'],
  },
  // biome-ignore format: a table, one field per line
  fields: [
    { id: 'productName', label: '製品名', type: 'text', section: 'kind', width: 24, grid: true, search: true, synonyms: ['製品名称', '商品名'], source: 'domain.md §5.3 SW' },
    { ...VERSION, grid: true, print: true },
    { id: 'publisher', label: '提供元', type: 'text', section: 'kind', width: 16, search: true, synonyms: ['開発元', '発売元', 'メーカー', '提供者', 'ベンダー'], source: 'domain.md §5.3 SW' },
    { id: 'licenseType', label: 'ライセンス種別', type: 'choice', list: 'licenseType', section: 'kind', required: true, width: 14, filter: true, synonyms: ['種別', 'ライセンス形態', 'ライセンスの種類', '種類'], source: 'domain.md §5.3 SW' },
    { id: 'licenseCount', label: '保有数', type: 'integer', section: 'kind', width: 8, grid: true, synonyms: ['ライセンス数', '保有ライセンス数', '契約数', '本数', '数量'], source: 'domain.md §5.3 SW' },
    { id: 'assignedCount', label: '割当数', type: 'integer', section: 'kind', origin: 'derived', width: 8, synonyms: ['割当数(自動)', '使用数', '導入数'], help: '「導入先」のつながりの数です。', source: 'domain.md §5.3 SW' },
    { id: 'certificatePlace', label: 'ライセンス証書の所在', type: 'text', section: 'place', width: 20, synonyms: ['証書の所在', '証書保管場所', 'ライセンス証書'], source: 'domain.md §5.3 SW' },
    { id: 'supportUntil', label: 'サポート終了日', type: 'date', section: 'kind', width: 16, grid: true, print: true, synonyms: ['サポート期限', 'サポート終了', 'EOL', 'EOS'], source: 'domain.md §5.3 SW, D19' },
    VENDOR,
    VENDOR_CONTACT,
    CONTRACT_FROM,
    { ...CONTRACT_UNTIL, synonyms: [...(CONTRACT_UNTIL.synonyms ?? []), 'ライセンス期限', '使用期限'] },
    ANNUAL_COST,
    ACQUIRED_ON,
    { id: 'installPermitNumber', label: '導入許可番号', type: 'text', section: 'kind', width: 14, search: true, synonyms: ['許可番号', '使用許可番号'], source: 'domain.md §5.3 SW, §8.2' },
    { id: 'installPermittedOn', label: '導入許可日', type: 'date', section: 'kind', width: 16, synonyms: ['許可日', '使用許可日'], source: 'domain.md §5.3 SW, §8.2' },
    { id: 'updateMethod', label: '更新方法', type: 'text', section: 'care', width: 20, synonyms: ['更新手段', 'オフライン更新媒体', 'アップデート方法'], help: 'つながっていない機器では、更新に使う媒体も書きます。', source: 'domain.md §5.3 SW' },
  ],
  print: [
    'number',
    'name',
    'version',
    'supportUntil',
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
