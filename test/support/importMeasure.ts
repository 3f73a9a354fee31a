import { KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import type { ImportProposal } from '../../contract/importing.ts';

/** Compares, cell by cell, what an import understood with what a file is known to hold. One measure for all files. */

type Values = ImportProposal['assets'][number]['values'];

/** What one fact of an asset is. */
export interface TruthCell {
  /** A1; '' where the truth does not say in which cell it stands. */
  readonly cell: string;
  readonly value: unknown;
  /** It can't be known, and the person has to be told; `value` is what the clerk knows. */
  readonly doubtful: boolean;
  /** Ids of the fields in which it may stand, where that is not its key alone. */
  readonly fields?: readonly string[];
  /** Where it is more than the value of the field: true for values that say the same. */
  readonly same?: (values: Values) => boolean;
}

export interface TruthAsset {
  readonly sheet: string;
  readonly row: number;
  /** Letters, where fields stand as rows, on cards, or where the table begins to the right of another. */
  readonly column?: string;
  /** INF, HW … */
  readonly kind: string;
  readonly cells: Readonly<Record<string, TruthCell>>;
}

export interface Truth {
  readonly assets: readonly TruthAsset[];
  /** Further cells that must be told. */
  readonly doubtful?: readonly { readonly sheet: string; readonly cell: string }[];
  /** For the reader of a failure. */
  readonly layout: string;
}

export interface Measured {
  readonly rows: number;
  /** Rows whose kind and values are all as they should be, and whose unreadable cells were told. */
  readonly right: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly values: number;
  /** Other values than the truth, in cells that nobody was told about. */
  readonly wrong: readonly string[];
  /** Cells that must be told as doubtful, and those of them that were not. */
  readonly doubtful: number;
  readonly missed: readonly string[];
  /** In 取込元のその他の列 instead of their field: nothing is lost, but the column was not understood. */
  readonly kept: readonly string[];
  /** Told as doubtful although they can be read. */
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

export const kindOfCode = (code: string): Kind => CODES[code]!;

export const plainValue = (value: unknown): string =>
  value === null || value === undefined ? '' : (Array.isArray(value) ? value.join('、') : String(value)).trim();

/** True where the values say what the truth says. */
export function saysSame(id: string, { value, same }: TruthCell, values: Values): boolean {
  if (same) return same(values);
  const have = plainValue(values[id]);
  const want = plainValue(value);
  // A dash in a column of marks is "no"; what is blank says nothing of anybody.
  return have === want || (id === 'personalData' && want === '無' && have === '');
}

export const placeOf = (one: { sheet: string; row: number; column?: string }) =>
  `${one.sheet}!${one.column ?? ''}${one.row}`;

export function measure({ assets, doubtful = [], layout }: Truth, proposal: ImportProposal): Measured {
  const got = new Map(proposal.assets.map((one) => [placeOf(one), one] as const));
  const cellOf = (one: { sheet: string; cell: string }) => `${one.sheet}!${one.cell}`;
  const doubted = new Set(proposal.doubtful.map(cellOf));
  const told = Map.groupBy(proposal.doubtful, ({ sheet, row }) => `${sheet}!${row}`);
  const expected = new Set(assets.map(placeOf));
  const must = new Set(doubtful.map(cellOf));
  for (const { sheet, cells } of assets)
    for (const one of Object.values(cells)) if (one.doubtful) must.add(cellOf({ sheet, cell: one.cell }));
  const wrong: string[] = [];
  const missed = new Set(doubtful.map(cellOf).filter((cell) => !doubted.has(cell)));
  const kept: string[] = [];
  let right = 0;
  let values = 0;
  for (const asset of assets) {
    const found = got.get(placeOf(asset));
    if (!found) continue;
    const says = (what: string) => `${layout} ${placeOf(asset)} ${what}`;
    let ok = true;
    if (found.kind !== CODES[asset.kind]) {
      ok = false;
      if (!doubted.has(`${asset.sheet}!`))
        wrong.push(says(`kind ${found.kind && KIND_DEFINITIONS[found.kind].label} instead of ${asset.kind}`));
    }
    // Where the truth names no cells, each doubt of the row excuses one value.
    let excuses = told.get(`${asset.sheet}!${asset.row}`)?.length ?? 0;
    for (const [id, one] of Object.entries(asset.cells)) {
      const { cell, value } = one;
      values += 1;
      const isTold = cell !== '' && doubted.has(`${asset.sheet}!${cell}`);
      if (one.doubtful) {
        if (isTold) continue;
        missed.add(says(`${cell} ${id}: ${JSON.stringify(found.values[id])} in silence`));
        ok = false;
        continue;
      }
      if (saysSame(id, one, found.values)) continue;
      if (cell === '' && excuses > 0) {
        excuses -= 1;
        continue;
      }
      ok = false;
      const message = says(`${cell} ${id}: ${JSON.stringify(value)} is ${JSON.stringify(found.values[id])}`);
      if (isTold) continue;
      if (plainValue(found.values[id]) === '' && plainValue(value) !== '' && found.values['importedNotes'])
        kept.push(message);
      else wrong.push(message);
    }
    if (ok) right += 1;
  }
  return {
    rows: assets.length,
    right,
    missing: [...expected].filter((one) => !got.has(one)).map((one) => `${layout} ${one}`),
    extra: [...got.keys()].filter((one) => !expected.has(one)).map((one) => `${layout} ${one}`),
    doubtful: must.size,
    missed: [...missed],
    more: [...doubted].filter((cell) => !must.has(cell)).map((cell) => `${layout} ${cell}`),
    values,
    wrong,
    kept,
  };
}

const LISTS = ['missing', 'extra', 'wrong', 'missed', 'kept', 'more'] as const;
const COUNTS = ['rows', 'right', 'values', 'doubtful'] as const;

/** The measures of several books together; `named` goes before each finding. */
export function sumOf(all: readonly (readonly [named: string, one: Measured])[]): Measured {
  return Object.fromEntries([
    ...COUNTS.map((key) => [key, all.reduce((sum, [, one]) => sum + one[key], 0)]),
    ...LISTS.map((key) => [key, all.flatMap(([named, one]) => one[key].map((text) => `${named} ${text}`))]),
  ]) as unknown as Measured;
}

/** One line of figures. */
export function figuresOf(one: Measured): string {
  return [
    `rows ${one.right}/${one.rows}`,
    `missing ${one.missing.length}`,
    `extra ${one.extra.length}`,
    `wrong ${one.wrong.length}/${one.values}`,
    `doubts told ${one.doubtful - one.missed.length}/${one.doubtful}`,
    `kept aside ${one.kept.length}`,
    `more doubts ${one.more.length}`,
  ].join('  ');
}
