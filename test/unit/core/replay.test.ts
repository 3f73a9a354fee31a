import { expect, it } from 'vitest';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { OWN_TYPES, type OwnField } from '../../../contract/catalogue/own.ts';
import { LINK_TYPE_IDS } from '../../../contract/link.ts';
import { systemChange } from '../../../core/change.ts';
import { openRegister } from '../../../db/open.ts';
import { putSetting } from '../../../db/settings.ts';
import { newRegister, openApp } from '../../support/app.ts';
import { verifyNow, withSql } from '../../support/files.ts';
import { random } from '../../support/random.ts';
import { patience, report, times } from '../../support/scale.ts';

const { seed } = random();

/** 10,000 random operations in all (reliability.md P2): a register's history is replayed after so many, and so many more. */
const REGISTERS = times(8);
const OPERATIONS = 1250;
const REPLAYED_EVERY = 250;

it(
  'replaying the history gives the register, over 10,000 random operations',
  async () => {
    const began = performance.now();
    let accepted = 0;
    for (let i = 0; i < REGISTERS; i += 1) accepted += await playAndReplay(seed + i);
    report('replay of the history', began, {
      seed,
      registers: REGISTERS,
      operations: REGISTERS * OPERATIONS,
      accepted,
    });
    // Most are no refusals.
    expect(accepted).toBeGreaterThan((REGISTERS * OPERATIONS) / 2);
  },
  patience(300_000),
);

/** @returns how many operations were not refused */
async function playAndReplay(own: number): Promise<number> {
  const r = random(own);
  let test = await newRegister();
  const ids: string[] = [];
  const changes: string[] = [];
  const links: string[] = [];
  const refused = new Map<string, number>();
  const done = new Map<string, number>();
  const values = () => ({
    ...(r.chance(0.5) ? { note: r.chance(0.3) ? null : `備考${r.below(5)}` } : {}),
    ...(r.chance(0.4) ? { confidentiality: r.pick(['1', '2', '3B', '3', null]) } : {}),
    ...(r.chance(0.3) ? { zone: r.pick(['zone.lgwan', 'zone.paper', null]) } : {}),
    ...(r.chance(0.3)
      ? { personalData: r.chance(0.3) ? null : [r.pick(['personal.general', 'personal.specific'])] }
      : {}),
    ...(r.chance(0.2) ? { stocktakenOn: r.pick(['2026-04-01', 'R8.5.1', null]) } : {}),
    ...(r.chance(0.4) && fields.size > 0 ? ownValue(r.pick([...fields.values()])) : {}),
  });
  // Some do not fit the field's type or the asset's kind: they are refused.
  const ownValue = ({ id }: OwnField) => ({ [id]: r.pick(['東棟', 12, '2026-04-01', null]) });
  /** A new one, or one that there is with another name, type, kinds or place, put away or brought back. */
  const ownField = () => {
    const old = fields.size > 0 && r.chance(0.8) ? r.pick([...fields.values()]) : undefined;
    const kinds = r.chance(0.5) ? [...KINDS] : [r.pick(KINDS), r.pick(KINDS)];
    return {
      ...(old && { id: old.id, archived: r.chance(0.3), after: r.pick(['', ...fields.keys()]) }),
      label: old && r.chance(0.5) ? old.label : `独自${r.below(12)}`,
      type: old && r.chance(0.7) ? old.type : r.pick(OWN_TYPES),
      kinds: old && r.chance(0.5) ? [...old.kinds] : kinds,
    };
  };
  const fields = new Map<string, OwnField>();
  const some = () => Array.from({ length: 1 + r.below(4) }, () => r.pick(ids));
  const operations: [name: string, input: () => unknown][] = [
    ['asset.register', () => ({ kind: r.pick(KINDS), values: { name: `資産${r.below(100)}`, ...values() } })],
    ['asset.update', () => ({ id: r.pick(ids), revision: 0, values: values() })],
    ['asset.updateMany', () => ({ ids: some(), values: values() })],
    ['asset.bin', () => ({ ids: some() })],
    ['asset.restore', () => ({ ids: some() })],
    ['link.add', () => ({ fromId: r.pick(ids), toId: r.pick(ids), type: r.pick(LINK_TYPE_IDS) })],
    ['link.remove', () => ({ id: links.length > 0 ? r.pick(links) : '1' })],
    ['change.undo', () => ({ changeId: r.pick(changes) })],
    ['setting.save', () => ({ schemeId: r.pick(['municipal-2024', 'municipal-former']) })],
    ['ownField.save', ownField],
  ];
  const run = async (name: string, input: Record<string, unknown>) => {
    if (name === 'asset.update')
      input['revision'] = (await test.call('asset.get', { id: String(input['id']) })).revision;
    const reply = await test.app.invoke(name, input);
    if (!reply.ok) {
      // What is refused is refused for a reason, never by accident.
      expect(reply.error.code, JSON.stringify({ name, input })).not.toBe('internal');
      refused.set(name, (refused.get(name) ?? 0) + 1);
      return;
    }
    done.set(name, (done.get(name) ?? 0) + 1);
    const { id, changeId } = reply.value as { id?: string; changeId?: string };
    if (name === 'asset.register') ids.push(id!);
    if (name === 'link.add') links.push(id!);
    if (changeId) changes.push(changeId);
    if (name === 'ownField.save') {
      const { undo } = await test.call('change.last', {});
      if (undo) changes.push(undo.changeId);
    }
    // An undo may take fields away and bring them back.
    if (name === 'ownField.save' || name === 'change.undo') {
      fields.clear();
      for (const field of await test.call('ownField.list', {})) fields.set(field.id, field);
    }
  };
  for (let i = 0; i < 5; i += 1) await run('asset.register', { kind: 'information', values: { name: `はじめ${i}` } });
  const replayed = () => expect(verifyNow(test.dir), `seed ${own}`).toMatchObject({ ok: true, problems: [] });
  for (let i = 1; i <= OPERATIONS; i += 1) {
    const [name, input] = r.pick(operations);
    await run(name, input() as Record<string, unknown>);
    if (i % REPLAYED_EVERY === 0) replayed();
  }
  // Control: every operation really happened.
  expect([...done.keys()].sort()).toEqual(operations.map(([name]) => name).sort());
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [], assets: ids.length });

  // What is kept only to make lists fast agrees with what is computed anew.
  const list = async () => ({
    rows: (await test.call('asset.list', { limit: 1000, sort: { field: 'name' } })).rows,
    binned: (await test.call('asset.list', { binned: true, limit: 1000 })).rows,
    counts: await test.call('asset.counts', {}),
  });
  const before = await list();
  await test.app.close();
  const columns = () =>
    withSql(test.dir, (db) =>
      db.prepare('select id, search_text, kana_key, missing_count from asset order by id').all(),
    );
  const stored = columns();
  const older = openRegister(test.dir, { now: new Date() });
  systemChange(older, new Date(), '古い版', () => putSetting(older, 'derivedVersion', '0'));
  older.close();
  test = await openApp(test.dir);
  expect(await list()).toEqual(before);
  expect(columns()).toEqual(stored);
  await test.close();
  return [...done.values()].reduce((sum, n) => sum + n, 0);
}
