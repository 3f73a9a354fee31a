import type { Role } from './account.ts';
import type { MethodName } from './api.ts';

/**
 * What a call needs once accounts are on. Without accounts everything is allowed but what only makes sense with them.
 *
 * - `open`: before login and while locked. Such a method tells nothing of the register. What has to work when the
 *   register is damaged (recovery) belongs here, too: it refuses by itself while a sound register is open, and what it
 *   tells of a damaged one with accounts says core/recovery/commands.ts.
 * - `read`: the screens. `export`: paper, files, whole checks. `edit`: the register's contents. `decide`: either of
 *   editor and approver, the rest is for the method to say. `approve`: the second person. `admin`: accounts, settings,
 *   schemes, backups.
 * - `stated`: who works is only stated where nobody logs in; refused for all while accounts are on.
 */
export type Access = 'open' | 'read' | 'export' | 'edit' | 'decide' | 'approve' | 'admin' | 'stated';

const ALLOWED: Readonly<Record<Access, readonly Role[]>> = {
  open: ['admin', 'editor', 'approver', 'viewer', 'auditor'],
  read: ['admin', 'editor', 'approver', 'viewer', 'auditor'],
  export: ['admin', 'editor', 'approver', 'auditor'],
  edit: ['admin', 'editor'],
  decide: ['admin', 'editor', 'approver'],
  approve: ['admin', 'approver'],
  admin: ['admin'],
  stated: [],
};

/** One line for each method; a missing one does not compile. */
export const access = {
  'session.get': 'open',
  'session.login': 'open',
  'session.lock': 'open',
  'session.logout': 'open',
  'session.recover': 'open',
  'session.touch': 'read',
  'session.password': 'read',

  'account.list': 'admin',
  'account.begin': 'admin',
  'account.newCode': 'admin',
  'account.printCode': 'admin',
  'account.confirm': 'admin',
  'account.save': 'admin',
  'account.off': 'admin',

  'register.status': 'open',
  'register.proposal': 'open',
  // Only where there is no register yet, and so no accounts.
  'register.create': 'admin',
  'register.verify': 'export',

  'recovery.look': 'open',
  'recovery.search': 'open',
  'recovery.restore': 'open',
  'recovery.view': 'open',
  'recovery.endView': 'open',
  // Of what is viewed: whoever has logged in to it.
  'recovery.export': 'export',
  'recovery.accept': 'open',
  'recovery.retry': 'open',

  'operator.set': 'stated',
  'setting.get': 'read',
  'setting.save': 'admin',
  'master.lists': 'read',
  'master.save': 'edit',
  'master.remove': 'edit',
  'ownField.list': 'read',
  'ownField.uses': 'read',
  'ownField.values': 'read',
  'ownField.save': 'edit',
  'scheme.list': 'read',
  'scheme.copy': 'admin',
  'scheme.save': 'admin',
  'scheme.remove': 'admin',
  'scheme.revisions': 'read',

  'asset.list': 'read',
  'asset.ids': 'read',
  'asset.get': 'read',
  'asset.counts': 'read',
  'asset.draftCopy': 'edit',
  'asset.register': 'edit',
  'asset.update': 'edit',
  'asset.updateMany': 'edit',
  'asset.bin': 'edit',
  'asset.restore': 'edit',

  'link.add': 'edit',
  'link.remove': 'edit',

  // What is in an attachment can be seen in no other way than by opening it.
  'attachment.list': 'read',
  'attachment.add': 'edit',
  'attachment.remove': 'edit',
  'attachment.open': 'read',
  'attachment.picture': 'read',

  'history.ofAsset': 'read',
  'history.list': 'read',
  'history.choices': 'read',
  'history.print': 'export',
  'history.export': 'export',
  'history.evidence': 'export',
  'seal.check': 'export',
  'seal.make': 'admin',
  'seal.list': 'read',
  'change.last': 'read',
  'change.check': 'read',
  // What a setting is about asks for more (core/history/undo.ts).
  'change.undo': 'edit',
  'change.takeBack': 'edit',

  'health.look': 'read',
  'health.check': 'export',
  'health.print': 'export',

  'finding.list': 'read',
  'finding.accept': 'decide',
  'finding.endAcceptance': 'decide',

  'classification.decide': 'edit',
  'classification.ofAsset': 'read',
  'approval.list': 'read',
  'approval.decide': 'approve',
  'approval.withdraw': 'edit',
  'review.list': 'read',
  'review.done': 'decide',
  'handling.card': 'read',
  'handling.print': 'export',

  'move.plan': 'read',
  'move.start': 'admin',
  'move.status': 'read',
  'move.list': 'read',
  'move.case': 'read',
  'move.alike': 'read',
  'move.decide': 'edit',
  'move.reopen': 'edit',
  'move.finish': 'decide',
  'move.abandon': 'admin',
  'move.report': 'export',

  'label.sheets': 'read',
  'label.preview': 'read',
  'label.print': 'export',
  'label.sheetSave': 'edit',
  'label.sheetRemove': 'edit',
  'label.templates': 'read',
  'label.templatePreview': 'read',
  'label.templateSave': 'edit',
  'label.templateRemove': 'edit',
  'label.printers': 'read',
  'label.printerSave': 'edit',
  'label.printerMeasure': 'edit',
  'label.printerRemove': 'edit',
  'label.calibrate': 'export',
  'label.stale': 'read',
  'label.places': 'read',
  'label.prints': 'read',

  'ledger.preview': 'read',
  'ledger.export': 'export',
  'ledger.difference': 'export',
  'form.list': 'read',
  'form.preview': 'export',
  'form.save': 'edit',
  'form.remove': 'edit',
  'form.restore': 'edit',
  'form.addTemplate': 'edit',
  'form.letters': 'export',
  'form.export': 'export',
  'output.list': 'export',

  'importing.read': 'edit',
  'importing.reread': 'edit',
  'importing.check': 'edit',
  'importing.errorBook': 'edit',
  'importing.picture': 'edit',
  'importing.table': 'edit',
  'importing.profiles': 'edit',
  'importing.profileSave': 'edit',
  'importing.profileRemove': 'edit',
  'importing.commit': 'edit',

  'roundTrip.read': 'edit',
  'roundTrip.items': 'edit',
  'roundTrip.commit': 'edit',

  'backup.status': 'read',
  'backup.list': 'read',
  'backup.make': 'edit',
  'backup.check': 'admin',
  'backup.compare': 'admin',
  'backup.rehearse': 'admin',
  'backup.restore': 'admin',
  'backup.settings': 'admin',

  // Of a job: whoever may start it (core/account/guard.ts).
  'job.result': 'read',
  'job.cancel': 'read',
} as const satisfies Record<MethodName, Access>;

/** Whether somebody with these roles may make the call. */
export function mayCall(roles: readonly Role[], method: MethodName): boolean {
  return mayDo(roles, access[method]);
}

export function mayDo(roles: readonly Role[], what: Access): boolean {
  return roles.some((role) => ALLOWED[what].includes(role));
}

/** Roles that may, for the words of a refusal. */
export function rolesFor(method: MethodName): readonly Role[] {
  return ALLOWED[access[method]];
}
