import { resolve } from 'node:path';
import type { MethodName, OutputOf, ParsedInputOf } from '../contract/api.ts';
import { sealNumber } from '../contract/checkCode.ts';
import type { RegisterStatus, VerifyResult } from '../contract/register.ts';
import { recentOutputs } from '../db/outputs.ts';
import { accountsOff, changePassword, listAccounts, logIn, saveAccount } from './account/commands.ts';
import { beginAccounts, confirmCode, newCode, printCode, recover } from './account/recovery.ts';
import {
  countAssets,
  draftCopy,
  getAsset,
  moveToBin,
  registerAsset,
  updateAsset,
  updateMany,
} from './asset/commands.ts';
import { findIds, listAssets } from './asset/list.ts';
import { addAttachment, listAttachments, openAttachment, pictureOf, removeAttachment } from './attachment/commands.ts';
import { afterBackup } from './backup/automatic.ts';
import { checkJob as checkBackup, compareJob, makeJob, rehearseJob, restoreJob } from './backup/commands.ts';
import { backupState, listBackups, saveBackupSettings } from './backup/status.ts';
import { acceptFinding, endAcceptance } from './classification/acceptances.ts';
import { decideProposals, listProposals, withdrawProposals } from './classification/approvals.ts';
import { classHistory, decideClass } from './classification/decide.ts';
import { listFindings } from './classification/findings.ts';
import { handlingCard, printHandling } from './classification/handling.ts';
import { listReviews, reviewsDone } from './classification/reviews.ts';
import { type Context, opened, today } from './context.ts';
import { checkLetters, exportForm, previewForm } from './form/commands.ts';
import { removeForm, restoreForm, saveForm } from './form/editing.ts';
import { allForms } from './form/forms.ts';
import { addTemplate } from './form/templates.ts';
import { checkHealth, printHealth } from './health/commands.ts';
import { lookAtHealth } from './health/look.ts';
import { checkTypedNumber, exportEvidence, exportHistory, printHistory } from './history/commands.ts';
import { choicesOfHistory, historyOfAsset, listHistory } from './history/read.ts';
import { checkUndo, lastChanges, undoChange, undoJob } from './history/undo.ts';
import {
  checkJob,
  commitJob,
  errorBookJob,
  lookAtSheet,
  proposeAgain,
  readJob,
  rereadJob,
} from './importing/commands.ts';
import { importProfiles, removeProfile, saveProfile } from './importing/profiles.ts';
import { inWorker } from './jobs/run.ts';
import { calibratePrinter } from './label/calibration.ts';
import { labelSheets, previewLabels, printLabels } from './label/commands.ts';
import { labelPlaces } from './label/places.ts';
import { listPrinters, measurePrinter, removePrinter, savePrinter } from './label/printerCommands.ts';
import { removeSheet, saveSheet } from './label/sheetCommands.ts';
import { labelPrints, staleLabels } from './label/stale.ts';
import { listTemplates, previewTemplate, removeTemplate, saveTemplate } from './label/templateCommands.ts';
import { exportDifference, exportLedger, previewLedger } from './ledger/commands.ts';
import { addLink, removeLink } from './link/commands.ts';
import {
  abandonMove,
  decideMove,
  finishMove,
  listMove,
  moveAlike,
  moveCase,
  moveStatus,
  planMove,
  reopenMove,
  reportMove,
  startMove,
} from './move/commands.ts';
import { acceptState, exportView, leaveView, look, restore, retry, search, view } from './recovery/commands.ts';
import { createRegister, setupProposal } from './register/create.ts';
import { removeMaster, saveMaster } from './register/masters.ts';
import { saveOwnField, usesOfOwnFields, valuesOfOwnField } from './register/ownFields.ts';
import { copyScheme, listSchemes, removeScheme, saveScheme, schemeRevisions } from './register/schemes.ts';
import { saveSettings, setOperator } from './register/settings.ts';
import { commitRoundTrip, roundTripItems, roundTripJob } from './roundTrip/commands.ts';
import { listSeals, makeSeal } from './seal/make.ts';

type Handler<N extends MethodName> = (context: Context, input: ParsedInputOf<N>) => OutputOf<N> | Promise<OutputOf<N>>;
export type Handlers = { readonly [N in MethodName]: Handler<N> };

/** Who is logged in, or what was stated. */
function workerOf(context: Context): RegisterStatus['operator'] {
  const account = context.session.view().account;
  const { name, post } = account ?? opened(context).state.operator;
  return { name, post };
}

function status(context: Context): RegisterStatus {
  const state = context.register?.state;
  // Asked before login, too: then it says nothing of the register but that there is one.
  const told = {
    state: context.trouble?.state ?? (state ? 'ready' : 'new'),
    view: context.viewing?.words ?? null,
    appVersion: context.appVersion,
    today: today(context),
  } as const;
  if (!context.session.may('read'))
    return { ...told, unsafePlace: null, unionName: '', operator: { name: '', post: '' }, dataDir: '' };
  return {
    ...told,
    unsafePlace: context.unsafePlace?.words ?? null,
    dataDir: context.dataDir,
    unionName: state?.settings.unionName ?? '',
    operator: state ? workerOf(context) : { name: '', post: '' },
  };
}

/** name -> function: one line for each method of the contract; a missing one does not compile. */
export const handlers = {
  'register.status': (context) => status(context),
  'register.proposal': () => setupProposal(),
  'register.create': createRegister,
  'register.verify': (context) =>
    opened(context) &&
    context.jobs.start((handle) =>
      inWorker<VerifyResult>(context.dataDir, { type: 'verify' }, handle, { memoryMb: 1024 }),
    ),

  'session.get': (context) => context.session.view(),
  'session.login': logIn,
  'session.lock': (context) => {
    context.session.lock();
    return context.session.view();
  },
  'session.logout': (context) => {
    context.session.leave();
    return context.session.view();
  },
  'session.touch': (context) => {
    context.session.touch();
    return context.session.view();
  },
  'session.password': changePassword,
  'session.recover': recover,
  'account.list': listAccounts,
  'account.begin': beginAccounts,
  'account.newCode': newCode,
  'account.printCode': printCode,
  'account.confirm': confirmCode,
  'account.save': saveAccount,
  'account.off': accountsOff,
  'recovery.look': look,
  'recovery.search': search,
  'recovery.restore': restore,
  'recovery.view': view,
  'recovery.endView': leaveView,
  'recovery.export': exportView,
  'recovery.accept': acceptState,
  'recovery.retry': retry,

  'operator.set': setOperator,
  'setting.get': (context) => opened(context).state.settings,
  'setting.save': saveSettings,
  'master.lists': (context) => opened(context).state.lists,
  'master.save': saveMaster,
  'master.remove': (context, { id }) => removeMaster(context, id),
  'ownField.list': (context) => opened(context).state.catalogue.ownFields,
  'ownField.uses': usesOfOwnFields,
  'ownField.values': (context, { id }) => valuesOfOwnField(context, id),
  'ownField.save': saveOwnField,
  'scheme.list': listSchemes,
  'scheme.copy': copyScheme,
  'scheme.save': saveScheme,
  'scheme.remove': (context, { id }) => removeScheme(context, id),
  'scheme.revisions': (context, { id }) => schemeRevisions(context, id),

  'asset.list': listAssets,
  'asset.ids': (context, filter) => ({ ids: findIds(context, filter).map(String) }),
  'asset.get': (context, { id }) => getAsset(context, id),
  'asset.counts': countAssets,
  'asset.draftCopy': (context, { id }) => draftCopy(context, id),
  'asset.register': registerAsset,
  'asset.update': updateAsset,
  'asset.updateMany': (context, input) => afterBackup(context, input.ids.length, () => updateMany(context, input)),
  'asset.bin': (context, input) => afterBackup(context, input.ids.length, () => moveToBin(context, input, true)),
  'asset.restore': (context, input) => afterBackup(context, input.ids.length, () => moveToBin(context, input, false)),

  'link.add': addLink,
  'link.remove': (context, { id }) => removeLink(context, id),

  'attachment.list': (context, { assetId }) => listAttachments(context, assetId),
  'attachment.add': addAttachment,
  'attachment.remove': removeAttachment,
  'attachment.open': (context, { id }) => openAttachment(context, id),
  'attachment.picture': (context, { id }) => pictureOf(context, id),

  'history.ofAsset': (context, { assetId }) => historyOfAsset(context, assetId),
  'history.list': listHistory,
  'history.choices': choicesOfHistory,
  'history.print': printHistory,
  'history.export': exportHistory,
  'history.evidence': exportEvidence,
  'seal.check': checkTypedNumber,
  'seal.make': makeSeal,
  'seal.list': listSeals,
  'change.last': lastChanges,
  'change.check': (context, { changeId }) => checkUndo(context, changeId),
  'change.undo': (context, input) => undoChange(context, input),
  'change.takeBack': undoJob,

  'health.look': lookAtHealth,
  'health.check': checkHealth,
  'health.print': printHealth,

  'finding.list': listFindings,
  'finding.accept': acceptFinding,
  'finding.endAcceptance': (context, { id }) => endAcceptance(context, id),

  'classification.decide': decideClass,
  'classification.ofAsset': (context, { assetId }) => classHistory(context, assetId),
  'approval.list': listProposals,
  'approval.decide': (context, input) => afterBackup(context, input.ids.length, () => decideProposals(context, input)),
  'approval.withdraw': (context, { ids }) => withdrawProposals(context, ids),
  'review.list': listReviews,
  'review.done': (context, input) => afterBackup(context, input.ids.length, () => reviewsDone(context, input)),
  'handling.card': (context, { assetId }) => handlingCard(context, assetId),
  'handling.print': (context, { assetId }) => printHandling(context, assetId),

  'move.plan': planMove,
  'move.start': startMove,
  'move.status': moveStatus,
  'move.list': listMove,
  'move.case': moveCase,
  'move.alike': (context, { assetId }) => moveAlike(context, assetId),
  'move.decide': decideMove,
  'move.reopen': (context, { assetIds }) => reopenMove(context, assetIds),
  // Every asset is classed anew.
  'move.finish': (context, input) => afterBackup(context, Number.POSITIVE_INFINITY, () => finishMove(context, input)),
  'move.abandon': abandonMove,
  'move.report': (context, { moveId }) => reportMove(context, moveId),

  'label.sheets': labelSheets,
  'label.preview': previewLabels,
  'label.print': printLabels,
  'label.sheetSave': saveSheet,
  'label.sheetRemove': (context, { id }) => removeSheet(context, id),
  'label.templates': listTemplates,
  'label.templatePreview': previewTemplate,
  'label.templateSave': saveTemplate,
  'label.templateRemove': (context, { id }) => removeTemplate(context, id),
  'label.printers': listPrinters,
  'label.printerSave': savePrinter,
  'label.printerMeasure': measurePrinter,
  'label.printerRemove': (context, { id }) => removePrinter(context, id),
  'label.calibrate': calibratePrinter,
  'label.stale': staleLabels,
  'label.places': labelPlaces,
  'label.prints': (context, { assetId }) => labelPrints(context, assetId),

  'ledger.preview': previewLedger,
  'ledger.export': exportLedger,
  'ledger.difference': exportDifference,
  'form.list': (context) => allForms(opened(context).db),
  'form.preview': previewForm,
  'form.save': saveForm,
  'form.remove': (context, { id }) => removeForm(context, id),
  'form.restore': (context, { id }) => restoreForm(context, id),
  'form.addTemplate': addTemplate,
  'form.letters': checkLetters,
  'form.export': exportForm,
  'output.list': (context) =>
    recentOutputs(opened(context).db, 50).map(
      ({ id, kind, file_name, path, bytes, rows, about, at, who, seq, hash }) => ({
        outputId: id,
        kind,
        fileName: file_name,
        path: resolve(context.dataDir, path),
        bytes,
        rows,
        about,
        at,
        who,
        seq,
        number: hash && sealNumber(hash),
      }),
    ),

  'importing.read': readJob,
  'importing.reread': rereadJob,
  'importing.check': checkJob,
  'importing.errorBook': errorBookJob,
  'importing.picture': lookAtSheet,
  'importing.table': proposeAgain,
  'importing.profiles': (context) => importProfiles(opened(context).db),
  'importing.profileSave': saveProfile,
  'importing.profileRemove': (context, { id }) => removeProfile(context, id),
  'importing.commit': commitJob,

  'roundTrip.read': roundTripJob,
  'roundTrip.items': roundTripItems,
  'roundTrip.commit': commitRoundTrip,

  'backup.status': backupState,
  'backup.list': listBackups,
  'backup.make': makeJob,
  'backup.check': checkBackup,
  'backup.compare': compareJob,
  'backup.rehearse': rehearseJob,
  'backup.restore': restoreJob,
  'backup.settings': saveBackupSettings,

  'job.result': (context, { jobId }) => context.jobs.result(jobId),
  'job.cancel': (context, { jobId }) => context.jobs.cancel(jobId),
} satisfies Handlers;
