import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../contract/account.ts';
import { api, type MethodName } from '../../contract/api.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { ADMIN, accountRegister, PASSWORD, withAccount } from '../support/accounts.ts';
import type { TestApp } from '../support/app.ts';
import { withSql } from '../support/files.ts';
import { random as seeded } from '../support/random.ts';

/**
 * Who may call what, written down anew and not taken from contract/access.ts: A admin, E editor, P approver, V viewer,
 * U auditor. `*`: before login and while locked, too.
 */
const EXPECTED: Readonly<Record<string, string>> = {
  '*': `session.get session.login session.lock session.logout session.recover register.status register.proposal
    recovery.look recovery.search recovery.restore recovery.view recovery.endView recovery.accept recovery.retry`,
  AEPVU: `session.touch session.password setting.get master.lists ownField.list ownField.uses
    ownField.values scheme.list scheme.revisions asset.list asset.ids asset.get asset.counts history.ofAsset history.list finding.list classification.ofAsset approval.list review.list
    handling.card move.plan move.status move.list move.case move.alike label.sheets label.preview label.templates
    label.templatePreview label.printers label.stale label.places label.prints ledger.preview job.result job.cancel
    history.choices seal.list backup.list backup.status change.last change.check health.look
    attachment.list attachment.open attachment.picture form.list`,
  AEPU: `register.verify handling.print move.report label.print label.calibrate ledger.export ledger.difference output.list
    history.print history.export history.evidence seal.check recovery.export
    health.check health.print form.preview form.letters form.export`,
  AE: `master.save master.remove ownField.save asset.draftCopy asset.register asset.update asset.updateMany
    asset.bin asset.restore link.add link.remove attachment.add attachment.remove change.undo change.takeBack classification.decide
    approval.withdraw move.decide move.reopen label.sheetSave
    label.sheetRemove label.templateSave label.templateRemove label.printerSave label.printerMeasure
    label.printerRemove importing.read importing.reread importing.check importing.errorBook
    importing.picture importing.table importing.profiles importing.profileSave importing.profileRemove importing.commit
    form.save form.remove form.restore form.addTemplate
    roundTrip.read roundTrip.items roundTrip.commit
    backup.make`,
  AEP: 'finding.accept finding.endAcceptance review.done move.finish',
  AP: 'approval.decide',
  A: `account.list account.begin account.newCode account.printCode account.confirm account.save account.off
    register.create setting.save scheme.copy scheme.save scheme.remove move.start move.abandon
    seal.make backup.check backup.compare backup.rehearse backup.restore backup.settings`,
  '': 'operator.set',
};
const WHO: Readonly<Record<string, Role>> = { A: 'admin', E: 'editor', P: 'approver', V: 'viewer', U: 'auditor' };
const REFUSALS = ['loginNeeded', 'locked', 'notAllowed'];

const groupOf = new Map(
  Object.entries(EXPECTED).flatMap(([who, methods]) =>
    methods
      .split(/\s+/)
      .filter(Boolean)
      .map((m) => [m, who] as const),
  ),
);

let test: TestApp;
/** One account for all roles but the administrator's: each new one would cost five scrypts. */
const OTHER = { name: '役割 太郎', post: '' };
let other = '';
beforeAll(async () => {
  ({ test } = await accountRegister());
  other = await withAccount(test, OTHER.name, ['viewer']);
});
const logIn = (account: string) => test.call('session.login', { account, password: PASSWORD });
async function enter(role: Role): Promise<void> {
  await logIn(ADMIN.name);
  if (role === 'admin') return;
  await test.call('account.save', { id: other, ...OTHER, roles: [role] });
  await logIn(other);
}
afterAll(() => test.close());

/** Input that no method accepts: what is refused by role is refused before it is read. */
const code = async (method: string) => {
  const reply = await test.app.invoke(method, ['not an object']);
  return reply.ok ? 'ok' : reply.error.code;
};
const refused = async (method: string) => REFUSALS.includes(await code(method));
const digest = () =>
  withSql(test.dir, (db) =>
    JSON.stringify([
      db.prepare('select max(seq), count(*) from history').get(),
      db.prepare('select count(*) from asset').get(),
      db.prepare('select * from setting order by key').all(),
      db.prepare('select * from account order by id').all(),
    ]),
  );

it('has a line for every method', () => {
  expect([...groupOf.keys()].sort()).toEqual(Object.keys(api).sort());
});

describe.each(Object.entries(WHO))('%s', (letter, role) => {
  it(`${role}: every method, logged in and locked`, async () => {
    await enter(role);
    const before = digest();
    for (const method of Object.keys(api)) {
      const who = groupOf.get(method)!;
      expect([method, await code(method)]).toEqual([
        method,
        who === '*' || who.includes(letter) ? 'invalidInput' : 'notAllowed',
      ]);
    }
    test.app.lock();
    for (const method of Object.keys(api))
      expect([method, await code(method)]).toEqual([method, groupOf.get(method) === '*' ? 'invalidInput' : 'locked']);
    expect(digest()).toBe(before);
  });
});

it('nobody logged in: every method', async () => {
  await test.call('session.logout', {});
  for (const method of Object.keys(api))
    expect([method, await code(method)]).toEqual([
      method,
      groupOf.get(method) === '*' ? 'invalidInput' : 'loginNeeded',
    ]);
});

it('control: without accounts nothing is refused, so the matrix above comes from the roles', async () => {
  const { newRegister } = await import('../support/app.ts');
  const free = await newRegister();
  for (const method of Object.keys(api)) {
    const reply = await free.app.invoke(method, ['not an object']);
    expect([method, reply.ok ? 'ok' : reply.error.code]).toEqual([method, 'invalidInput']);
  }
  await free.close();
});

it('only a test makes passwords cheap: no door of the app says what one costs', () => {
  const root = new URL('../../', import.meta.url);
  const naming = (folder: string) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8').includes('passwordCost'));
  expect([...naming('host'), ...naming('electron')]).toEqual([]);
  expect(naming('test/support')).toEqual(['app.ts']);
});

describe.each(['http', 'ipc'])('over %s', (transport) => {
  it('says the same, and no event goes out while locked', async () => {
    const events: string[] = [];
    const { send, close } = await TRANSPORTS[transport]!(test.app, (event) => events.push(event.type));
    const asked = async (method: MethodName) => {
      const reply = await send(method, {});
      return reply.ok ? 'ok' : reply.error.code;
    };
    await enter('viewer');
    expect(await asked('asset.list')).toBe('ok');
    expect(await asked('output.list')).toBe('notAllowed');
    expect(await asked('session.lock')).toBe('ok');
    expect(await asked('asset.list')).toBe('locked');
    expect(await asked('session.logout')).toBe('ok');
    expect(await asked('asset.list')).toBe('loginNeeded');
    await expect.poll(() => events.at(-1)).toBe('session.changed');
    await close();
  });

  it('1,000 malformed messages from a locked screen change nothing and end nothing', async () => {
    const { send, close } = await TRANSPORTS[transport]!(test.app, () => undefined);
    await test.call('session.login', { account: ADMIN.name, password: PASSWORD });
    test.app.lock();
    const before = digest();
    const { next: random } = seeded(20_261_128);
    const names = [...Object.keys(api).filter((name) => !name.startsWith('session.')), 'constructor.call', 'no.such'];
    const odd = (depth = 0): unknown => {
      const pick = Math.floor(random() * 12);
      if (pick < 7 || depth > 3)
        return [null, true, -1e308, '', '髙'.repeat(5000), '\ud800', '../../x', '{"a":1}', 0, 1.5, 'asset'][
          Math.floor(random() * 11)
        ];
      if (pick < 9) return Array.from({ length: 4 }, () => odd(depth + 1));
      return JSON.parse(
        `{"__proto__": ${JSON.stringify(odd(depth + 1) ?? null)}, "id": 1, "constructor": {"prototype": {}}}`,
      );
    };
    let ok = 0;
    for (let i = 0; i < 1000; i += 1) {
      const reply = await send(names[i % names.length]!, odd());
      if (reply.ok) ok += 1;
    }
    // Only the two that say nothing of the register answer at all.
    expect(ok).toBeLessThanOrEqual((2 * 1000) / names.length + 2);
    expect(digest()).toBe(before);
    expect(await refused('asset.list')).toBe(true);
    expect(({} as Record<string, unknown>)['id']).toBeUndefined();
    await close();
  });
});
