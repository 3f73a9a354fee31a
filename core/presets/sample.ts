import type { Values } from '../../contract/asset.ts';
import { type FieldValue, fieldOf, type Kind } from '../../contract/catalogue/index.ts';
import type { LinkType } from '../../contract/link.ts';
import { insertLink } from '../../db/links.ts';
import { addAsset } from '../asset/store.ts';
import { cleanValues } from '../asset/values.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';
import { recordLink } from '../link/record.ts';
import { addItem, newItem } from '../register/masters.ts';
import { loadState, type RegisterState } from '../register/state.ts';
import { MUNICIPAL_2024 } from './schemes.ts';

/**
 * The sample register: the fictional 水郷地方環境衛生組合 (くりーんセンター水郷), after domain.md §13. People, firms and
 * numbers are invented; only the operating systems and the office suite are real products. It is consistent except for what a beginner shall find and mend:
 * - USB-003 is classed lower than the 予定価格調書 on it (D3);
 * - 職員健康診断結果綴 holds 要配慮個人情報 below 3B (D5);
 * - L2SW has no place, the internet PC no 利用者範囲, the office suite no ライセンス種別 (required fields).
 */

/** Places that a union makes for itself, 棟-階-室-棚; parents first. Keys that are not here mean preset items. */
// biome-ignore format: a table, one entry per line
const PLACES: readonly { readonly key: string; readonly label: string; readonly kana: string; readonly parent?: string }[] = [
  { key: 'mainHouse', label: '管理棟', kana: 'かんりとう' },
  { key: 'mainFloor1', label: '管理棟1階', kana: 'かんりとう1かい', parent: 'mainHouse' },
  { key: 'officeRoom', label: '管理棟1階 事務室', kana: 'かんりとう1かい じむしつ', parent: 'mainFloor1' },
  { key: 'officeCabinet', label: '管理棟1階 事務室 施錠棚A', kana: 'かんりとう1かい じむしつ せじょうだなA', parent: 'officeRoom' },
  { key: 'mainFloor2', label: '管理棟2階', kana: 'かんりとう2かい', parent: 'mainHouse' },
  { key: 'serverRoom2', label: '管理棟2階 サーバ室', kana: 'かんりとう2かい さーばしつ', parent: 'mainFloor2' },
  { key: 'serverRack', label: '管理棟2階 サーバ室 ラック1', kana: 'かんりとう2かい さーばしつ らっく1', parent: 'serverRoom2' },
  { key: 'archiveRoom', label: '管理棟2階 書庫', kana: 'かんりとう2かい しょこ', parent: 'mainFloor2' },
  { key: 'archiveShelf', label: '管理棟2階 書庫 A棚', kana: 'かんりとう2かい しょこ Aだな', parent: 'archiveRoom' },
  { key: 'fireSafe', label: '管理棟2階 書庫 耐火金庫', kana: 'かんりとう2かい しょこ たいかきんこ', parent: 'archiveRoom' },
  { key: 'weighDesk', label: '計量棟1階 受付', kana: 'けいりょうとう1かい うけつけ', parent: 'weighHouse' },
  { key: 'plantHouse', label: '工場棟', kana: 'こうじょうとう' },
  { key: 'plantFloor3', label: '工場棟3階', kana: 'こうじょうとう3かい', parent: 'plantHouse' },
  { key: 'plantControl', label: '工場棟3階 中央制御室', kana: 'こうじょうとう3かい ちゅうおうせいぎょしつ', parent: 'plantFloor3' },
];

/** Invented people, with the signs that ledgers are asked to keep (髙﨑, 辻, 渡邉; domain.md §10). */
const PEOPLE = [
  { key: 'tsuji', label: '辻 恵子', kana: 'つじ けいこ' },
  { key: 'takasaki', label: '髙﨑 正人', kana: 'たかさき まさと' },
  { key: 'watanabe', label: '渡邉 健一', kana: 'わたなべ けんいち' },
  { key: 'miyauchi', label: '宮内 葉月', kana: 'みやうち はづき' },
  { key: 'kogure', label: '小暮 聡', kana: 'こぐれ さとし' },
  { key: 'ono', label: '小野 真理', kana: 'おの まり' },
] as const;

/** Who keeps an asset: 実施機関, group (label of GROUP_PROPOSALS), post that is responsible, clerk. */
const OWNERS = {
  general: { body: 'manager', group: '総務グループ', post: 'generalAffairsHead', person: 'tsuji' },
  operations: { body: 'manager', group: '業務グループ', post: 'operationsHead', person: 'takasaki' },
  facility: { body: 'manager', group: '施設グループ', post: 'facilityHead', person: 'watanabe' },
  assembly: { body: 'assembly', group: '議会事務局', post: 'assemblyClerk', person: 'miyauchi' },
  audit: { body: 'audit', group: '監査委員事務局', post: 'auditClerk', person: 'kogure' },
  equity: { body: 'equity', group: '公平委員会事務局', post: 'equityClerk', person: 'ono' },
} as const;

/**
 * One asset. Choices are written without their list (`lgwan` for `zone.lgwan`); `levels` is 機密性/完全性/可用性;
 * null is a required field left empty on purpose.
 */
interface SampleAsset {
  /** Local name, for the links below. */
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly kana: string;
  readonly category: string;
  readonly owner: keyof typeof OWNERS;
  readonly zone: string;
  readonly place: string | null;
  readonly users: string | null;
  readonly levels: string;
  /** Absent: 無. */
  readonly personal?: readonly ('general' | 'sensitive' | 'specific')[];
  readonly reason: string;
  readonly more?: Values;
}

const HELP_DESK = '0000-00-0000';
/** The first stocktake after the policy came into force (domain.md §1). */
const STOCKTAKE = { stocktakenOn: '2026-06-10', stocktakeResult: 'match' };
/** Contract of 令和8年度 and lease of five years, as most of the union's contracts run. */
const FISCAL_2026 = { contractFrom: '2026-04-01', contractUntil: '2027-03-31' };
const LEASE_2023 = {
  acquisitionType: 'lease',
  acquiredOn: '2023-10-01',
  leaseUntil: '2028-09-30',
  vendor: '株式会社さざなみ情報',
};

// biome-ignore format: a table, one asset per entry
const SYSTEMS: readonly SampleAsset[] = [
  { key: 'weighing', kind: 'system', name: 'ごみ計量システム（トラックスケール）', kana: 'ごみけいりょうしすてむ とらっくすけーる', category: '搬入・計量', owner: 'operations', zone: 'plant', place: 'weighDesk', users: '所管部署のみ', levels: '2/2/2', personal: ['general'],
    reason: '搬入量と手数料の元になる記録で、止まると受入れができないため。持込みをした個人の氏名を含むため。',
    more: { summary: '搬入車両を計量し、手数料を計算します。', abbreviation: '計量', systemType: 'weighing', systemManagerPost: 'operationsHead', systemOperator: '髙﨑 正人', configuration: '計量用PC 1台、トラックスケール 2基', os: 'Windows 11 IoT Enterprise', database: '組込みデータベース', userCount: 6, terminalCount: 1, authentication: 'IDとパスワード', multiFactor: 'no', logging: 'yes', logRetention: '1年', backup: 'yes', backupMethod: '毎日の自動複製', backupGenerations: 7, backupPlace: 'USB-005', recoveryTarget: '4時間以内', fallback: '計量伝票を手書きで発行', startedOn: '2021-04-01', renewalFiscalYear: 2027, vendor: 'あやめ計装株式会社', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 1_320_000, upsBacked: 'yes', seismicFix: 'yes', reinstallEase: 'vendor' } },
  { key: 'dcs', kind: 'system', name: '焼却炉 中央監視制御装置（DCS）', kana: 'しょうきゃくろ ちゅうおうかんしせいぎょそうち DCS', category: '施設運転', owner: 'facility', zone: 'plant', place: 'plantControl', users: '職員と受託者', levels: '3C/2/2',
    reason: '設定が知られたり変えられたりすると、焼却炉の安全な運転に支障があるため。',
    more: { summary: '焼却炉2炉の運転を監視し、制御します。', abbreviation: 'DCS', systemType: 'control', systemManagerPost: 'facilityHead', systemOperator: '渡邉 健一', configuration: '操作卓 3台、制御盤 4面、制御LAN（二重）', externalConnection: 'なし（閉域）', userCount: 14, terminalCount: 3, authentication: 'IDとパスワード', multiFactor: 'no', logging: 'yes', logRetention: '3年', backup: 'yes', backupMethod: '設定変更のつどの全体複製', backupGenerations: 3, backupPlace: '中央制御室 施錠棚', recoveryTarget: '2時間以内', fallback: '現場盤での手動運転', startedOn: '2020-10-01', renewalFiscalYear: 2030, vendor: '水月プラント工業株式会社', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 9_900_000, upsBacked: 'yes', seismicFix: 'yes', floodRisk: '3階に設置', reinstallEase: 'vendor' } },
  { key: 'finance', kind: 'system', name: '財務会計システム', kana: 'ざいむかいけいしすてむ', category: '財務・契約', owner: 'general', zone: 'lgwan', place: 'offsite', users: '許可された者のみ', levels: '3C/2/2', personal: ['general'],
    reason: '公表していない予算・支払いの情報と債権者の口座を含み、誤りや停止が支払いに響くため。',
    more: { summary: '予算、執行、決算、備品の管理。構成市の共同利用に参加しています。', abbreviation: '財務', systemType: 'business', systemManagerPost: 'generalAffairsHead', systemOperator: '辻 恵子', lines: 'LGWAN回線', userCount: 8, terminalCount: 4, authentication: 'ICカード', multiFactor: 'yes', logging: 'yes', logRetention: '3年', backup: 'yes', backupMethod: '毎日の差分と毎週の全体', backupGenerations: 4, backupPlace: '事業者データセンター', recoveryTarget: '24時間以内', fallback: '手書きの支出命令書', startedOn: '2022-04-01', renewalFiscalYear: 2027, vendor: '株式会社さざなみ情報', vendorContact: HELP_DESK, contractFrom: '2022-04-01', contractUntil: '2027-03-31', annualCost: 2_640_000, reinstallEase: 'vendor' } },
  { key: 'payroll', kind: 'system', name: '人事給与システム', kana: 'じんじきゅうよしすてむ', category: '人事・給与', owner: 'general', zone: 'myNumber', place: 'serverRoom2', users: '許可された者のみ', levels: '3B/2/2', personal: ['general', 'specific'],
    reason: '職員と扶養家族の個人番号を扱うため。止まると給与の支払いに響くため。',
    more: { summary: '給与計算、年末調整、共済の届出。', abbreviation: '人給', systemType: 'business', systemManagerPost: 'generalAffairsHead', systemOperator: '辻 恵子', configuration: '専用端末 1台（ほかの領域とはつながない）', os: 'Windows 11 Pro 24H2', externalConnection: 'なし', userCount: 2, terminalCount: 1, authentication: '多要素認証', multiFactor: 'yes', logging: 'yes', logRetention: '7年', backup: 'yes', backupMethod: '毎月の全体複製', backupGenerations: 12, backupPlace: '耐火金庫', recoveryTarget: '3日以内', fallback: '前月と同額の仮払い', startedOn: '2023-10-01', renewalFiscalYear: 2028, vendor: '株式会社さざなみ情報', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 880_000, upsBacked: 'yes', reinstallEase: 'vendor' } },
  { key: 'groupware', kind: 'system', name: '文書管理・グループウェア', kana: 'ぶんしょかんり・ぐるーぷうぇあ', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '全職員', levels: '3C/2/2', personal: ['general'],
    reason: '決裁前の文書や人事の通知を含み、止まると全職員の事務が止まるため。',
    more: { summary: '収受、起案、電子決裁、予定表、掲示板。', abbreviation: 'GW', systemType: 'infrastructure', systemManagerPost: 'generalAffairsHead', systemOperator: '辻 恵子', configuration: 'サーバ 1台、NAS 1台、端末 8台', os: 'Windows Server 2022', lines: 'LGWAN回線', userCount: 32, terminalCount: 8, authentication: 'IDとパスワード', multiFactor: 'no', logging: 'yes', logRetention: '1年', backup: 'yes', backupMethod: '毎日の差分と毎週の全体', backupGenerations: 4, backupPlace: '耐火金庫', recoveryTarget: '8時間以内', fallback: '紙の起案と電話連絡', startedOn: '2023-10-01', renewalFiscalYear: 2028, vendor: '株式会社さざなみ情報', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 1_056_000, upsBacked: 'yes', seismicFix: 'yes', floodRisk: '2階に設置', reinstallEase: 'vendor' } },
];

/** LGWAN端末 PC-01 to PC-08: one lease, one model. */
// biome-ignore format: a table, one terminal per line
const TERMINALS = [
  ['01', '総務グループ 辻 恵子', 'general'], ['02', '総務グループ（財務）', 'general'], ['03', '総務グループ（庶務）', 'general'],
  ['04', '業務グループ 髙﨑 正人', 'operations'], ['05', '業務グループ（共用）', 'operations'],
  ['06', '施設グループ 渡邉 健一', 'facility'], ['07', '施設グループ（共用）', 'facility'],
  ['08', '議会事務局 宮内 葉月', 'assembly'],
] as const;

const terminals: readonly SampleAsset[] = TERMINALS.map(([no, user, owner]) => ({
  key: `pc${no}`,
  kind: 'hardware',
  name: `LGWAN端末 PC-${no}`,
  kana: `えるじーわんたんまつ PC ${no}`,
  category: '情報システム',
  owner,
  zone: 'lgwan',
  place: 'officeRoom',
  users: '所管部署のみ',
  levels: '3C/2/2',
  personal: ['general'],
  reason: '財務会計とグループウェアの情報を表示し、一時的に保存するため。',
  more: {
    ...LEASE_2023,
    hardwareType: 'notebook',
    maker: '水郷電機',
    model: 'SD-NB1430',
    serialNumber: `SDN23A00${no}`,
    computerName: `SUIGO-PC${no}`,
    os: 'Windows 11 Pro 24H2',
    cpu: 'i5',
    memory: '16GB',
    storageType: 'SSD',
    storageCapacity: '256GB',
    ipAddress: `192.168.10.1${no}`,
    macAddress: `00-00-5E-00-53-${no}`,
    encryption: 'yes',
    antivirus: 'ウイルス対策ソフト（統合管理）',
    antivirusUpdate: '管理サーバから毎日',
    usbControl: 'registeredOnly',
    user,
    assetTag: `0010${no}`,
    maintenanceUntil: '2028-09-30',
    renewalFiscalYear: 2028,
    theftPrevention: 'ワイヤ',
    storageMedia: '事務所PC',
  },
}));

// biome-ignore format: a table, one asset per entry
const HARDWARE: readonly SampleAsset[] = [
  ...terminals,
  { key: 'ledgerPc', kind: 'hardware', name: '情報資産台帳用PC', kana: 'じょうほうしさんだいちょうよう PC', category: '情報システム', owner: 'general', zone: 'standalone', place: 'officeRoom', users: '許可された者のみ', levels: '3C/2/2', personal: ['general'],
    reason: '本台帳データベースを置くため。どのネットワークにもつながない。',
    more: { hardwareType: 'notebook', maker: '水郷電機', model: 'SD-NB1430', serialNumber: 'SDN26A0109', computerName: 'SUIGO-LEDGER', os: 'Windows 11 Pro 24H2', cpu: 'i5', memory: '16GB', storageType: 'SSD', storageCapacity: '512GB', encryption: 'yes', antivirus: 'OS付属', antivirusUpdate: 'USB-006で毎月', usbControl: 'registeredOnly', user: '辻 恵子', acquisitionType: 'purchase', acquiredOn: '2026-02-20', acquisitionPrice: 187_000, assetTag: '001109', warrantyUntil: '2029-02-19', renewalFiscalYear: 2030, theftPrevention: '施錠した保管庫' } },
  { key: 'weighPc', kind: 'hardware', name: '計量用PC', kana: 'けいりょうよう PC', category: '搬入・計量', owner: 'operations', zone: 'plant', place: 'weighDesk', users: '所管部署のみ', levels: '2/2/2', personal: ['general'],
    reason: '計量データを保存し、止まると受入れができないため。',
    more: { hardwareType: 'desktop', maker: 'あやめ計装', model: 'AK-WS500', serialNumber: '21040037', computerName: 'SCALE01', os: 'Windows 11 IoT Enterprise', memory: '8GB', storageType: 'SSD', storageCapacity: '256GB', encryption: 'no', antivirus: '許可したソフトだけを動かす方式', usbControl: 'registeredOnly', acquisitionType: 'purchase', acquiredOn: '2021-03-25', acquisitionPrice: 462_000, assetTag: '000871', maintenanceUntil: '2027-03-31', vendor: 'あやめ計装株式会社', renewalFiscalYear: 2027, theftPrevention: '施錠した部屋' } },
  { key: 'payPc', kind: 'hardware', name: '人事給与専用端末', kana: 'じんじきゅうよせんようたんまつ', category: '人事・給与', owner: 'general', zone: 'myNumber', place: 'serverRoom2', users: '許可された者のみ', levels: '3B/2/2', personal: ['general', 'specific'],
    reason: '職員と扶養家族の個人番号を保存するため。',
    more: { ...LEASE_2023, hardwareType: 'desktop', maker: '水郷電機', model: 'SD-DT2210', serialNumber: 'SDD23A0009', computerName: 'SUIGO-PAY', os: 'Windows 11 Pro 24H2', cpu: 'i5', memory: '16GB', storageType: 'SSD', storageCapacity: '512GB', storageSerial: 'SS9A0031', encryption: 'yes', antivirus: 'ウイルス対策ソフト', antivirusUpdate: 'USB-006で毎週', usbControl: 'registeredOnly', user: '辻 恵子', assetTag: '001009', renewalFiscalYear: 2028, theftPrevention: '施錠した部屋', handlingMarks: ['noTakeOut'] } },
  { key: 'server', kind: 'hardware', name: 'グループウェアサーバ SV-01', kana: 'ぐるーぷうぇあさーば SV 01', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '全職員', levels: '3C/2/2', personal: ['general'],
    reason: '決裁前の文書を保存し、止まると全職員の事務が止まるため。',
    more: { ...LEASE_2023, hardwareType: 'server', maker: '北総情報機器', model: 'HJ-R250', serialNumber: 'HJ23R00512', computerName: 'SUIGO-SV01', os: 'Windows Server 2022', memory: '32GB', storageType: 'SSD', storageCapacity: '960GB×2（RAID1）', ipAddress: '192.168.10.10', encryption: 'yes', antivirus: 'ウイルス対策ソフト（統合管理）', antivirusUpdate: '管理サーバから毎日', usbControl: 'blocked', assetTag: '001010', maintenanceUntil: '2028-09-30', renewalFiscalYear: 2028, theftPrevention: 'ラックに固定' } },
  { key: 'nas', kind: 'hardware', name: '共有NAS', kana: 'きょうゆう NAS', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '全職員', levels: '3C/2/2', personal: ['general'],
    reason: '各グループの公表前の資料を保存するため。',
    more: { hardwareType: 'nas', maker: '北総情報機器', model: 'HJ-NS4', serialNumber: 'HJ24N00088', computerName: 'SUIGO-NAS', storageType: 'HDD', storageCapacity: '4TB×4（RAID6）', ipAddress: '192.168.10.11', encryption: 'yes', acquisitionType: 'purchase', acquiredOn: '2024-06-14', acquisitionPrice: 352_000, assetTag: '001042', warrantyUntil: '2029-06-13', renewalFiscalYear: 2029, theftPrevention: 'ラックに固定' } },
  { key: 'copier', kind: 'hardware', name: '事務室 複合機', kana: 'じむしつ ふくごうき', category: '総務', owner: 'general', zone: 'lgwan', place: 'officeRoom', users: '全職員', levels: '3C/1/1', personal: ['general'],
    reason: '読み取った文書が内蔵の記憶装置に残るため。',
    more: { ...LEASE_2023, hardwareType: 'multifunction', maker: '水郷電機', model: 'SD-MF3500', serialNumber: 'SDM23C0771', storageType: 'SSD', storageCapacity: '256GB', ipAddress: '192.168.10.30', encryption: 'yes', usbControl: 'blocked', assetTag: '001011', note: '返却のときは記憶装置の消去証明書を受け取ります。' } },
  { key: 'recorder', kind: 'hardware', name: '防犯カメラ録画装置', kana: 'ぼうはんかめらろくがそうち', category: '総務', owner: 'general', zone: 'standalone', place: 'serverRoom2', users: '許可された者のみ', levels: '3C/1/1', personal: ['general'],
    reason: '来場者の顔と車両番号の映像を保存するため。',
    more: { hardwareType: 'recorder', maker: '水郷電機', model: 'SD-RC16', serialNumber: 'SDR22F0145', storageType: 'HDD', storageCapacity: '8TB', encryption: 'no', acquisitionType: 'purchase', acquiredOn: '2022-11-30', acquisitionPrice: 495_000, assetTag: '000958', renewalFiscalYear: 2029, theftPrevention: '施錠した部屋', stocktakeResult: 'difference', note: '棚卸で、台帳のカメラ台数8台に対して現物が9台でした。確認中です。' } },
  { key: 'internetPc', kind: 'hardware', name: 'インターネット閲覧用PC', kana: 'いんたーねっとえつらんよう PC', category: '情報システム', owner: 'general', zone: 'internet', place: 'officeRoom', users: null, levels: '2/1/1',
    reason: '庁内の情報は置かないが、公表前の電子入札の画面を見ることがあるため。',
    more: { hardwareType: 'notebook', maker: '水郷電機', model: 'SD-NB1430', serialNumber: 'SDN23A0020', computerName: 'SUIGO-NET1', os: 'Windows 11 Pro 24H2', cpu: 'i5', memory: '16GB', storageType: 'SSD', storageCapacity: '256GB', ipAddress: '192.168.20.101', encryption: 'yes', antivirus: 'ウイルス対策ソフト', antivirusUpdate: 'インターネットから自動', usbControl: 'blocked', ...LEASE_2023, assetTag: '001012', theftPrevention: 'ワイヤ' } },
];

const LENT = { state: 'lent', lentOn: '2026-04-01', virusCheckedOn: '2026-06-10', locatedOn: '2026-06-10' };

/** USB-001 to USB-010: one purchase, one model, kept in one cabinet; what they are for decides their class. */
// biome-ignore format: a table, one medium per entry
const USB: readonly (Pick<SampleAsset, 'owner' | 'zone' | 'levels' | 'personal' | 'reason'> & { readonly no: string; readonly purpose: string; readonly more: Values })[] = [
  { no: '001', owner: 'general', zone: 'standalone', levels: '3C/2/2', personal: ['general'], purpose: '本台帳データベースの控え', reason: '本台帳データベースと同じ分類にする。', more: { handlingMarks: ['noTakeOut'], locatedOn: '2026-06-10' } },
  { no: '002', owner: 'general', zone: 'lgwan', levels: '3C/2/1', purpose: '構成市との決算資料の受渡し', reason: '公表前の決算資料を入れるため。', more: { ...LENT, lentTo: '総務グループ', borrower: '辻 恵子', handlingMarks: ['encrypt', 'takeOutByPermission'] } },
  { no: '003', owner: 'general', zone: 'lgwan', levels: '2/2/1', purpose: '入札関係書類の受渡し', reason: '内部の資料を入れるため。', more: { ...LENT, lentTo: '総務グループ', borrower: '辻 恵子', handlingMarks: ['encrypt'] } },
  { no: '004', owner: 'facility', zone: 'lgwan', levels: '2/2/1', purpose: '測定業者からの測定結果の受取り', reason: '公表前の測定結果を入れるため。', more: { ...LENT, lentTo: '施設グループ', borrower: '渡邉 健一' } },
  { no: '005', owner: 'operations', zone: 'plant', levels: '2/2/2', personal: ['general'], purpose: '計量データの毎日の控え', reason: '計量データと同じ分類にする。', more: { ...LENT, lentTo: '業務グループ', borrower: '髙﨑 正人' } },
  { no: '006', owner: 'general', zone: 'standalone', levels: '2/1/1', purpose: 'ウイルス定義の更新（つながっていない機器用）', reason: '組合の情報は入れないが、機器の構成が推し量れるため。', more: { virusCheckedOn: '2026-10-08', writeProtected: 'yes' } },
  { no: '007', owner: 'assembly', zone: 'lgwan', levels: '2/2/1', personal: ['general'], purpose: '議会の録音データの受渡し', reason: '公開前の議事を入れるため。', more: { ...LENT, lentTo: '議会事務局', borrower: '宮内 葉月' } },
  { no: '008', owner: 'facility', zone: 'plant', levels: '2/2/1', purpose: '運転データの取出し', reason: '運転データと同じ分類にする。', more: { ...LENT, lentTo: '施設グループ', borrower: '渡邉 健一' } },
  { no: '009', owner: 'general', zone: 'standalone', levels: '2/1/1', purpose: '予備', reason: '空の予備だが、使うときに備えて機密性2とする。', more: { state: 'spare' } },
  { no: '010', owner: 'general', zone: 'standalone', levels: '2/1/1', purpose: '予備', reason: '空の予備だが、使うときに備えて機密性2とする。', more: { state: 'spare' } },
];

// biome-ignore format: a table, one asset per entry
const MEDIA: readonly SampleAsset[] = [
  ...USB.map(({ no, purpose, more, ...asset }): SampleAsset => ({
    key: `usb${no}`, kind: 'medium', name: `USBメモリ USB-${no}`, kana: `ゆーえすびーめもり ${no}`, category: '情報システム', place: 'officeCabinet', users: '許可された者のみ', ...asset,
    more: { mediumType: 'usb', mediumNumber: `USB-${no}`, maker: '北総情報機器', model: 'HJ-SU32', serialNumber: `HJU5200${no}`, capacity: '32GB', encryption: 'yes', purpose, cabinet: '施錠棚A', keyHolder: 'generalAffairsHead', locked: 'yes', fireproof: 'no', acquiredOn: '2025-04-18', acquisitionPrice: 6_600, ...more },
  })),
  { key: 'hddShared', kind: 'medium', name: 'バックアップ外付HDD（共有）', kana: 'ばっくあっぷそとづけ HDD きょうゆう', category: '情報システム', owner: 'general', zone: 'standalone', place: 'fireSafe', users: '許可された者のみ', levels: '3C/2/2', personal: ['general'],
    reason: '共有NASとグループウェアの情報の控えで、元の情報と同じ分類にする。',
    more: { mediumType: 'externalHdd', mediumNumber: 'HDD-01', maker: '北総情報機器', model: 'HJ-PH8', serialNumber: 'HJP24B0011', capacity: '8TB', encryption: 'yes', purpose: '毎週の全体バックアップ', cabinet: '耐火金庫', keyHolder: 'generalAffairsHead', locked: 'yes', fireproof: 'yes', writeProtected: 'no', locatedOn: '2026-06-10', acquiredOn: '2024-06-14', acquisitionPrice: 38_500, assetTag: '001043', handlingMarks: ['noTakeOut'] } },
  { key: 'hddPay', kind: 'medium', name: 'バックアップ外付HDD（人事給与）', kana: 'ばっくあっぷそとづけ HDD じんじきゅうよ', category: '人事・給与', owner: 'general', zone: 'myNumber', place: 'fireSafe', users: '許可された者のみ', levels: '3B/2/2', personal: ['general', 'specific'],
    reason: '職員と扶養家族の個人番号の控えを保存するため。',
    more: { mediumType: 'externalHdd', mediumNumber: 'HDD-02', maker: '北総情報機器', model: 'HJ-PH2', serialNumber: 'HJP24B0012', capacity: '2TB', encryption: 'yes', purpose: '人事給与の毎月のバックアップ', cabinet: '耐火金庫', keyHolder: 'secretaryGeneral', locked: 'yes', fireproof: 'yes', writeProtected: 'no', longTermArea: '耐火金庫', locatedOn: '2026-06-10', acquiredOn: '2024-06-14', acquisitionPrice: 22_000, assetTag: '001044', handlingMarks: ['noTakeOut', 'noCopy'] } },
];

// biome-ignore format: a table, one asset per entry
const NETWORKS: readonly SampleAsset[] = [
  { key: 'lgwanLine', kind: 'network', name: 'LGWAN回線', kana: 'えるじーわんかいせん', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'serverRoom2', users: '全職員', levels: '3C/2/2',
    reason: '接続の設定は公表せず、止まると財務会計が使えないため。',
    more: { networkType: 'line', carrier: '県域情報ネットワーク', lineId: 'LG-000-0123', purpose: 'LGWAN接続系の通信', connectsTo: '県の接続拠点', controlledArea: 'yes', systemManagerPost: 'generalAffairsHead', vendor: '株式会社さざなみ情報', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 792_000 } },
  { key: 'internetLine', kind: 'network', name: 'インターネット回線', kana: 'いんたーねっとかいせん', category: '情報システム', owner: 'general', zone: 'internet', place: 'serverRoom2', users: '全職員', levels: '3C/2/2',
    reason: '接続の設定は公表せず、止まると電子入札とメールが使えないため。',
    more: { networkType: 'line', carrier: '水郷ケーブルネット', lineId: 'SC-0004567', purpose: '閲覧、メール、電子入札', connectsTo: 'インターネット', controlledArea: 'yes', systemManagerPost: 'generalAffairsHead', vendor: '水郷ケーブルネット株式会社', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 118_800 } },
  { key: 'switch', kind: 'network', name: '事務室 L2SW', kana: 'じむしつ えるつーすいっち', category: '情報システム', owner: 'general', zone: 'lgwan', place: null, users: '全職員', levels: '3C/2/2',
    reason: '設定は公表せず、止まると事務室の端末がすべて使えないため。',
    more: { networkType: 'l2switch', maker: '北総情報機器', model: 'HJ-SW24', serialNumber: 'HJ23S00731', purpose: '事務室の端末の接続', connectsTo: 'FW', ipAddress: '192.168.10.2', firmware: '3.4.1', systemManagerPost: 'generalAffairsHead', upsBacked: 'no', inspectionCycle: '毎年', inspectedOn: '2025-10-22', ...LEASE_2023, assetTag: '001013' } },
  { key: 'ups', kind: 'network', name: 'サーバ室 UPS', kana: 'さーばしつ ゆーぴーえす', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '所管部署のみ', levels: '2/1/2',
    reason: '停電のときにサーバを安全に止めるため。',
    more: { networkType: 'ups', maker: '水月電源', model: 'SG-1500R', serialNumber: 'SG2310045', purpose: 'サーバ、NAS、FWの停電対策', controlledArea: 'yes', systemManagerPost: 'generalAffairsHead', powerSource: '管理棟 分電盤L-3', seismicFix: 'yes', floodRisk: '2階に設置', inspectionCycle: '毎年', inspectedOn: '2025-10-22', ...LEASE_2023, assetTag: '001014', note: '蓄電池の交換の目安は令和9年度です。' } },
  { key: 'firewall', kind: 'network', name: '領域間 FW', kana: 'りょういきかん ふぁいあうぉーる', category: '情報システム', owner: 'general', zone: 'internet', place: 'serverRack', users: '所管部署のみ', levels: '3C/2/2',
    reason: '通信の許可の設定が知られると、侵入に使われるおそれがあるため。',
    more: { networkType: 'firewall', maker: '北総情報機器', model: 'HJ-UT60', serialNumber: 'HJ23U00119', purpose: 'LGWAN接続系とインターネット接続系の分離', connectsTo: 'インターネット回線', controlledArea: 'yes', ipAddress: '192.168.20.1', firmware: '7.2.8', systemManagerPost: 'generalAffairsHead', powerSource: 'サーバ室 UPS', upsBacked: 'yes', seismicFix: 'yes', inspectionCycle: '6か月ごと', inspectedOn: '2026-04-15', ...LEASE_2023, assetTag: '001015' } },
];

// biome-ignore format: a table, one asset per entry
const SOFTWARE: readonly SampleAsset[] = [
  { key: 'os', kind: 'software', name: 'パソコン用OS', kana: 'ぱそこんよう おーえす', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'officeRoom', users: '全職員', levels: '1/1/1',
    reason: '市販の製品で、入れなおすことができるため。',
    more: { productName: 'Windows 11 Pro', version: '24H2', publisher: 'マイクロソフト', licenseType: 'preinstalled', licenseCount: 11, certificatePlace: '各機器のシール', updateMethod: '管理サーバから毎月。つながっていない機器はUSB-006' } },
  { key: 'antivirus', kind: 'software', name: 'ウイルス対策ソフト', kana: 'ういるすたいさくそふと', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'officeRoom', users: '全職員', levels: '1/1/1',
    reason: '市販の製品で、入れなおすことができるため。',
    more: { productName: 'さざなみガード 法人版', version: '9', publisher: '株式会社さざなみ情報', licenseType: 'subscription', licenseCount: 12, certificatePlace: '施錠棚A', vendor: '株式会社さざなみ情報', vendorContact: HELP_DESK, ...FISCAL_2026, annualCost: 79_200, installPermitNumber: '令5-003', installPermittedOn: '2023-09-20', updateMethod: '管理サーバから毎日。つながっていない機器はUSB-006' } },
  { key: 'office', kind: 'software', name: 'オフィスソフト', kana: 'おふぃすそふと', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'officeCabinet', users: '全職員', levels: '1/1/1',
    reason: '市販の製品で、入れなおすことができるため。',
    more: { productName: 'Office LTSC 2024', version: '2024', publisher: 'マイクロソフト', licenseCount: 10, certificatePlace: '施錠棚A', supportUntil: '2029-10-09', acquiredOn: '2024-11-05', installPermitNumber: '令6-007', installPermittedOn: '2024-11-01', updateMethod: '管理サーバから毎月' } },
  { key: 'weighSoft', kind: 'software', name: '計量ソフト', kana: 'けいりょうそふと', category: '搬入・計量', owner: 'operations', zone: 'plant', place: 'weighDesk', users: '所管部署のみ', levels: '2/2/2',
    reason: '手数料の計算の設定を含み、止まると受入れができないため。',
    more: { productName: 'はかりっこ', version: '4.2', publisher: 'あやめ計装株式会社', licenseType: 'license', licenseCount: 1, certificatePlace: '計量棟 受付', supportUntil: '2028-03-31', vendor: 'あやめ計装株式会社', vendorContact: HELP_DESK, acquiredOn: '2021-03-25', updateMethod: '保守点検のとき事業者が更新' } },
];

// biome-ignore format: a table, one asset per entry
const INFORMATION: readonly SampleAsset[] = [
  { key: 'weighData', kind: 'information', name: '搬入計量データ・手数料調定', kana: 'はんにゅうけいりょうでーた・てすうりょうちょうてい', category: '搬入・計量', owner: 'operations', zone: 'plant', place: 'weighDesk', users: '所管部署のみ', levels: '2/2/2', personal: ['general'],
    reason: '手数料の元になる記録で、誤りや停止が収入と受入れに響くため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 6200, storageMedia: '業務システム', purposeOfUse: '手数料の計算と請求、搬入量の集計', recordItems: '氏名、住所、車両番号、搬入量、手数料', recordScope: 'ごみを持ち込んだ者', legalBasis: '組合廃棄物処理手数料条例', filingLarge: '業務', filingMiddle: '搬入', filingSmall: '計量', personalFile: 'listed', createdFiscalYear: 2026, retention: 'years5', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎日', backupPlace: 'USB-005', encryption: 'no', markingMethod: 'ファイル名' } },
  { key: 'permits', kind: 'information', name: '搬入許可申請書綴', kana: 'はんにゅうきょかしんせいしょつづり', category: '搬入・計量', owner: 'operations', zone: 'paper', place: 'archiveShelf', users: '所管部署のみ', levels: '3C/2/1', personal: ['general'],
    reason: '事業者の取引の内容と個人の住所・電話番号を含むため。',
    more: { form: 'paper', originality: 'original', obtainedBy: 'received', receivedFrom: '搬入を申請した者', subjectCount: 418, storageMedia: '書類', purposeOfUse: '搬入の許可と指導', recordItems: '氏名、住所、電話番号、車両番号', filingLarge: '業務', filingMiddle: '搬入', filingSmall: '許可', createdFiscalYear: 2025, retention: 'years5', retentionAction: 'dispose', markingMethod: 'ラベル', handlingMarks: ['copyByPermission'] } },
  { key: 'staffData', kind: 'information', name: '職員名簿・給与台帳（電子）', kana: 'しょくいんめいぼ・きゅうよだいちょう でんし', category: '人事・給与', owner: 'general', zone: 'myNumber', place: 'serverRoom2', users: '許可された者のみ', levels: '3B/2/1', personal: ['general', 'specific'],
    reason: '職員と扶養家族の個人番号を含むため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 86, storageMedia: '業務システム', purposeOfUse: '給与の支払い、源泉徴収、共済の届出', recordItems: '氏名、生年月日、住所、口座、個人番号、扶養家族', recordScope: '職員と扶養家族', regularRecipients: '税務署、共済組合', legalBasis: '番号法、所得税法', filingLarge: '総務', filingMiddle: '人事', filingSmall: '給与', createdFiscalYear: 2025, retention: 'years7', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎月', backupPlace: '耐火金庫', encryption: 'yes', markingMethod: 'ファイル名', handlingMarks: ['concerned', 'noCopy', 'noTakeOut'] } },
  { key: 'staffPaper', kind: 'information', name: '職員名簿・給与台帳（紙）', kana: 'しょくいんめいぼ・きゅうよだいちょう かみ', category: '人事・給与', owner: 'general', zone: 'paper', place: 'fireSafe', users: '許可された者のみ', levels: '3B/1/1', personal: ['general', 'specific'],
    reason: '電子のものを印刷した控えで、電子と同じ機密性にする。原本は電子のため完全性は1とする。',
    more: { form: 'paper', originality: 'copy', obtainedBy: 'made', subjectCount: 86, storageMedia: '書類', purposeOfUse: '支払いの確認', recordItems: '氏名、住所、口座、個人番号、扶養家族', filingLarge: '総務', filingMiddle: '人事', filingSmall: '給与', createdFiscalYear: 2025, retention: 'years3', retentionAction: 'dispose', markingMethod: '文書の隅', handlingMarks: ['concerned', 'noCopy', 'noTakeOut'] } },
  { key: 'healthChecks', kind: 'information', name: '職員健康診断結果綴', kana: 'しょくいんけんこうしんだんけっかつづり', category: '人事・給与', owner: 'general', zone: 'paper', place: 'officeCabinet', users: '許可された者のみ', levels: '3C/2/1', personal: ['general', 'sensitive'],
    reason: '職員の人事の情報として扱うため。',
    more: { form: 'paper', originality: 'original', obtainedBy: 'received', receivedFrom: '健診機関', subjectCount: 32, storageMedia: '書類', purposeOfUse: '職員の健康管理', recordItems: '氏名、検査の値、医師の所見', legalBasis: '労働安全衛生法', filingLarge: '総務', filingMiddle: '人事', filingSmall: '福利厚生', createdFiscalYear: 2025, retention: 'years5', retentionAction: 'dispose', markingMethod: 'ラベル', handlingMarks: ['concerned', 'noCopy'] } },
  { key: 'financeData', kind: 'information', name: '予算執行・債権者データ', kana: 'よさんしっこう・さいけんしゃでーた', category: '財務・契約', owner: 'general', zone: 'lgwan', place: 'offsite', users: '許可された者のみ', levels: '3C/2/2', personal: ['general'],
    reason: '債権者の口座を含み、誤りや停止が支払いに響くため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 240, storageMedia: '業務システム', purposeOfUse: '支払いと決算', recordItems: '氏名、住所、口座', legalBasis: '地方自治法、組合財務規則', filingLarge: '総務', filingMiddle: '財務', filingSmall: '会計', createdFiscalYear: 2026, retention: 'years10', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎日', backupPlace: '事業者データセンター', encryption: 'yes' } },
  { key: 'bidPrices', kind: 'information', name: '入札予定価格調書（電子）', kana: 'にゅうさつよていかかくちょうしょ でんし', category: '財務・契約', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '許可された者のみ', levels: '3C/2/1',
    reason: '入札の前に知られると、公正な競争ができなくなるため。',
    more: { form: 'electronic', originality: 'copy', obtainedBy: 'made', storageMedia: '共有ファイルサーバ', purposeOfUse: '入札の執行', filingLarge: '総務', filingMiddle: '財務', filingSmall: '契約', createdFiscalYear: 2026, retention: 'years5', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎週', backupPlace: '耐火金庫', encryption: 'passwordOnly', markingMethod: 'ファイル名', handlingMarks: ['concerned', 'noForward'] } },
  { key: 'bidRecords', kind: 'information', name: '入札参加申請・開札記録', kana: 'にゅうさつさんかしんせい・かいさつきろく', category: '財務・契約', owner: 'general', zone: 'internet', place: 'offsite', users: '許可された者のみ', levels: '2/2/1',
    reason: '開札までは公表しない内容を含むため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'received', receivedFrom: '入札参加者', storageMedia: '社外サーバ（クラウド）', filingLarge: '総務', filingMiddle: '財務', filingSmall: '契約', createdFiscalYear: 2026, retention: 'years5', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎日', backupPlace: '事業者データセンター', encryption: 'yes' } },
  { key: 'decisions', kind: 'information', name: '電子決裁文書', kana: 'でんしけっさいぶんしょ', category: '総務', owner: 'general', zone: 'lgwan', place: 'serverRack', users: '全職員', levels: '3C/2/2', personal: ['general'],
    reason: '決裁前の文書と、公表しない人事の通知を含むため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 60, storageMedia: '業務システム', legalBasis: '組合文書管理規程', filingLarge: '総務', filingMiddle: '文書', filingSmall: '決裁', createdFiscalYear: 2026, retention: 'years10', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎日', backupPlace: '耐火金庫', encryption: 'yes' } },
  { key: 'webDrafts', kind: 'information', name: 'ホームページ掲載データ', kana: 'ほーむぺーじけいさいでーた', category: '総務', owner: 'general', zone: 'internet', place: 'offsite', users: '公開', levels: '1/2/1',
    reason: '公開している情報だが、書きかえられると住民に誤った案内をするため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', storageMedia: '社外サーバ（クラウド）', filingLarge: '総務', filingMiddle: '広報', filingSmall: 'ホームページ', createdFiscalYear: 2026, retention: 'standing', backup: 'yes', backupFrequency: '毎週', backupPlace: '共有NAS', encryption: 'notNeeded' } },
  { key: 'minutes', kind: 'information', name: '組合議会 議事録（公開後）', kana: 'くみあいぎかい ぎじろく こうかいご', category: '議会・行政委員会', owner: 'assembly', zone: 'paper', place: 'archiveShelf', users: '公開', levels: '1/2/1',
    reason: '公開した議事録の原本で、書きかえを防ぐ必要があるため。',
    more: { form: 'paper', originality: 'original', obtainedBy: 'made', storageMedia: '書類', legalBasis: '地方自治法第123条', filingLarge: '議会', filingMiddle: '会議', filingSmall: '議事録', createdFiscalYear: 2025, retention: 'permanent', markingMethod: 'ラベル', handlingMarks: ['noRewrite'] } },
  { key: 'recordings', kind: 'information', name: '議会 会議録音データ', kana: 'ぎかい かいぎろくおんでーた', category: '議会・行政委員会', owner: 'assembly', zone: 'lgwan', place: 'officeRoom', users: '所管部署のみ', levels: '2/2/1', personal: ['general'],
    reason: '議事録にする前の録音で、公表を前提としていないため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 24, storageMedia: '可搬電子媒体', filingLarge: '議会', filingMiddle: '会議', filingSmall: '議事録', createdFiscalYear: 2026, retention: 'years1', retentionAction: 'dispose', backup: 'yes', backupFrequency: '変更のつど', backupPlace: '共有NAS', encryption: 'yes' } },
  { key: 'auditFiles', kind: 'information', name: '監査委員 監査資料', kana: 'かんさいいん かんさしりょう', category: '議会・行政委員会', owner: 'audit', zone: 'paper', place: 'archiveShelf', users: '許可された者のみ', levels: '3C/2/1', personal: ['general'],
    reason: '公表していない執行の内容と、指摘の検討の過程を含むため。',
    more: { form: 'paper', originality: 'original', obtainedBy: 'made', subjectCount: 40, storageMedia: '書類', legalBasis: '地方自治法第199条', filingLarge: '監査', filingMiddle: '定期監査', filingSmall: '資料', createdFiscalYear: 2025, retention: 'years10', retentionAction: 'dispose', markingMethod: '押印', handlingMarks: ['concerned'] } },
  { key: 'equityRecords', kind: 'information', name: '公平委員会 審査請求記録', kana: 'こうへいいいんかい しんさせいきゅうきろく', category: '議会・行政委員会', owner: 'equity', zone: 'paper', place: 'fireSafe', users: '許可された者のみ', levels: '3B/2/1', personal: ['general', 'sensitive'],
    reason: '請求した職員の処分の内容と病歴を含むため。',
    more: { form: 'paper', originality: 'original', obtainedBy: 'received', receivedFrom: '審査を請求した職員', subjectCount: 3, storageMedia: '書類', legalBasis: '地方公務員法第49条の2', filingLarge: '公平委員会', filingMiddle: '審査', filingSmall: '記録', createdFiscalYear: 2024, retention: 'years30', retentionAction: 'extend', markingMethod: '押印', handlingMarks: ['concerned', 'noCopy', 'noTakeOut'] } },
  { key: 'footage', kind: 'information', name: '防犯カメラ録画', kana: 'ぼうはんかめらろくが', category: '総務', owner: 'general', zone: 'standalone', place: 'serverRoom2', users: '許可された者のみ', levels: '3C/1/1', personal: ['general'],
    reason: '来場者の顔と車両番号の映像で、公表を前提としていないため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', purposeOfUse: '防犯と事故の確認', legalBasis: '組合防犯カメラ運用要領', createdFiscalYear: 2026, retention: 'underYear', retentionAction: 'dispose', backup: 'no', encryption: 'no', note: '30日で自動的に上書きされます。' } },
  { key: 'emissions', kind: 'information', name: '排ガス測定・ダイオキシン記録', kana: 'はいがすそくてい・だいおきしんきろく', category: '環境測定', owner: 'facility', zone: 'lgwan', place: 'serverRack', users: '職員と受託者', levels: '1/2/1',
    reason: '公表する記録だが、誤りがあると法令の基準を守っていることを示せないため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'received', receivedFrom: '測定業者', storageMedia: '共有ファイルサーバ', legalBasis: '廃棄物処理法、ダイオキシン類対策特別措置法', filingLarge: '施設', filingMiddle: '環境', filingSmall: '測定', createdFiscalYear: 2025, retention: 'years10', retentionAction: 'extend', backup: 'yes', backupFrequency: '毎週', backupPlace: '耐火金庫', encryption: 'notNeeded', handlingMarks: ['noDelete'] } },
  { key: 'operationData', kind: 'information', name: '焼却炉 運転データ', kana: 'しょうきゃくろ うんてんでーた', category: '施設運転', owner: 'facility', zone: 'plant', place: 'plantControl', users: '職員と受託者', levels: '2/2/1',
    reason: '維持管理の記録で、誤りがあると公表する値の根拠がなくなるため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', storageMedia: '業務システム', legalBasis: '廃棄物処理法第8条の4', filingLarge: '施設', filingMiddle: '運転', filingSmall: '日報', createdFiscalYear: 2026, retention: 'years3', retentionAction: 'dispose', backup: 'yes', backupFrequency: '毎月', backupPlace: 'USB-008', encryption: 'no' } },
  { key: 'ledgerData', kind: 'information', name: '本台帳データベース', kana: 'ほんだいちょうでーたべーす', category: '情報システム', owner: 'general', zone: 'standalone', place: 'officeRoom', users: '許可された者のみ', levels: '3C/2/2', personal: ['general'],
    reason: '機器の構成と備えの弱いところが分かり、失うと棚卸と監査に応じられないため。',
    more: { form: 'electronic', originality: 'original', obtainedBy: 'made', subjectCount: 32, storageMedia: '事務所PC', legalBasis: '組合情報セキュリティ基本方針', filingLarge: '総務', filingMiddle: '情報', filingSmall: '台帳', createdFiscalYear: 2026, retention: 'standing', backup: 'yes', backupFrequency: '変更のつど', backupPlace: 'USB-001', encryption: 'yes', handlingMarks: ['concerned'] } },
];

// biome-ignore format: a table, one asset per entry
const DOCUMENTS: readonly SampleAsset[] = [
  { key: 'networkPlan', kind: 'document', name: 'ネットワーク構成図', kana: 'ねっとわーくこうせいず', category: '情報システム', owner: 'general', zone: 'lgwan', place: 'officeCabinet', users: '許可された者のみ', levels: '3C/2/1',
    reason: '機器のつながりとアドレスが知られると、侵入に使われるおそれがあるため。',
    more: { documentType: 'network', version: '第6版', targetSystem: '全システム', form: 'paper', originalPlace: '施錠棚A', copies: 2, distribution: '事務局長、総務グループ', author: '株式会社さざなみ情報', createdOn: '2023-09-29', revisedOn: '2025-11-14', copyPermission: 'needed', retention: 'untilSuccessor', disposalCondition: '次の版ができたら溶解処理', handlingMarks: ['concerned', 'noCopy'] } },
  { key: 'weighSpec', kind: 'document', name: '計量システム 仕様書', kana: 'けいりょうしすてむ しようしょ', category: '搬入・計量', owner: 'operations', zone: 'paper', place: 'archiveShelf', users: '所管部署のみ', levels: '2/2/1',
    reason: '機器の内部の仕様で、公表を前提としていないため。',
    more: { documentType: 'specification', version: '第2版', targetSystem: 'ごみ計量システム', form: 'paper', originalPlace: '書庫 A棚', copies: 1, author: 'あやめ計装株式会社', createdOn: '2021-03-25', revisedOn: '2024-08-02', copyPermission: 'needed', retention: 'untilSuccessor', disposalCondition: '更新後に溶解処理' } },
  { key: 'weighManual', kind: 'document', name: '計量システム 操作手順', kana: 'けいりょうしすてむ そうさてじゅん', category: '搬入・計量', owner: 'operations', zone: 'paper', place: 'weighDesk', users: '所管部署のみ', levels: '2/2/1',
    reason: '内部の手順で、誤った版を使うと手数料を誤るため。',
    more: { documentType: 'procedure', version: '第4版', targetSystem: 'ごみ計量システム', form: 'paper', originalPlace: '計量棟 受付', copies: 3, distribution: '計量棟、業務グループ', author: '業務グループ', createdOn: '2021-04-01', revisedOn: '2026-04-01', copyPermission: 'needed', retention: 'untilSuccessor' } },
  { key: 'dcsManual', kind: 'document', name: '中央監視制御装置 取扱説明書', kana: 'ちゅうおうかんしせいぎょそうち とりあつかいせつめいしょ', category: '施設運転', owner: 'facility', zone: 'paper', place: 'plantControl', users: '職員と受託者', levels: '3C/2/1',
    reason: '制御の設定と非常時の操作が分かるため。',
    more: { documentType: 'procedure', version: '第1版', targetSystem: '中央監視制御装置', form: 'paper', originalPlace: '中央制御室', copies: 2, author: '水月プラント工業株式会社', createdOn: '2020-09-30', copyPermission: 'forbidden', retention: 'untilClosure', disposalCondition: '装置の更新のとき', handlingMarks: ['noCopy', 'noTakeOut'] } },
];

// biome-ignore format: a table, one asset per entry
const SERVICES: readonly SampleAsset[] = [
  { key: 'website', kind: 'service', name: 'ホームページ運営委託', kana: 'ほーむぺーじうんえいいたく', category: '総務', owner: 'general', zone: 'internet', place: 'offsite', users: '公開', levels: '1/2/1',
    reason: '公開する情報だけを預けるが、書きかえを防ぐ必要があるため。',
    more: { vendor: 'まこもデザイン有限会社', serviceName: '組合ホームページ運営業務委託', serviceType: 'contract', contractNumber: '令8-総-012', ...FISCAL_2026, annualCost: 396_000, securityClause: 'yes', securityClauseText: '仕様書 第9条', subcontract: 'no', workPlace: 'contractor', handoverMethod: '管理画面から登録', performanceCheckedOn: '2026-03-25', performanceResult: '問題なし', returnClause: 'yes', vendorContact: HELP_DESK, dataPlace: '国内のデータセンター' } },
  { key: 'weighCare', kind: 'service', name: '計量システム保守委託', kana: 'けいりょうしすてむほしゅいたく', category: '搬入・計量', owner: 'operations', zone: 'plant', place: 'weighDesk', users: '職員と受託者', levels: '2/2/2', personal: ['general'],
    reason: '点検のとき計量データを扱うため。',
    more: { vendor: 'あやめ計装株式会社', serviceName: 'トラックスケール及び計量システム保守業務委託', serviceType: 'contract', contractNumber: '令8-業-003', ...FISCAL_2026, annualCost: 1_320_000, securityClause: 'yes', securityClauseText: '特記事項 第2項', subcontract: 'no', workPlace: 'office', handoverMethod: '組合の機器の上だけで作業', performanceCheckedOn: '2026-03-30', performanceResult: '問題なし', returnClause: 'yes', vendorContact: HELP_DESK } },
  { key: 'eBidding', kind: 'service', name: '電子入札サービス', kana: 'でんしにゅうさつさーびす', category: '財務・契約', owner: 'general', zone: 'internet', place: 'offsite', users: '許可された者のみ', levels: '3C/2/2',
    reason: '開札の前の情報を預け、止まると入札ができないため。',
    more: { vendor: '県電子入札共同利用協議会', serviceName: '電子入札共同利用サービス', serviceType: 'cloud', contractNumber: '令8-総-004', ...FISCAL_2026, annualCost: 264_000, securityClause: 'yes', securityClauseText: '利用規約 第12条', subcontract: 'yes', subcontractApprovedOn: '2025-03-28', workPlace: 'contractor', handoverMethod: '暗号化した通信', performanceCheckedOn: '2026-03-25', performanceResult: '問題なし', returnClause: 'yes', vendorContact: HELP_DESK, dataPlace: '国内のデータセンター' } },
  { key: 'shredding', kind: 'service', name: '機密文書溶解処理', kana: 'きみつぶんしょようかいしょり', category: '総務', owner: 'general', zone: 'paper', place: 'offsite', users: '職員と受託者', levels: '3B/2/1', personal: ['general', 'specific'],
    reason: '個人番号を含む文書を処理のために渡すため。',
    more: { vendor: '水郷製紙リサイクル協同組合', serviceName: '機密文書溶解処理業務委託', serviceType: 'contract', contractNumber: '令8-総-021', ...FISCAL_2026, annualCost: 66_000, securityClause: 'yes', securityClauseText: '仕様書 第5条', subcontract: 'no', workPlace: 'contractor', handoverMethod: '施錠した箱で運び、職員が立ち会う', performanceCheckedOn: '2025-12-18', performanceResult: '溶解証明書を受領', returnClause: 'yes', erasureCertificateOn: '2025-12-18', vendorContact: HELP_DESK } },
];

const ASSETS: readonly SampleAsset[] = [
  ...SYSTEMS,
  ...HARDWARE,
  ...MEDIA,
  ...NETWORKS,
  ...SOFTWARE,
  ...INFORMATION,
  ...DOCUMENTS,
  ...SERVICES,
];

const PCS = terminals.map(({ key }) => key);

// biome-ignore format: a table
const LINKS: readonly (readonly [from: string, type: LinkType, to: string])[] = [
  // What is kept where.
  ['weighData', 'storedOn', 'weighPc'], ['weighData', 'storedOn', 'usb005'],
  ['staffData', 'storedOn', 'payPc'], ['staffData', 'storedOn', 'hddPay'],
  ['financeData', 'storedOn', 'finance'],
  ['bidPrices', 'storedOn', 'nas'], ['bidPrices', 'storedOn', 'usb003'], ['bidPrices', 'storedOn', 'hddShared'],
  ['decisions', 'storedOn', 'server'], ['decisions', 'storedOn', 'hddShared'],
  ['recordings', 'storedOn', 'usb007'], ['recordings', 'storedOn', 'nas'],
  ['footage', 'storedOn', 'recorder'],
  ['emissions', 'storedOn', 'nas'], ['emissions', 'storedOn', 'usb004'], ['emissions', 'storedOn', 'hddShared'],
  ['operationData', 'storedOn', 'dcs'], ['operationData', 'storedOn', 'usb008'],
  ['ledgerData', 'storedOn', 'ledgerPc'], ['ledgerData', 'storedOn', 'usb001'],
  // What systems consist of.
  ['weighPc', 'partOf', 'weighing'], ['payPc', 'partOf', 'payroll'],
  ['server', 'partOf', 'groupware'], ['nas', 'partOf', 'groupware'],
  ...PCS.map((pc) => [pc, 'partOf', 'groupware'] as const),
  // What documents describe.
  ['networkPlan', 'describes', 'groupware'], ['weighSpec', 'describes', 'weighing'], ['weighManual', 'describes', 'weighing'], ['dcsManual', 'describes', 'dcs'],
  // What is installed where.
  ...[...PCS, 'ledgerPc', 'payPc', 'internetPc'].map((pc) => ['os', 'installedOn', pc] as const),
  ...[...PCS, 'server', 'payPc', 'internetPc'].map((pc) => ['antivirus', 'installedOn', pc] as const),
  ...[...PCS, 'ledgerPc'].map((pc) => ['office', 'installedOn', pc] as const),
  ['weighSoft', 'installedOn', 'weighPc'],
  // What firms handle.
  ['webDrafts', 'handledBy', 'website'], ['weighData', 'handledBy', 'weighCare'], ['bidRecords', 'handledBy', 'eBidding'],
  ['permits', 'handledBy', 'shredding'], ['staffPaper', 'handledBy', 'shredding'],
  // The rest.
  ['staffPaper', 'copyOf', 'staffData'],
  ['weighing', 'related', 'weighCare'], ['finance', 'related', 'lgwanLine'], ['server', 'related', 'ups'], ['firewall', 'related', 'internetLine'], ['switch', 'related', 'firewall'],
];

/**
 * Adds the sample assets, their places and people, inside the caller's transaction; the groups exist already. Levels are
 * those of the scheme municipal-2024 whichever scheme the register goes on with: an asset keeps the scheme it was
 * classed in.
 */
export function addSample(context: Context, recorder: Recorder): void {
  const own = addOwnItems(context, recorder);
  const { db, state } = opened(context);
  const ids = new Map<string, number>();
  for (const asset of ASSETS) {
    const values = cleanValues(state, asset.kind, MUNICIPAL_2024.id, valuesOf(state, own, asset));
    ids.set(asset.key, addAsset(context, recorder, { kind: asset.kind, schemeId: MUNICIPAL_2024.id, values }).id);
  }
  for (const [from, type, to] of LINKS) {
    const [fromId, toId] = [ids.get(from), ids.get(to)];
    if (fromId === undefined || toId === undefined) throw new Error(`sample link ${from} ${type} ${to} names no asset`);
    if (insertLink(db, type, fromId, toId).isNew) recordLink(context, recorder, 'add', type, fromId, toId);
  }
}

/** Adds places and people. @returns their ids by `<list>.<key>` */
function addOwnItems(context: Context, recorder: Recorder): ReadonlyMap<string, string> {
  const register = opened(context);
  const ids = new Map<string, string>();
  const add = (list: string, key: string, label: string, kana: string, parentId: string | null) => {
    const last = register.state.lists.find((one) => one.id === list)?.items.at(-1)?.sort ?? 0;
    const id = `${list}.${context.ports.newId()}`;
    addItem(register.db, recorder, newItem(id, list, label, last + (ids.size + 1) * 10, { kana, parentId }));
    ids.set(`${list}.${key}`, id);
  };
  for (const { key, label, kana, parent } of PLACES) {
    add('place', key, label, kana, parent ? itemId(ids, 'place', parent) : null);
  }
  for (const { key, label, kana } of PEOPLE) add('person', key, label, kana, null);
  register.state = loadState(register.db);
  return ids;
}

/** Id of a list item: one of the sample's own or a preset. */
function itemId(own: ReadonlyMap<string, string>, list: string, word: string): string {
  return own.get(`${list}.${word}`) ?? `${list}.${word}`;
}

function valuesOf(state: RegisterState, own: ReadonlyMap<string, string>, asset: SampleAsset): Values {
  const [confidentiality, integrity, availability] = asset.levels.split('/');
  const owner = OWNERS[asset.owner];
  const short: Values = {
    name: asset.name,
    kana: asset.kana,
    businessCategory: asset.category,
    body: owner.body,
    responsiblePost: owner.post,
    handlerPerson: owner.person,
    userScope: asset.users,
    zone: asset.zone,
    place: asset.place,
    confidentiality: confidentiality!,
    integrity: integrity!,
    availability: availability!,
    classificationReason: asset.reason,
    state: 'inUse',
    ...STOCKTAKE,
    ...asset.more,
  };
  const full = Object.entries(short).map(([id, value]): [string, FieldValue] => {
    const { type, list } = fieldOf(asset.kind, id) ?? {};
    if (!list || (type !== 'choice' && type !== 'multi') || value === null) return [id, value];
    if (Array.isArray(value)) return [id, value.map((word: string) => itemId(own, list, word))];
    return [id, itemId(own, list, String(value))];
  });
  return {
    ...Object.fromEntries(full),
    group: groupId(state, owner.group, `body.${owner.body}`),
    // The ids of this list begin with another word than the list.
    personalData: (asset.personal ?? ['none']).map((word) => `personal.${word}`),
  };
}

/** The group by its proposed name; a union that named its groups otherwise gets one of the same 実施機関, or any. */
function groupId(state: RegisterState, label: string, bodyId: string): string | null {
  const groups = state.lists.find((list) => list.id === 'group')?.items ?? [];
  const group =
    groups.find((item) => item.label === label) ?? groups.find((item) => item.parentId === bodyId) ?? groups[0];
  return group?.id ?? null;
}
