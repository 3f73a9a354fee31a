import { fieldById, type Kind, kindOfLabel } from '../../contract/catalogue/index.ts';
import type { ImportProposal } from '../../contract/importing.ts';

/** Compares what an import understood with what a file is known to hold. */

export interface Truth {
  readonly assets: readonly {
    readonly sheet: string;
    readonly row: number;
    /** Letters, where fields stand as rows. */
    readonly column?: string;
    readonly kind: string;
    readonly norm: Readonly<Record<string, unknown>>;
  }[];
  readonly not_assets: readonly { readonly sheet: string; readonly row: number; readonly row_end: number }[];
  readonly doubtful: readonly { readonly sheet: string; readonly cell: string; readonly code?: string }[];
}

export interface Measured {
  readonly rows: number;
  readonly right: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly doubtful: number;
  readonly missed: readonly string[];
  /** Doubtful cells beyond those of the truth. */
  readonly more: readonly string[];
  readonly values: number;
  /** Values that differ, in cells that nobody was told about. */
  readonly wrong: readonly string[];
}

const CODES: Readonly<Record<string, Kind>> = {
  INF: 'information',
  SYS: 'system',
  HW: 'hardware',
  NET: 'network',
  MED: 'medium',
  DOC: 'document',
  SW: 'software',
  EXT: 'service',
};

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

const placeOf = (one: { sheet: string; row: number; column?: string }) => `${one.sheet}!${one.column ?? ''}${one.row}`;
const cellOf = (one: { sheet: string; cell: string }) => `${one.sheet}!${one.cell}`;
const sorted = (set: ReadonlySet<string>) => [...set].sort();

export function measure(truth: Truth, proposal: ImportProposal): Measured {
  const got = new Map(proposal.assets.map((one) => [placeOf(one), one] as const));
  const expected = new Set(truth.assets.map(placeOf));
  const doubted = new Set(proposal.doubtful.map(cellOf));
  const doubtedRows = new Map<string, string[]>();
  for (const one of proposal.doubtful)
    doubtedRows.set(placeOf(one), [...(doubtedRows.get(placeOf(one)) ?? []), one.cell]);
  const truthCells = new Set(truth.doubtful.map(cellOf));
  const wrong: string[] = [];
  let values = 0;
  let right = 0;
  for (const asset of truth.assets) {
    const found = got.get(placeOf(asset));
    if (!found) continue;
    if (found.kind === CODES[asset.kind]) right += 1;
    else wrong.push(`${placeOf(asset)} kind ${found.kind} instead of ${asset.kind}`);
    // A period is one cell of two days.
    const period = 'contract_from' in asset.norm ? 1 : 0;
    let excuses = (doubtedRows.get(`${asset.sheet}!${asset.row}`)?.length ?? -period) + period;
    for (const [key, value] of Object.entries(asset.norm)) {
      const fields = FIELDS[key] ?? [key];
      if (fields.length === 0 || (!FIELDS[key] && !fieldById(key))) continue;
      values += 1;
      const ok = fields.some((id) => matches(key, value, found.values[id], found.values));
      // Told about: the cell of this value cannot be named from here, so each doubt of the row excuses one value.
      if (!ok && excuses > 0) excuses -= 1;
      else if (!ok)
        wrong.push(
          `${placeOf(asset)} ${key}: ${JSON.stringify(value)} is ${JSON.stringify(fields.map((id) => found.values[id]))}`,
        );
    }
  }
  return {
    rows: truth.assets.length,
    right,
    missing: sorted(new Set([...expected].filter((place) => !got.has(place)))),
    extra: sorted(new Set([...got.keys()].filter((place) => !expected.has(place)))),
    doubtful: truth.doubtful.length,
    missed: sorted(new Set([...truthCells].filter((cell) => !doubted.has(cell)))),
    more: sorted(new Set([...doubted].filter((cell) => !truthCells.has(cell)))),
    values,
    wrong,
  };
}

/** One line for each file. */
export function table(files: readonly (readonly [name: string, measured: Measured])[]): string {
  const lines = files.map(([name, one]) =>
    [
      `rows ${one.right}/${one.rows}`,
      `missing ${one.missing.length}`,
      `extra ${one.extra.length}`,
      `doubtful ${one.doubtful - one.missed.length}/${one.doubtful}`,
      `more ${one.more.length}`,
      `values ${one.values - one.wrong.length}/${one.values}`,
      name,
    ].join('  '),
  );
  return lines.join('\n');
}
