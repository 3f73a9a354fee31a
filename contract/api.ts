import { z } from 'zod';
import {
  type Account,
  beginAccountsSchema,
  changePasswordSchema,
  loginSchema,
  recoverSchema,
  type Session,
  saveAccountSchema,
  typedCodeSchema,
} from './account.ts';
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
import { type Attachment, addAttachmentSchema, type OpenAttachment, removeAttachmentSchema } from './attachment.ts';
import {
  type AttachmentCheck,
  type BackupComparison,
  type BackupFile,
  type BackupList,
  type BackupManifest,
  type BackupSettings,
  type BackupState,
  backupFileSchema,
  backupSettingsSchema,
  type Restored,
  restoreSchema,
} from './backup.ts';
import type { Kind } from './catalogue/field.ts';
import type { OwnField } from './catalogue/own.ts';
import {
  acceptFindingSchema,
  type ClassProposal,
  type ClassRecord,
  copySchemeSchema,
  decideClassSchema,
  decideProposalsSchema,
  type HandlingCard,
  type MoveCase,
  type MoveItem,
  type MovePlan,
  type MoveStatus,
  type MoveStatuses,
  moveCaseSchema,
  moveDecideSchema,
  moveFinishSchema,
  moveListSchema,
  movePlanSchema,
  moveStartSchema,
  type ReviewTask,
  reviewDoneSchema,
  type SchemeRevision,
  saveSchemeSchema,
} from './classification.ts';
import { command, job, type Method, query } from './define.ts';
import {
  addTemplateSchema,
  type FormInfo,
  type FormPreview,
  type FormResult,
  formExportSchema,
  formPreviewSchema,
  type LetterCheck,
  saveFormSchema,
  type TemplateFacts,
} from './form.ts';
import type { Health } from './health.ts';
import {
  type HistoryChange,
  type HistoryChoices,
  historyFilterSchema,
  historyListSchema,
  type LastChanges,
  type UndoCheck,
  type UndoResult,
  undoSchema,
} from './history.ts';
import {
  type ErrorBook,
  type ImportCheck,
  type ImportOutline,
  type ImportReceipt,
  importPlanSchema,
  importReadSchema,
  importRereadSchema,
} from './importing.ts';
import { pictureSchema, type SheetPicture, type TableRead, tableSchema } from './importPicture.ts';
import { type ImportProfile, saveProfileSchema } from './importProfile.ts';
import type { JobStarted, JobState, Output, OutputKind } from './job.ts';
import {
  type LabelPlace,
  type LabelPreview,
  type LabelPrinter,
  type LabelPrintRecord,
  type LabelResult,
  type LabelSheetInfo,
  type LabelTemplateInfo,
  labelPrinterSchema,
  labelRequestSchema,
  measureSchema,
  type StaleLabel,
  saveSheetSchema,
  saveTemplateSchema,
  type TemplatePreview,
  templatePreviewSchema,
} from './label.ts';
import {
  type DifferenceResult,
  differenceRequestSchema,
  type LedgerPreview,
  type LedgerResult,
  ledgerRequestSchema,
} from './ledger.ts';
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
import { type OwnFieldUse, type OwnValue, saveOwnFieldSchema } from './ownField.ts';
import { checkNumberSchema, makeSealSchema, type NumberCheck, type SealInfo, type SealMade } from './proof.ts';
import {
  acceptStateSchema,
  type Recovered,
  type RecoveryLook,
  type RecoverySearch,
  restoreBackupSchema,
  searchBackupsSchema,
  viewSchema,
} from './recovery.ts';
import { createRegisterSchema, type RegisterStatus, type SetupProposal, type VerifyResult } from './register.ts';
import {
  type RoundTripItem,
  type RoundTripOutline,
  type RoundTripReceipt,
  roundTripCommitSchema,
  roundTripItemsSchema,
  roundTripReadSchema,
} from './roundTrip.ts';
import type { SchemeInfo } from './scheme.ts';

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

  'session.get': query<Session>()(none),
  'session.login': command<Session>()(loginSchema),
  'session.lock': command<Session>()(none),
  'session.logout': command<Session>()(none),
  'session.touch': query<Session>()(none),
  'session.password': command<Session>()(changePasswordSchema),
  'session.recover': command<Session>()(recoverSchema),
  'account.list': query<readonly Account[]>()(none),
  'account.begin': command<{ code: string }>()(beginAccountsSchema),
  'account.newCode': command<{ code: string }>()(none),
  'account.printCode': job<Output>()(none),
  'account.confirm': command<Session>()(typedCodeSchema),
  'account.save': command<Account>()(saveAccountSchema),
  'account.off': command<Session>()(z.object({ password: z.string().min(1).max(1000) })),
  'recovery.look': query<RecoveryLook>()(none),
  'recovery.search': job<RecoverySearch>()(searchBackupsSchema),
  'recovery.restore': job<Recovered>()(restoreBackupSchema),
  'recovery.view': command<{ viewing: true }>()(viewSchema),
  'recovery.endView': command<{ viewing: false }>()(none),
  'recovery.export': job<Output & { rows: number }>()(none),
  'recovery.accept': command<{ accepted: true }>()(acceptStateSchema),
  'recovery.retry': command<{ opened: boolean }>()(none),

  'operator.set': command<Operator>()(operatorSchema),
  'setting.get': query<Settings>()(none),
  'setting.save': command<Settings>()(settingsSchema.partial().extend({ reason: z.string().max(1000).optional() })),
  'master.lists': query<readonly MasterList[]>()(none),
  'master.save': command<MasterItem>()(saveMasterSchema),
  'master.remove': command<Changed>()(byId),
  'ownField.list': query<readonly OwnField[]>()(none),
  /** How many assets use each: all assets are looked at. */
  'ownField.uses': query<readonly OwnFieldUse[]>()(none),
  'ownField.values': query<readonly OwnValue[]>()(byId),
  'ownField.save': command<OwnField>()(saveOwnFieldSchema),
  'scheme.list': query<readonly SchemeInfo[]>()(none),
  'scheme.copy': command<SchemeInfo>()(copySchemeSchema),
  'scheme.save': command<SchemeInfo>()(saveSchemeSchema),
  'scheme.remove': command<Changed>()(byId),
  'scheme.revisions': query<readonly SchemeRevision[]>()(byId),

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

  'attachment.list': query<readonly Attachment[]>()(z.object({ assetId: idSchema })),
  'attachment.add': command<Changed & { id: string }>()(addAttachmentSchema),
  'attachment.remove': command<Changed>()(removeAttachmentSchema),
  'attachment.open': query<OpenAttachment>()(byId),
  'attachment.picture': query<{ mediaType: string; base64: string }>()(byId),

  'history.ofAsset': query<readonly HistoryChange[]>()(z.object({ assetId: idSchema })),
  'history.list': query<{ total: number; changes: readonly HistoryChange[] }>()(historyListSchema),
  'history.choices': query<HistoryChoices>()(none),
  'history.print': job<Output>()(historyFilterSchema),
  'history.export': job<Output>()(historyFilterSchema),
  'history.evidence': job<Output>()(none),
  'seal.check': job<NumberCheck>()(checkNumberSchema),
  'seal.make': job<SealMade>()(makeSealSchema),
  'seal.list': query<readonly SealInfo[]>()(none),
  'change.last': query<LastChanges>()(none),
  'change.check': query<UndoCheck>()(z.object({ changeId: idSchema })),
  'change.undo': command<UndoResult>()(undoSchema),
  'change.takeBack': job<UndoResult>()(undoSchema),

  'health.look': query<Health>()(none),
  'health.check': job<Health>()(none),
  'health.print': job<Output>()(none),

  'finding.list': query<{
    rules: readonly {
      id: string;
      title: string;
      explanation: string;
      severity: 'error' | 'warning';
      source: string;
      /** What the rule rests on, in words that an auditor knows. */
      basis: string;
      /** Open findings. */
      count: number;
      /** Findings accepted for a time. */
      accepted: number;
    }[];
    findings: readonly Finding[];
  }>()(z.object({ ruleId: z.string().max(64).optional(), accepted: z.boolean().optional() })),
  'finding.accept': command<Changed>()(acceptFindingSchema),
  'finding.endAcceptance': command<Changed>()(byId),

  'classification.decide': command<Changed & { revision: number }>()(decideClassSchema),
  'classification.ofAsset': query<readonly ClassRecord[]>()(z.object({ assetId: idSchema })),
  'approval.list': query<readonly ClassProposal[]>()(none),
  'approval.decide': command<Changed>()(decideProposalsSchema),
  'approval.withdraw': command<Changed>()(z.object({ ids: z.array(idSchema).min(1).max(100_000) })),
  'review.list': query<readonly ReviewTask[]>()(none),
  'review.done': command<Changed>()(reviewDoneSchema),
  'handling.card': query<HandlingCard>()(z.object({ assetId: idSchema })),
  'handling.print': job<Output>()(z.object({ assetId: idSchema })),

  'move.plan': query<MovePlan>()(movePlanSchema),
  'move.start': command<MoveStatus>()(moveStartSchema),
  'move.status': query<MoveStatuses>()(none),
  'move.list': query<{ total: number; items: readonly MoveItem[] }>()(moveListSchema),
  'move.case': query<MoveCase | null>()(moveCaseSchema),
  'move.alike': query<readonly MoveItem[]>()(z.object({ assetId: idSchema })),
  'move.decide': command<MoveStatus>()(moveDecideSchema),
  'move.reopen': command<MoveStatus>()(z.object({ assetIds: z.array(idSchema).min(1).max(100_000) })),
  'move.finish': command<MoveStatus & { changeId: string }>()(moveFinishSchema),
  'move.abandon': command<MoveStatus>()(
    z.object({ reason: z.string().trim().min(1, '理由を書いてください。').max(1000) }),
  ),
  'move.report': job<Output>()(z.object({ moveId: idSchema })),

  'label.sheets': query<readonly LabelSheetInfo[]>()(none),
  'label.preview': query<LabelPreview>()(labelRequestSchema),
  'label.print': job<LabelResult>()(labelRequestSchema),
  'label.sheetSave': command<LabelSheetInfo>()(saveSheetSchema),
  'label.sheetRemove': command<Changed>()(byId),
  'label.templates': query<readonly LabelTemplateInfo[]>()(none),
  'label.templatePreview': query<TemplatePreview>()(templatePreviewSchema),
  'label.templateSave': command<LabelTemplateInfo>()(saveTemplateSchema),
  'label.templateRemove': command<Changed>()(byId),
  'label.printers': query<readonly LabelPrinter[]>()(none),
  'label.printerSave': command<LabelPrinter>()(labelPrinterSchema),
  'label.printerMeasure': command<LabelPrinter>()(measureSchema),
  'label.printerRemove': command<Changed>()(byId),
  'label.calibrate': job<Output>()(z.object({ sheetId: z.string().max(64), printerId: idSchema.optional() })),
  'label.stale': query<readonly StaleLabel[]>()(none),
  'label.places': query<readonly LabelPlace[]>()(none),
  'label.prints': query<readonly LabelPrintRecord[]>()(z.object({ assetId: idSchema })),

  'ledger.preview': query<LedgerPreview>()(ledgerRequestSchema),
  'ledger.export': job<LedgerResult>()(ledgerRequestSchema),
  'ledger.difference': job<DifferenceResult>()(differenceRequestSchema),
  'form.list': query<readonly FormInfo[]>()(none),
  'form.preview': query<FormPreview>()(formPreviewSchema),
  'form.save': command<FormInfo>()(saveFormSchema),
  'form.remove': command<Changed>()(byId),
  'form.restore': command<Changed>()(byId),
  'form.addTemplate': job<{ form: FormInfo; facts: TemplateFacts }>()(addTemplateSchema),
  'form.letters': job<LetterCheck>()(formExportSchema),
  'form.export': job<FormResult>()(formExportSchema),
  'output.list':
    query<
      readonly (Output & {
        kind: OutputKind;
        /** 照合番号 that stands on it; null where it carries none. */
        number: string | null;
        /** The last entry that it stands for. */
        seq: number | null;
        at: string;
        who: string;
        rows: number;
        about: string;
      })[]
    >()(none),

  'importing.read': job<ImportOutline>()(importReadSchema),
  /** Reads the same text file again, in the encoding or with the delimiter that the person chose. */
  'importing.reread': job<ImportOutline>()(importRereadSchema),
  'importing.check': job<ImportCheck>()(
    z.object({
      importId: idSchema,
      plan: importPlanSchema,
      /** With the proposal of every row: large, for a caller without a screen. */
      full: z.boolean().optional(),
    }),
  ),
  'importing.errorBook': job<ErrorBook>()(z.object({ importId: idSchema, plan: importPlanSchema })),
  /** Lines of one sheet as the plan has it, with what each was understood as. */
  'importing.picture': query<SheetPicture>()(pictureSchema),
  /** Proposes kind and columns anew for a table whose place the person corrected; what was said of its rows stays. */
  'importing.table': query<TableRead>()(tableSchema),
  'importing.profiles': query<readonly ImportProfile[]>()(none),
  /** Keeps how a ledger is read; under a name that is there already it takes the place of what was kept. */
  'importing.profileSave': command<ImportProfile>()(saveProfileSchema),
  'importing.profileRemove': command<Changed>()(byId),
  'importing.commit': job<ImportReceipt>()(
    z.object({
      importId: idSchema,
      plan: importPlanSchema,
      /** Rows with a doubtful cell are left out. */
      goodRowsOnly: z.boolean().optional(),
      /** Of the dry run that the person saw: an asset that was changed since is not overwritten. */
      seen: z.number().int().min(0).optional(),
    }),
  ),

  'roundTrip.read': job<RoundTripOutline>()(roundTripReadSchema),
  'roundTrip.items': query<{ total: number; items: readonly RoundTripItem[] }>()(roundTripItemsSchema),
  'roundTrip.commit': job<RoundTripReceipt>()(roundTripCommitSchema),

  'backup.status': query<BackupState>()(none),
  'backup.list': query<BackupList>()(none),
  'backup.make': job<BackupFile>()(none),
  'backup.check': job<{ manifest: BackupManifest; encrypted: boolean; attachments: AttachmentCheck }>()(
    backupFileSchema,
  ),
  'backup.compare': job<BackupComparison>()(backupFileSchema),
  'backup.rehearse': job<BackupComparison>()(backupFileSchema),
  'backup.restore': job<Restored>()(restoreSchema),
  'backup.settings': command<BackupSettings>()(backupSettingsSchema),

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
