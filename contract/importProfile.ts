import { z } from 'zod';
import { kindSchema } from './asset.ts';
import type { Catalogue } from './catalogue/own.ts';
import { answerSchema, type ImportPlan, isColumnOf, newOwnFieldSchema, type SheetPlan } from './importing.ts';
import { foldHeading } from './japanese/fold.ts';

/**
 * How a union reads its ledgers, kept under a name: the same book comes again next April with the same headings, and
 * nobody should have to map its columns and explain its words twice.
 */

const sheetProfileSchema = z.object({
  kind: kindSchema.nullable(),
  kindByType: z.boolean().optional(),
  kindByHeading: z.boolean().optional(),
  /** Heading as written, and the field or compound that it goes to; null: 取込元のその他の列. */
  columns: z.array(z.object({ heading: z.string().max(500), id: z.string().max(64).nullable() })).max(1000),
});

export const saveProfileSchema = z.object({
  name: z.string().trim().min(1, '名前を入れてください。').max(100),
  schemeId: z.string().max(64),
  sheets: z.array(sheetProfileSchema).min(1).max(200),
  meanings: z.array(answerSchema).max(2000),
  /** Own fields that columns become, by name: one that is there by then is that one. */
  ownFields: z.array(newOwnFieldSchema).max(200).optional(),
});

/** As it is stored; `id` never changes, a profile that is saved again under its name keeps it. */
export const profileSchema = saveProfileSchema.extend({ id: z.string().min(1).max(64) });
export type ImportProfile = z.infer<typeof profileSchema>;
export type NewProfile = z.infer<typeof saveProfileSchema>;
type SheetProfile = z.infer<typeof sheetProfileSchema>;

/** Headings by table name, for each column from column 1. */
export type Headings = Readonly<Record<string, readonly string[]>>;

/** What a plan would keep. @param name under which it is saved */
export function profileOf(name: string, plan: ImportPlan, headings: Headings): NewProfile {
  return {
    name,
    schemeId: plan.schemeId,
    sheets: plan.sheets
      .filter((sheet) => sheet.use)
      .map((sheet) => ({
        kind: sheet.kind,
        ...(sheet.kindByType && { kindByType: true }),
        ...(sheet.kindByHeading && { kindByHeading: true }),
        columns: (headings[sheet.name] ?? []).flatMap((heading, i) =>
          heading === '' ? [] : [{ heading, id: sheet.columns[i] ?? null }],
        ),
      })),
    meanings: [...(plan.meanings ?? [])],
    ...(plan.ownFields && { ownFields: [...plan.ownFields] }),
  };
}

/** Share of the headings that a table and a profile must have in common. */
const ALIKE = 0.8;

function likeness(headings: readonly string[], profile: SheetProfile): number {
  const here = new Set(headings.map(foldHeading).filter((one) => one !== ''));
  const there = new Set(profile.columns.map(({ heading }) => foldHeading(heading)));
  const both = [...here].filter((one) => there.has(one)).length;
  return both / Math.max(1, here.size + there.size - both);
}

function closest(headings: readonly string[], sheets: readonly SheetProfile[]): SheetProfile | null {
  let best: { sheet: SheetProfile; share: number } | null = null;
  for (const sheet of sheets) {
    const share = likeness(headings, sheet);
    if (share >= ALIKE && share > (best?.share ?? 0)) best = { sheet, share };
  }
  return best?.sheet ?? null;
}

/** The profile whose headings are those of most of the used tables; null where none fits. */
export function fittingProfile(
  plan: ImportPlan,
  headings: Headings,
  profiles: readonly ImportProfile[],
): ImportProfile | null {
  const used = plan.sheets.filter((sheet) => sheet.use);
  let best: { profile: ImportProfile; tables: number } | null = null;
  for (const profile of profiles) {
    const tables = used.filter((sheet) => closest(headings[sheet.name] ?? [], profile.sheets) !== null).length;
    if (tables > (best?.tables ?? 0)) best = { profile, tables };
  }
  return best?.profile ?? null;
}

/**
 * A plan that reads its tables as the profile says. Headings that the profile does not know stay as they were proposed, and
 * so do those whose own field is no more.
 */
export function withProfile(
  plan: ImportPlan,
  headings: Headings,
  profile: ImportProfile,
  catalogue: Catalogue,
): ImportPlan {
  const sheets = plan.sheets.map((sheet): SheetPlan => {
    const own = headings[sheet.name] ?? [];
    const known = sheet.use ? closest(own, profile.sheets) : null;
    if (!known) return sheet;
    const ids = new Map(
      known.columns
        .filter(({ id }) => id === null || isColumnOf(profile, catalogue, id))
        .map(({ heading, id }) => [foldHeading(heading), id]),
    );
    const columns = own.map((heading, i) => {
      const id = heading === '' ? undefined : ids.get(foldHeading(heading));
      return id === undefined ? (sheet.columns[i] ?? null) : id;
    });
    const said = new Set(own.flatMap((heading, i) => (ids.has(foldHeading(heading)) ? (columns[i] ?? []) : [])));
    const { kindByType: _type, kindByHeading: _heading, kindUnsure: _unsure, ...rest } = sheet;
    return {
      ...rest,
      kind: known.kind,
      ...(known.kindByType && { kindByType: true }),
      ...(known.kindByHeading && { kindByHeading: true }),
      // A field that the profile gives to another column is not filled twice.
      columns: columns.map((id, i) => (id !== null && said.has(id) && !ids.has(foldHeading(own[i] ?? '')) ? null : id)),
    };
  });
  const own = profile.ownFields && { ownFields: [...profile.ownFields] };
  return { ...plan, sheets, schemeId: profile.schemeId, meanings: [...profile.meanings], ...own };
}
