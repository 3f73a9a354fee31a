import { expect } from 'vitest';
import type { Cases, Made } from './case.ts';

const importId = ({ read }: Made) => read?.importId ?? 'none';
const sheet = ({ read }: Made) => read!.plan.sheets[0]!;
const nobody = 'nobody';

/** Between the reading of a file and its dry run: what the screens ask. */
export const IMPORT_CASES = {
  'importing.reread': {
    good: (made) => ({ importId: importId(made), encoding: 'utf-8', delimiter: ',' }),
    keep: (outline) => expect(outline.text?.encoding).toBe('utf-8'),
    bad: () => ({ importId: nobody }),
    code: 'notFound',
  },
  'importing.picture': {
    good: (made) => ({ importId: importId(made), sheet: sheet(made), from: 0, count: 10 }),
    keep: ({ lines }) => expect(lines.map((line) => line.as)).toEqual(['heading', 'asset']),
    bad: (made) => ({ importId: nobody, sheet: sheet(made), from: 0, count: 10 }),
    code: 'notFound',
  },
  'importing.table': {
    good: (made) => ({ importId: importId(made), sheet: sheet(made), kind: 'hardware' }),
    keep: (read) => expect(read.sheet.columns).toEqual(['name', 'confidentiality', 'acquiredOn']),
    bad: (made) => ({ importId: importId(made), sheet: { ...sheet(made), name: 'no sheet' }, kind: null }),
    code: 'invalidInput',
  },
  'importing.check': {
    good: (made) => ({
      importId: importId(made),
      plan: {
        ...made.read!.plan,
        findings: { sameName: 'update', struckOut: 'disposed' },
        corrections: [
          { sheet: '(csv)', cell: 'A2', row: 2, text: '取り込んだ端末', how: 'skip', finding: 'similarName' },
        ],
      },
    }),
    keep: ({ rows, clean, doubtful, leftOut, updates }) =>
      expect([clean + doubtful + leftOut, updates]).toEqual([rows, { clean: 0, doubtful: 0 }]),
    bad: (made) => ({ importId: importId(made), plan: { ...made.read!.plan, findings: { sameName: 'merge' } } }),
    code: 'invalidInput',
  },
  'importing.profileSave': {
    good: () => ({
      name: '機器台帳',
      schemeId: 'municipal-2024',
      sheets: [{ kind: 'hardware', columns: [] }],
      meanings: [],
    }),
    keep: ({ id }, { more }) => {
      more['profile'] = id;
    },
    bad: () => ({ name: '機器台帳', schemeId: 'no-scheme', sheets: [{ kind: null, columns: [] }], meanings: [] }),
    code: 'notFound',
  },
  'importing.profiles': {
    good: () => ({}),
    keep: (profiles, { more }) => expect(profiles.map((one) => one.id)).toContain(more['profile']),
    bad: () => 'no object',
    code: 'invalidInput',
  },
  'importing.profileRemove': {
    good: ({ more }) => ({ id: more['profile'] ?? 'none' }),
    bad: () => ({ id: 'no-profile' }),
    code: 'notFound',
  },
} satisfies Cases;
