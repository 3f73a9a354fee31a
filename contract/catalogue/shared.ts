// biome-ignore-all format: a table, one field per line
import type { Field } from './field.ts';

/**
 * Fields that several kinds share but not all: the same fact has the same id, label and list everywhere, so that one
 * column serves it in the database, in the grid of all kinds and in the import of a mixed ledger.
 */

export const MAKER: Field = { id: 'maker', label: 'メーカー', type: 'text', section: 'kind', width: 14, search: true, synonyms: ['メーカ', 'メーカー名', '製造者', '製造元', '製造会社'], source: 'domain.md §5.1 ex 17' };
export const MODEL: Field = { id: 'model', label: '型番', type: 'text', section: 'kind', width: 16, search: true, synonyms: ['型式', '型名', '機種', '機種名', 'モデル', 'モデル名', '型番・機種名'], source: 'domain.md §5.1 ex 17, §3.1' };
export const SERIAL_NUMBER: Field = { id: 'serialNumber', label: '製造番号', type: 'text', section: 'kind', width: 16, search: true, perItem: true, synonyms: ['S/N', 'シリアル番号', 'シリアルナンバー', 'シリアルNo', 'シリアル', '製番', '機番', '製造No'], help: '現物の銘板のとおりに写します。廃棄や返却のとき、その一台を確かめる番号になります。', source: 'domain.md §3.1, §5.1 ex 17' };
export const ASSET_TAG: Field = { id: 'assetTag', label: '備品番号', type: 'text', section: 'kind', width: 12, search: true, perItem: true, synonyms: ['備品番号(会計)', '備品No', '備品コード', '物品番号', '備品登録番号'], help: '会計の備品台帳の番号です。頭の0もそのまま書きます。', source: 'domain.md §5.1 ex 18' };
export const ACQUISITION_TYPE: Field = { id: 'acquisitionType', label: '取得区分', type: 'choice', list: 'acquisitionType', section: 'kind', width: 12, filter: true, synonyms: ['取得方法', '調達区分', '調達方法', '購入・リースの別', 'リース区分'], source: 'domain.md §5.3 HW' };
export const ACQUIRED_ON: Field = { id: 'acquiredOn', label: '取得年月日', type: 'date', section: 'kind', width: 16, synonyms: ['取得日', '購入日', '購入年月日', '導入日', '導入年月日', '納入日'], source: 'domain.md §5.3 HW, MED' };
export const ACQUISITION_PRICE: Field = { id: 'acquisitionPrice', label: '取得価格（円）', type: 'integer', section: 'kind', width: 12, synonyms: ['取得価格', '取得価額', '取得金額', '購入価格', '購入金額', '価格', '金額'], help: '円の数字だけを書きます。', source: 'domain.md §5.3 HW, MED; §5.1 ex 18' };
export const LEASE_UNTIL: Field = { id: 'leaseUntil', label: 'リース期限', type: 'date', section: 'kind', width: 16, synonyms: ['リース満了日', 'リース終了日', 'リース契約期限', 'リース・レンタル期限', 'レンタル期限'], source: 'domain.md §5.3 HW, D19' };
export const DISPOSED_ON: Field = { id: 'disposedOn', label: '廃棄年月日', type: 'date', section: 'record', width: 16, perItem: true, synonyms: ['廃棄日', '除却日', '処分日', '廃止日'], help: 'この台帳を使い始める前に廃棄したものの日付です。', source: 'domain.md §3 ⑩; ledgers of media keep it in the row' };

export const VENDOR: Field = { id: 'vendor', label: '事業者名', type: 'text', section: 'kind', width: 14, search: true, synonyms: ['保守事業者', '保守業者', '保守会社', '業者名', '事業者', '委託先', '委託業者', '受託者', '契約先', '保守委託先'], source: 'domain.md §5.1 ex 6, §5.3 SYS, NET, EXT' };
export const VENDOR_CONTACT: Field = { id: 'vendorContact', label: '事業者連絡先', type: 'text', section: 'kind', width: 18, synonyms: ['連絡先', '電話番号', '保守連絡先', '委託先連絡先', 'サポート窓口', '緊急連絡先'], source: 'domain.md §5.3 SYS, EXT' };
export const CONTRACT_FROM: Field = { id: 'contractFrom', label: '契約開始日', type: 'date', section: 'kind', width: 16, synonyms: ['契約始期', '契約開始', '契約期間(自)', '契約期間(開始)'], source: 'domain.md §5.3 SYS, EXT' };
export const CONTRACT_UNTIL: Field = { id: 'contractUntil', label: '契約終了日', type: 'date', section: 'kind', width: 16, synonyms: ['契約期限', '契約満了日', '契約終期', '契約終了', '契約期間(至)', '契約期間(終了)'], source: 'domain.md §5.3 SYS, NET, SW, EXT, D19' };
export const ANNUAL_COST: Field = { id: 'annualCost', label: '年額（円）', type: 'integer', section: 'kind', width: 12, synonyms: ['年額', '年額(円・税込)', '年額(税込)', '年間費用', '年間金額'], help: '円（税込）の数字だけを書きます。', source: 'ledgers of systems and contracts keep it in the row' };

export const SYSTEM_MANAGER_POST: Field = { id: 'systemManagerPost', label: '情報システム管理者', type: 'choice', list: 'post', section: 'kind', width: 16, search: true, synonyms: ['情報システム管理者(職名)', 'システム管理者'], help: '人ではなく職名で記録します。', source: 'domain.md §4, §5.3 SYS, NET' };
export const HIGHEST_CLASS: Field = { id: 'highestClass', label: '取扱情報の最高分類', type: 'text', section: 'classification', origin: 'derived', width: 20, synonyms: ['取扱情報の最高分類(自動)', '格納情報の最高分類', '取り扱う情報の最高分類'], help: 'つながりのある情報のうち、いちばん高い分類です。', source: 'domain.md D3, §3 ⑤' };
export const PURPOSE: Field = { id: 'purpose', label: '用途', type: 'text', section: 'kind', width: 20, search: true, synonyms: ['使用目的', '使途', '用途・接続先'], source: 'domain.md §5.3 NET, MED' };
export const IP_ADDRESS: Field = { id: 'ipAddress', label: 'IPアドレス', type: 'text', section: 'kind', width: 16, search: true, perItem: true, synonyms: ['IP', 'IP・管理アドレス', '管理アドレス', '管理IP'], source: 'domain.md §5.3 HW, NET' };
export const OS: Field = { id: 'os', label: 'OS', type: 'text', section: 'kind', width: 16, search: true, synonyms: ['OS・版', 'OS名', 'OSバージョン', '基本ソフト'], help: '名前と版を書きます（例 Windows 11 Pro 24H2）。', source: 'domain.md §5.3 HW, SYS' };
export const VERSION: Field = { id: 'version', label: '版', type: 'text', section: 'kind', width: 8, synonyms: ['版数', 'バージョン', 'Ver', 'Ver.', '改訂番号'], source: 'domain.md §5.3 DOC, SW' };
export const FORM: Field = { id: 'form', label: '紙・電子の別', type: 'choice', list: 'form', section: 'kind', width: 8, filter: true, synonyms: ['媒体形態', '媒体の形態', '形式', '形態', '紙電子'], help: '情報は、紙と電子の両方があるとき2件に分けます。', source: 'domain.md D4, §5.3 INF, DOC' };
export const RETENTION_FROM: Field = { id: 'retentionFrom', label: '起算日', type: 'date', section: 'care', origin: 'default', width: 16, synonyms: ['保存期間の起算日', '保存期間起算日', '起算年月日'], help: '作成した年度の翌年度4月1日が入ります。書きかえられます。', source: 'domain.md D8' };
export const RETENTION_UNTIL: Field = { id: 'retentionUntil', label: '保存期間満了日', type: 'date', section: 'care', origin: 'default', width: 16, synonyms: ['満了日', '保存満了日', '保存期限満了日', '保存期間満了年月日'], help: '起算日と保存期間から入ります。延長したときは書きかえられます。', source: 'domain.md D8' };

export const ENCRYPTION: Field = { id: 'encryption', label: '暗号化', type: 'choice', list: 'encryption', section: 'care', width: 8, filter: true, synonyms: ['暗号化の有無', '暗号化・パスワード', '暗号化・パスワード機能', '記憶装置の暗号化', 'ディスク暗号化', 'HDD暗号化'], source: 'domain.md §5.3 INF, HW, MED, H04' };
export const BACKUP: Field = { id: 'backup', label: 'バックアップ', type: 'choice', list: 'yesNo', section: 'care', width: 12, synonyms: ['バックアップの有無', 'バックアップ有無', '控えの有無'], help: '完全性2・可用性2では必要です。', source: 'domain.md §5.3 INF, SYS, D16, H09, H10' };
export const BACKUP_PLACE: Field = { id: 'backupPlace', label: 'バックアップの保管先', type: 'text', section: 'care', width: 20, synonyms: ['バックアップ保管先', 'バックアップ保管場所', 'バックアップ先'], source: 'domain.md §5.3 INF, SYS' };
export const SEISMIC_FIX: Field = { id: 'seismicFix', label: '耐震固定', type: 'choice', list: 'yesNo', section: 'care', width: 10, synonyms: ['耐震固定の有無', '耐震対策', '転倒防止'], source: 'domain.md §5.1 ex 6, §5.3 SYS, NET' };
export const FLOOD_RISK: Field = { id: 'floodRisk', label: '浸水対策', type: 'text', section: 'care', width: 16, synonyms: ['浸水', '浸水の可能性', '洪水可能性', '水害対策'], source: 'domain.md §5.1 ex 6, §5.3 SYS, NET' };
export const UPS_BACKED: Field = { id: 'upsBacked', label: 'UPSの有無', type: 'choice', list: 'yesNo', section: 'care', width: 10, synonyms: ['UPS', '無停電電源装置'], source: 'domain.md §5.3 SYS, NET' };
// Not only a form of HW: a medium is erased by the same three tiers.
export const ERASE_TIER: Field = { id: 'eraseTier', label: '消去区分', type: 'text', section: 'care', origin: 'derived', width: 10, synonyms: ['消去区分(自動)'], help: '領域と機密性から自動で決まります。廃棄や返却のときの消し方です。', source: 'domain.md D12, §3.1' };
