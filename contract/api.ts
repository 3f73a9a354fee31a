import { z } from 'zod';
import {
  type AssetCounts,
  type AssetDetail,
  type AssetPage,
  assetFilterSchema,
  assetListSchema,
  type Changed,
  changeManySchema,
  type Finding,
  idSchema,
  registerAssetSchema,
  updateAssetSchema,
  updateManySchema,
  type Values,
} from './asset.ts';
import type { Kind } from './catalogue/field.ts';
import { command, job, type Method, query } from './define.ts';
import type { HistoryChange } from './history.ts';
import {
  type ImportCheck,
  type ImportOutline,
  type ImportReceipt,
  importPlanSchema,
  importReadSchema,
} from './importing.ts';
import type { JobStarted, JobState, Output } from './job.ts';
import { type LabelPreview, type LabelResult, type LabelSheetInfo, labelRequestSchema } from './label.ts';
import { type LedgerPreview, type LedgerResult, ledgerRequestSchema } from './ledger.ts';
import { addLinkSchema } from './link.ts';
import {
  type MasterItem,
  type MasterList,
  type Operator,
  operatorSchema,
  type Settings,
  saveMasterSchema,
  settingsSchema,
} from './master.ts';
import { createRegisterSchema, type RegisterStatus, type SetupProposal, type VerifyResult } from './register.ts';
import type { Scheme } from './scheme.ts';

const none = z.object({});
const byId = z.object({ id: idSchema });

/**
 * The one table of methods: name, kind of call, input schema, output type. Client, dispatcher and tests are inferred
 * from it; a method without a handler does not compile (core/handlers.ts).
 */
export const api = {
  'register.status': query<RegisterStatus>()(none),
  'register.proposal': query<SetupProposal>()(none),
  'register.create': command<{ assets: number }>()(createRegisterSchema),
  'register.verify': job<VerifyResult>()(none),

  'operator.set': command<Operator>()(operatorSchema),
  'setting.get': query<Settings>()(none),
  'setting.save': command<Settings>()(settingsSchema.partial().extend({ reason: z.string().max(1000).optional() })),
  'master.lists': query<readonly MasterList[]>()(none),
  'master.save': command<MasterItem>()(saveMasterSchema),
  'master.remove': command<Changed>()(byId),
  'scheme.list': query<readonly Scheme[]>()(none),

  'asset.list': query<AssetPage>()(assetListSchema),
  'asset.ids': query<{ ids: readonly string[] }>()(assetFilterSchema),
  'asset.get': query<AssetDetail>()(byId),
  'asset.counts': query<AssetCounts>()(none),
  'asset.draftCopy': query<{ kind: Kind; values: Values }>()(byId),
  'asset.register': command<{ id: string; number: string; changeId: string }>()(registerAssetSchema),
  'asset.update': command<Changed & { revision: number }>()(updateAssetSchema),
  'asset.updateMany': command<Changed>()(updateManySchema),
  'asset.bin': command<Changed>()(changeManySchema),
  'asset.restore': command<Changed>()(changeManySchema),

  'link.add': command<Changed & { id: string }>()(addLinkSchema),
  'link.remove': command<Changed>()(byId),

  'history.ofAsset': query<readonly HistoryChange[]>()(z.object({ assetId: idSchema })),
  'history.list': query<{ total: number; changes: readonly HistoryChange[] }>()(
    z.object({
      query: z.string().max(200).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
  ),
  'change.undo': command<Changed>()(z.object({ changeId: idSchema })),

  'finding.list': query<{
    rules: readonly {
      id: string;
      title: string;
      explanation: string;
      severity: 'error' | 'warning';
      source: string;
      count: number;
    }[];
    findings: readonly Finding[];
  }>()(z.object({ ruleId: z.string().max(64).optional() })),

  'label.sheets': query<readonly LabelSheetInfo[]>()(none),
  'label.preview': query<LabelPreview>()(labelRequestSchema),
  'label.print': job<LabelResult>()(labelRequestSchema),

  'ledger.preview': query<LedgerPreview>()(ledgerRequestSchema),
  'ledger.export': job<LedgerResult>()(ledgerRequestSchema),
  'output.list':
    query<readonly (Output & { kind: 'ledger' | 'label'; at: string; who: string; rows: number; about: string })[]>()(
      none,
    ),

  'importing.read': job<ImportOutline>()(importReadSchema),
  'importing.check': job<ImportCheck>()(z.object({ importId: idSchema, plan: importPlanSchema })),
  'importing.commit': job<ImportReceipt>()(z.object({ importId: idSchema, plan: importPlanSchema })),

  'job.result': query<JobState>()(z.object({ jobId: idSchema })),
  'job.cancel': command<{ cancelled: boolean }>()(z.object({ jobId: idSchema })),
} as const satisfies Record<string, Method>;

export type Api = typeof api;
export type MethodName = keyof Api;
/** What a caller may send (defaults may be left out). */
export type InputOf<N extends MethodName> = z.input<Api[N]['input']>;
/** What a handler gets. */
export type ParsedInputOf<N extends MethodName> = z.output<Api[N]['input']>;
/** What comes back at once: the value, or `{ jobId }` for a job. */
export type OutputOf<N extends MethodName> = Api[N]['type'] extends 'job' ? JobStarted : ResultOf<N>;
/** The value of a query or command, or the final result of a job. */
export type ResultOf<N extends MethodName> = Api[N] extends Method<z.ZodType, infer O> ? O : never;
export type JobName = { [N in MethodName]: Api[N]['type'] extends 'job' ? N : never }[MethodName];
