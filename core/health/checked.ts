import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../db/wholeFile.ts';

/** What the last whole check of this PC found. Lies beside the register and is not put back by a restore. */
const checkedSchema = z.object({
  /** ISO moment and day where the PC stands. */
  at: z.string(),
  day: z.string(),
  /** Of the register that was checked. */
  uuid: z.string(),
  assets: z.number(),
  entries: z.number(),
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  app: z.object({ hash: z.string().nullable(), differing: z.array(z.string()) }),
});
export type Checked = z.infer<typeof checkedSchema>;

export const HEALTH_FILE = 'health.json';

/** Null where there was none, or none of this register. */
export function readChecked(dataDir: string, uuid: string): Checked | null {
  try {
    const parsed = checkedSchema.safeParse(JSON.parse(fs.readFileSync(join(dataDir, HEALTH_FILE), 'utf8')));
    return parsed.success && parsed.data.uuid === uuid ? parsed.data : null;
  } catch {
    return null;
  }
}

export function keepChecked(dataDir: string, checked: Checked): void {
  writeWhole(join(dataDir, HEALTH_FILE), (temp) => fs.writeFileSync(temp, JSON.stringify(checked)));
}
