import { readFileSync } from 'node:fs';
import { fieldById, kindOfLabel } from '../../contract/catalogue/index.ts';
import type { Truth, TruthCell } from './importMeasure.ts';

/** The samples' expected/*.json in the words of the measure: their keys are not our fields. */

interface Expected {
  readonly assets: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly column?: string;
    readonly kind: string;
    readonly norm: Readonly<Record<string, unknown>>;
  }[];
  readonly doubtful: readonly { readonly sheet: string; readonly cell: string }[];
}

/** Fields in which a value of the truth may stand; the first that is filled counts. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  no: [],
  // What no scheme of the app has is kept word for word.
  importance: [],
  asset_no: ['assetTag', 'number', 'formerNumber'],
  mgmt_no: ['number', 'formerNumber'],
  category: ['businessCategory'],
  name: ['name'],
  name_kana: ['kana'],
  note: ['note'],
  users: ['userScope'],
  org_unit: ['group'],
  manager: ['responsiblePost', 'systemManagerPost'],
  media: ['storageMedia', 'form'],
  personal: ['personalData'],
  conf: ['confidentiality'],
  integ: ['integrity'],
  avail: ['availability'],
  retention: ['retention'],
  registered: ['registeredOn', 'updatedOn'],
  old_no: ['formerNumber'],
  type: ['hardwareType', 'networkType', 'mediumType', 'documentType'],
  maker: ['maker'],
  model: ['model'],
  serial: ['serialNumber'],
  location: ['place', 'originalPlace'],
  zone: ['zone'],
  use: ['purpose'],
  acquired_by: ['acquisitionType'],
  acquired: ['acquiredOn'],
  lease_end: ['leaseUntil'],
  vendor: ['vendor'],
  user: ['user'],
  host: ['computerName'],
  os: ['os'],
  encrypted: ['encryption'],
  capacity: ['capacity'],
  lent_to: ['lentTo'],
  lent: ['lentOn'],
  returned: ['returnedOn'],
  disposed: ['disposedOn'],
  status: ['state'],
  version: ['version'],
  system: ['targetSystem'],
  copies: ['copies'],
  author: ['author'],
  created: ['createdOn'],
  revised: ['revisedOn'],
  handling: ['handlingMarks'],
  contract_from: ['contractFrom'],
  contract_to: ['contractUntil'],
  tel: ['vendorContact'],
};

const flat = (value: unknown): string =>
  (Array.isArray(value) ? value.map(String).sort().join(' ') : String(value ?? ''))
    .normalize('NFKC')
    .replace(/[\s"“”()・、,]/g, '')
    .toLowerCase();

/** The value of the truth in the words of the proposal. */
function wanted(key: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (key === 'conf' || key === 'integ' || key === 'avail') return flat((value as { level: unknown }).level);
  if (key === 'encrypted') return value === true ? 'あり' : 'なし';
  if (key === 'retention')
    return flat(typeof value === 'string' ? value : (value as { given: unknown }).given).replace(/年間$/, '年');
  if (key === 'personal' && Array.isArray(value) && value.length === 0) return '';
  return flat(value);
}

function matches(key: string, value: unknown, got: unknown, values: Readonly<Record<string, unknown>>): boolean {
  const want = wanted(key, value);
  const have = flat(got);
  if (want === have) return true;
  if (key === 'personal') return want === '' && have === '無';
  if (key === 'encryption') return want === have;
  if (key === 'encrypted') return value === null && have === '';
  if (key === 'handling') return flat(String(value).split(/[、,]/).map(flat)) === have;
  if (key === 'copies') return String(value).normalize('NFKC').replace(/\D/g, '') === have;
  // 区分 is taken as the kind.
  if (key === 'type' && have === '') return kindOfLabel(String(value)) !== null;
  // Words of a list stand for what was typed (共有サーバー: 共有ファイルサーバ): what the list says is checked elsewhere.
  if (['type', 'media', 'acquired_by', 'location', 'users', 'manager'].includes(key))
    return (want === '') === (have === '');
  // What no field holds is kept word for word.
  return want !== '' && have === '' && flat(values['importedNotes']).includes(want);
}

/** The samples that can be read, with a truth for each row. */
export const SAMPLE_FILES: readonly string[] = [
  'USBメモリ・外部媒体管理簿.xlsx',
  'ドキュメント管理台帳.csv',
  'ドキュメント管理台帳_UTF8.csv',
  '情報システム・ネットワーク一覧.xlsx',
  '情報資産管理台帳_令和7年度.xlsx',
  '機器台帳.xlsx',
  '監査公平情報資産台帳.ods',
];
export const SAMPLES = new URL('../fixtures/samples/', import.meta.url);

export function sampleTruth(file: string): Truth {
  const { assets, doubtful } = JSON.parse(readFileSync(new URL(`${file}.json`, SAMPLES), 'utf8')) as Expected;
  return {
    layout: '',
    doubtful,
    assets: assets.map(({ norm, ...asset }) => ({
      ...asset,
      cells: Object.fromEntries(
        Object.entries(norm).flatMap(([key, value]): [string, TruthCell][] => {
          const fields = FIELDS[key] ?? [key];
          if (fields.length === 0 || (!FIELDS[key] && !fieldById(key))) return [];
          const same: TruthCell['same'] = (values) => fields.some((id) => matches(key, value, values[id], values));
          return [[fields[0]!, { cell: '', value, doubtful: false, fields, same }]];
        }),
      ),
    })),
  };
}
