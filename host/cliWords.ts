import type { AssetRow } from '../contract/asset.ts';
import { fieldById } from '../contract/catalogue/index.ts';
import type { ImportCheck, ImportPlan } from '../contract/importing.ts';

const HELD = ['numberExists', 'alreadyTaken', 'sameSerial', 'sameName'] as const;
const TWICE = ['numberTwice', 'serialTwice'] as const;
const all = (findings: readonly (keyof NonNullable<ImportPlan['findings']>)[], way: 'new' | 'update' | 'skip') =>
  Object.fromEntries(findings.map((finding) => [finding, way]));

/** `--on-duplicate`: what becomes of rows that look like something that is there. A name that is only similar is for a person. */
export const ON_DUPLICATE: Readonly<Record<string, NonNullable<ImportPlan['findings']>>> = {
  new: all([...HELD, ...TWICE, 'similarName'], 'new'),
  update: all(HELD, 'update'),
  skip: all([...HELD, ...TWICE], 'skip'),
};

/** What a dry run says, in the words of a receipt, with everything that was understood. */
export function promised(
  { clean, doubtful, leftOut, updates, seen: _seen, affected: _, proposal, ...check }: ImportCheck,
  goodRowsOnly: boolean,
) {
  const { assets = [], notAssets = [], doubtful: cells = [] } = proposal ?? {};
  const updated = goodRowsOnly ? updates.clean : updates.clean + updates.doubtful;
  return {
    ...check,
    imported: (goodRowsOnly ? clean : clean + doubtful) - updated,
    updated,
    skipped: goodRowsOnly ? leftOut + doubtful : leftOut,
    assets,
    notAssets,
    doubtful: cells,
  };
}

export function problemLines(
  problems: readonly { sheet: string; row: number; column: string; message: string }[],
): string[] {
  return problems.slice(0, 50).map((p) => `  ${p.sheet} ${p.row}行 ${p.column} ${p.message}`);
}

/** Keys are the catalogue's field ids; choices are given by their names, levels by their codes, dates in ISO. */
export function plainAsset(row: AssetRow, labels: ReadonlyMap<string, string>): Record<string, unknown> {
  const word = (id: string) => labels.get(id) ?? id;
  const asset: Record<string, unknown> = { id: row.id, kind: row.kind, scheme: row.schemeId };
  for (const [id, value] of Object.entries(row.values)) {
    const type = fieldById(id)?.type;
    if (id === 'kind') continue;
    if (type === 'multi') asset[id] = (value as readonly string[]).map(word);
    else asset[id] = type === 'choice' ? word(String(value)) : value;
  }
  return asset;
}
