import { z } from 'zod';
import { operatorSchema } from './master.ts';

export interface RegisterStatus {
  /**
   * 'new': nothing made here yet, the guided set-up comes first. 'damaged', 'newer', 'owned': only `recovery.*` works,
   * and reading while something is viewed.
   */
  readonly state: 'new' | 'ready' | 'damaged' | 'newer' | 'owned';
  /** What is shown is a copy that can only be read, in words; null: the register itself. */
  readonly view: string | null;
  /** Why the folder is no safe place for a register (share, cloud); null: it is one. */
  readonly unsafePlace: string | null;
  readonly dataDir: string;
  readonly appVersion: string;
  readonly unionName: string;
  readonly operator: { readonly name: string; readonly post: string };
  /** Today as the host's clock says, ISO. */
  readonly today: string;
}

/** Proposals for the guided set-up. */
export interface SetupProposal {
  readonly bodies: readonly { readonly id: string; readonly label: string }[];
  readonly groups: readonly { readonly label: string; readonly code: string; readonly bodyId: string }[];
  readonly schemes: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}

export const createRegisterSchema = z.object({
  unionName: z.string().trim().min(1, '組合の名前を入れてください。').max(100),
  /** 実施機関 that the union has (item ids); the others are hidden. */
  bodyIds: z.array(z.string().max(80)).max(20).optional(),
  groups: z
    .array(
      z.object({
        label: z.string().trim().min(1).max(100),
        code: z.string().trim().max(10),
        bodyId: z.string().max(80),
      }),
    )
    .max(100)
    .optional(),
  schemeId: z.string().max(64).optional(),
  operator: operatorSchema.optional(),
  /** true: a fictional union with about 60 linked assets, to try things out. */
  sample: z.boolean().optional(),
});

export interface VerifyProblem {
  readonly code: string;
  readonly message: string;
  readonly assetId?: string;
}

export interface VerifyResult {
  readonly ok: boolean;
  readonly assets: number;
  /** Entries of the history that are as they were written, from the first one on. */
  readonly historyRows: number;
  /** The last sound entry; its hash stands for all before it, its 照合番号 is what paper carries. */
  readonly head: { readonly seq: number; readonly hash: string; readonly number: string } | null;
  /** The first entry that is not as it was written. */
  readonly firstBad: { readonly seq: number; readonly message: string } | null;
  readonly problems: readonly VerifyProblem[];
}
