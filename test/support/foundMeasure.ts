import { KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import type { ImportProposal } from '../../contract/importing.ts';
import type { Found } from './foundLedger.ts';

/** Compares, cell by cell, what an import understood with what a made-up ledger is known to hold. */

export interface FoundMeasured {
  readonly rows: number;
  /** Rows whose kind and values are all as they should be, and whose unreadable cells were told. */
  readonly right: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly values: number;
  /** Other values than the truth, in cells that nobody was told about. */
  readonly wrong: readonly string[];
  /** Cells that cannot be known and that nobody was told about. */
  readonly missed: readonly string[];
  /** In 取込元のその他の列 instead of their field: nothing is lost, but the column was not understood. */
  readonly kept: readonly string[];
  /** Cells that could be read and were called doubtful. */
  readonly more: readonly string[];
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

const plain = (value: unknown): string =>
  value === null || value === undefined ? '' : (Array.isArray(value) ? value.join('、') : String(value)).trim();

export function measureFound({ assets, layout }: Found, proposal: ImportProposal): FoundMeasured {
  const place = (one: { sheet: string; row: number; column?: string }) => `${one.sheet}!${one.column ?? ''}${one.row}`;
  const got = new Map(proposal.assets.map((one) => [place(one), one] as const));
  const doubted = new Set(proposal.doubtful.map((one) => `${one.sheet}!${one.cell}`));
  const expected = new Set(assets.map(place));
  const wrong: string[] = [];
  const missed: string[] = [];
  const kept: string[] = [];
  const more: string[] = [];
  let right = 0;
  let values = 0;
  for (const asset of assets) {
    const found = got.get(place(asset));
    if (!found) continue;
    const says = (what: string) => `${layout} ${place(asset)} ${what}`;
    let ok = true;
    const told = [...doubted].some((cell) => cell === `${asset.sheet}!`);
    if (found.kind !== CODES[asset.kind]) {
      ok = false;
      if (!told) wrong.push(says(`kind ${found.kind && KIND_DEFINITIONS[found.kind].label} instead of ${asset.kind}`));
    }
    for (const [id, { cell, value, doubtful }] of Object.entries(asset.cells)) {
      values += 1;
      const isTold = doubted.has(`${asset.sheet}!${cell}`);
      if (doubtful) {
        if (!isTold) {
          missed.push(says(`${cell} ${id}: ${JSON.stringify(found.values[id])} in silence`));
          ok = false;
        }
        continue;
      }
      const have = plain(found.values[id]);
      const want = plain(value);
      // A dash in a column of marks is "no"; what is blank says nothing of anybody.
      const same = have === want || (id === 'personalData' && want === '無' && have === '');
      if (!same) {
        ok = false;
        if (isTold) more.push(says(`${cell} ${id}: ${JSON.stringify(value)}`));
        else if (have === '' && want !== '' && found.values['importedNotes'])
          kept.push(says(`${cell} ${id}: ${JSON.stringify(value)}`));
        else wrong.push(says(`${cell} ${id}: ${JSON.stringify(value)} is ${JSON.stringify(found.values[id])}`));
      } else if (isTold) more.push(says(`${cell} ${id}: ${JSON.stringify(value)}, right`));
    }
    if (ok) right += 1;
  }
  return {
    rows: assets.length,
    right,
    missing: [...expected].filter((one) => !got.has(one)).map((one) => `${layout} ${one}`),
    extra: [...got.keys()].filter((one) => !expected.has(one)).map((one) => `${layout} ${one}`),
    values,
    wrong,
    missed,
    kept,
    more,
  };
}
