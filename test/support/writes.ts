import { dirname } from 'node:path';
import { readFolder } from '../../core/backup/folder.ts';
import { readBack } from '../../core/backup/make.ts';
import { backupFolder } from '../../core/backup/place.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { TestApp } from './app.ts';
import type { Random } from './random.ts';

/**
 * Every kind of write that the app makes, each marked by a token that is found again in the register: what was asked
 * must stand there whole or not at all, and what was acknowledged must stand there (reliability.md P1).
 */

/** One write, as it is told before it is asked for. */
export interface Asked {
  readonly type: WriteType;
  readonly token: string;
  /** What `found` gives when all of it is there. */
  readonly whole: number;
  readonly facts?: Readonly<Record<string, number | string>>;
}

/** Says what will be asked, asks it, and says that it was acknowledged. */
export type Tell = <T>(asked: Asked, ask: () => Promise<T>) => Promise<T>;

/** Rows of the history that a reader is told of, with this reason. */
const TOLD = `from history h join change c on c.id = h.change_id where c.reason = @token and h.field is not '$row'`;
const REGISTERED = `select 2 * count(*) - (select count(*) ${TOLD} and h.field is null and not exists
  (select 1 from asset a where a.id = h.entity_id)) ${TOLD} and h.field is null`;
const STORED = (entity: string) =>
  `select count(*) from history where field = '$row' and entity = '${entity}' and instr(after, @token) > 0`;

/** The entry of the asset whose name is `@token`. */
const ENTRY = `select h.seq from history h join change c on c.id = h.change_id where c.reason = @token and h.field is null`;

/** How much of a write is in the register, by a query (named values: the token and the facts) or a look at its folder. */
const FOUND = {
  setUp: `select (select count(*) from register) + (select count(*) from setting where key = 'unionName' and value = json_quote(@token))
    + (select count(*) from master_item where label = '総務グループ')`,
  start: `select user_version = @version from pragma_user_version`,
  register: REGISTERED,
  import: REGISTERED,
  update: `select count(*) ${TOLD} and h.field in ('note', 'name')`,
  bulk: `select count(*) ${TOLD} and h.field = 'note'`,
  bin: `select count(*) ${TOLD} and h.field = '$binned' and h.after = 'true'`,
  restore: `select count(*) ${TOLD} and h.field = '$binned' and h.after = 'false'`,
  link: `select count(*) from history where entity = 'asset' and before is null and ((entity_id = @from and field = '$link:storedOn')
    or (entity_id = @to and field = '$linked:storedOn' and after = json_quote(@from)))`,
  unlink: `select count(*) from history where entity = 'asset' and after is null and ((entity_id = @from and field = '$link:storedOn')
    or (entity_id = @to and field = '$linked:storedOn' and before = json_quote(@from)))`,
  undo: `select count(*) from history h join change c on c.id = h.change_id where c.undoes = @change and h.field = 'note'`,
  setting: `select count(*) ${TOLD} and h.field in ('unionShort', 'approverPost')`,
  operator: STORED('setting'),
  master: `select (select count(*) from master_item where label = @token) + (select count(*) from history where entity = 'master'
    and field is null and after_words = @token)`,
  scheme: 'select count(*) from scheme_revision where reason = @token',
  sheet: STORED('label_sheet'),
  class: 'select count(*) from classification where reason = @token',
  propose: 'select count(*) from class_proposal where reason = @token',
  approve: `select (select count(*) from class_proposal where id = @proposal and state = 'approved')
    + (select count(*) from classification where reason = @reason)`,
  export: `select count(*) from output where who = @token and kind = 'ledger'`,
  labels: `select (select count(*) from label_print where who = @token)
    + (select count(*) from output where who = @token and kind = 'label')`,
  moveStart: `select (select count(*) from scheme_move where who = @token) + (select count(*) from scheme_move_item i
    join scheme_move m on m.id = i.move_id where m.who = @token)`,
  moveDecide: 'select count(*) from scheme_move_item where reason = @token',
  moveFinish: `select (select count(*) from scheme_move where reason = @token and state = 'finished')
    + (select count(*) ${TOLD} and h.field = '$scheme')`,
  backup: backupAfter,
  restoreBackup: `select exists (select 1 from history where field = '$restored' and seq > (${ENTRY}))
    + not exists (select 1 from asset where name = @lost)`,
  seal: 'select (select count(*) from seal where title = @token) + (select count(*) from output where about = @token)',
  moveAbandon: `select count(*) from scheme_move where reason = @token and state = 'abandoned'`,
} as const;
export type WriteType = keyof typeof FOUND;
export const WRITE_TYPES = Object.keys(FOUND) as readonly WriteType[];

/** How much of a write stands in the register: 0 for nothing, `whole` for all of it, anything else for half a change. */
export function found(db: ReadableDb, { type, token, facts = {} }: Asked): number {
  const how = FOUND[type];
  if (typeof how === 'function') return how(db, token);
  return db
    .prepare(how)
    .pluck()
    .get({ token, ...facts }) as number;
}

/** 1 where a backup can be read back whole that was made after the asset of this name came in. */
function backupAfter(db: ReadableDb, token: string): number {
  const seq = db.prepare(ENTRY).pluck().get({ token }) as number;
  const made = readFolder(backupFolder(dirname(db.name))).backups.filter(({ manifest }) => manifest.seq >= seq);
  for (const { path } of made.slice(-1)) readBack(path, null);
  return Math.min(made.length, 1);
}

type Round = (test: TestApp, token: string, tell: Tell, random: Random) => Promise<unknown>;

/** Fewer than what makes a backup first. */
const BULK = 8;
const LARGE = 20;
const LABELS = 12;
const IMPORTED = 120;

/** Who works stands on outputs and moves, and so marks them. */
async function workAs(test: TestApp, token: string, tell: Tell): Promise<void> {
  await tell({ type: 'operator', token, whole: 1 }, () => test.call('operator.set', { name: token, post: '' }));
}

async function anAsset(test: TestApp, random: Random) {
  const { ids } = await test.call('asset.ids', {});
  return test.call('asset.get', { id: random.pick(ids) });
}

async function registerOne(test: TestApp, token: string, tell: Tell): Promise<string> {
  const asked = { type: 'register', token, whole: 2 } as const;
  const values = { name: token, note: '控えの対象', confidentiality: '2' };
  return (await tell(asked, () => test.call('asset.register', { kind: 'information', values, reason: token }))).id;
}

async function changeMany(test: TestApp, token: string, tell: Tell, count = BULK): Promise<string> {
  const ids = (await test.call('asset.ids', {})).ids.slice(0, count);
  const asked = { type: 'bulk', token, whole: ids.length } as const;
  const change = { ids: [...ids], values: { note: token }, reason: token };
  return (await tell(asked, () => test.call('asset.updateMany', change))).changeId;
}

/** A level of the asset's own scheme that it does not have; the codes 1 and 2 mean something in every preset. */
async function otherLevel(test: TestApp, random: Random) {
  const { id, revision, values } = await anAsset(test, random);
  const levels = { confidentiality: values['confidentiality'] === '2' ? '1' : '2', integrity: '2', availability: '2' };
  return { assetId: id, revision, levels };
}

/** One round of each; some make several writes. They need the register of `fillRegister`. */
export const ROUNDS = {
  register: registerOne,
  async update(test, token, tell, random) {
    const { id, revision } = await anAsset(test, random);
    const values = { note: token, name: `${token} 改` };
    await tell({ type: 'update', token, whole: 2 }, () =>
      test.call('asset.update', { id, revision, values, reason: token }),
    );
  },
  bulk: (test, token, tell) => changeMany(test, token, tell),
  /** So many that a backup comes first. */
  large: (test, token, tell) => changeMany(test, token, tell, LARGE),
  async backup(test, token, tell) {
    await registerOne(test, token, tell);
    await tell({ type: 'backup', token, whole: 1 }, () => test.job('backup.make', {}));
  },
  /** What came in after the backup is gone by a restore, and nothing else. */
  async restoreBackup(test, token, tell) {
    await registerOne(test, token, tell);
    const { path } = await test.job('backup.make', {});
    const lost = `${token} のちほど`;
    await test.call('asset.register', { kind: 'information', values: { name: lost } });
    await tell({ type: 'restoreBackup', token, whole: 2, facts: { lost } }, () => test.job('backup.restore', { path }));
  },
  async seal(test, token, tell) {
    await tell({ type: 'seal', token, whole: 2 }, () => test.job('seal.make', { title: token, fiscalYear: null }));
  },
  async bin(test, token, tell) {
    const binned = [...(await test.call('asset.ids', { binned: true })).ids];
    const type = binned.length > 0 ? 'restore' : 'bin';
    const ids = binned.length > 0 ? binned : (await test.call('asset.ids', {})).ids.slice(-5);
    await tell({ type, token, whole: ids.length }, () => test.call(`asset.${type}`, { ids, reason: token }));
  },
  async link(test, token, tell, random) {
    const fromId = await registerOne(test, token, tell);
    const toId = random.pick((await test.call('asset.ids', { kind: 'medium' })).ids);
    const facts = { from: fromId, to: toId };
    const { id } = await tell({ type: 'link', token, whole: 2, facts }, () =>
      test.call('link.add', { fromId, toId, type: 'storedOn' }),
    );
    await tell({ type: 'unlink', token, whole: 2, facts }, () => test.call('link.remove', { id }));
  },
  async undo(test, token, tell) {
    const change = await changeMany(test, token, tell);
    const asked = { type: 'undo', token, whole: BULK, facts: { change } } as const;
    await tell(asked, () => test.call('change.undo', { changeId: change }));
  },
  async setting(test, token, tell) {
    const values = { unionShort: token, approverPost: token, reason: token };
    await tell({ type: 'setting', token, whole: 2 }, () => test.call('setting.save', values));
  },
  operator: workAs,
  async master(test, token, tell) {
    await tell({ type: 'master', token, whole: 2 }, () => test.call('master.save', { list: 'place', label: token }));
  },
  async scheme(test, token, tell) {
    const all = await test.call('scheme.list', {});
    const own = all.find((one) => !one.preset) ?? (await test.call('scheme.copy', { id: 'ipa-3', name: '組合の分類' }));
    const { revision, assets: _assets, usedLevels: _used, ...scheme } = own;
    await tell({ type: 'scheme', token, whole: 1 }, () =>
      test.call('scheme.save', { scheme: { ...scheme, note: token }, revision, reason: token }),
    );
  },
  async sheet(test, token, tell) {
    const grid = { columns: 2, rows: 5, labelWidth: 86, labelHeight: 50, x0: 19, y0: 20, dx: 86, dy: 50 };
    const paper = { medium: 'sheet' as const, maker: '', models: [], paperWidth: 210, paperHeight: 297 };
    await tell({ type: 'sheet', token, whole: 1 }, () =>
      test.call('label.sheetSave', { sheet: { id: 'own-1', name: token, ...paper, ...grid } }),
    );
  },
  async class(test, token, tell, random) {
    const decision = { ...(await otherLevel(test, random)), reason: token };
    await tell({ type: 'class', token, whole: 1 }, () => test.call('classification.decide', decision));
  },
  async approval(test, token, tell, random) {
    await test.call('setting.save', { approval: true });
    for (const { id } of await test.call('approval.list', {})) await test.call('approval.withdraw', { ids: [id] });
    const decision = { ...(await otherLevel(test, random)), reason: token };
    await tell({ type: 'propose', token, whole: 1 }, () => test.call('classification.decide', decision));
    const [waiting] = await test.call('approval.list', {});
    const facts = { proposal: waiting!.id, reason: token };
    const approver = { name: '辻 髙﨑', post: '総務グループ長' };
    await tell({ type: 'approve', token, whole: 2, facts }, () =>
      test.call('approval.decide', { ids: [waiting!.id], approve: true, approver }),
    );
  },
  async import(test, token, tell) {
    const rows = Array.from({ length: IMPORTED }, (_, i) => `${token}-${i},情報,${token} 名簿${i},2,1,1`);
    const text = ['管理番号,資産区分,名称,機密性,完全性,可用性', ...rows].join('\r\n');
    const fileName = `${token}.csv`;
    const file = { fileName, base64: Buffer.from(text).toString('base64') };
    const { importId, plan } = await test.job('importing.read', file);
    await tell({ type: 'import', token: fileName, whole: 2 * IMPORTED }, () =>
      test.job('importing.commit', { importId, plan }),
    );
  },
  async export(test, token, tell) {
    await workAs(test, token, tell);
    await tell({ type: 'export', token, whole: 1 }, () => test.job('ledger.export', { filter: {} }));
  },
  async labels(test, token, tell) {
    await workAs(test, token, tell);
    const ids = (await test.call('asset.ids', {})).ids.slice(0, LABELS);
    await tell({ type: 'labels', token, whole: ids.length + 1 }, () =>
      test.job('label.print', { filter: { ids: [...ids] }, sheetId: '28388' }),
    );
  },
  /** One step of a move: begun, decided, finished, and back again; every third one is given up. */
  async move(test, token, tell, random) {
    const { open } = await test.call('move.status', {});
    if (!open) {
      const { schemeId } = await test.call('setting.get', {});
      const pair = { fromSchemeId: schemeId, toSchemeId: schemeId === 'ipa-3' ? 'municipal-2024' : 'ipa-3' };
      await workAs(test, token, tell);
      const { mapping, assets } = await test.call('move.plan', pair);
      await tell({ type: 'moveStart', token, whole: 1 + assets }, () => test.call('move.start', { ...pair, mapping }));
      return;
    }
    const { items } = await test.call('move.list', { state: 'open', limit: 500 });
    const assetIds = items.map((item) => item.assetId);
    if (assetIds.length > 0) {
      const levels = { confidentiality: '2', integrity: '2', availability: '2' };
      await tell({ type: 'moveDecide', token, whole: assetIds.length }, () =>
        test.call('move.decide', { assetIds, levels, reason: token }),
      );
    } else if (random.chance(1 / 3)) {
      await tell({ type: 'moveAbandon', token, whole: 1 }, () => test.call('move.abandon', { reason: token }));
    } else {
      const whole = 1 + open.mapped + open.decided;
      await tell({ type: 'moveFinish', token, whole }, () => test.call('move.finish', { reason: token }));
    }
  },
} as const satisfies Record<string, Round>;
export type RoundName = keyof typeof ROUNDS;

/** What the rounds work on: 24 assets of two kinds, linked and classed. */
export async function fillRegister(test: TestApp): Promise<void> {
  const rows = Array.from({ length: 24 }, (_, i) => {
    const [kind, name] = i % 2 === 0 ? ['情報', `台帳${i}`] : ['媒体', `媒体${i}`];
    return `A-${i},${kind},${name},2,1,1`;
  });
  const text = ['管理番号,資産区分,名称,機密性,完全性,可用性', ...rows].join('\r\n');
  const file = { fileName: '台帳.csv', base64: Buffer.from(text).toString('base64') };
  const { importId, plan } = await test.job('importing.read', file);
  await test.job('importing.commit', { importId, plan });
  const { ids: content } = await test.call('asset.ids', { kind: 'information' });
  const { ids: holders } = await test.call('asset.ids', { kind: 'medium' });
  for (let i = 0; i < 5; i += 1)
    await test.call('link.add', { fromId: content[i]!, toId: holders[i]!, type: 'storedOn' });
}
