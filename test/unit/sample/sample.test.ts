import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import { fieldOf, KINDS, type Kind } from '../../../contract/catalogue/index.ts';
import { DaichoError } from '../../../contract/errors.ts';
import { isKana } from '../../../contract/japanese/kana.ts';
import { LINK_TYPE_IDS, LINK_TYPES, type LinkType } from '../../../contract/link.ts';
import { COST } from '../../../core/account/password.ts';
import { createSessions } from '../../../core/account/session.ts';
import { valuesOf } from '../../../core/asset/columns.ts';
import { readRecords } from '../../../core/asset/records.ts';
import { changeAsset } from '../../../core/asset/store.ts';
import { missingFields } from '../../../core/asset/values.ts';
import { change } from '../../../core/change.ts';
import { allFindings } from '../../../core/classification/findings.ts';
import { closesCircle } from '../../../core/classification/rollup.ts';
import { type Context, opened } from '../../../core/context.ts';
import { createJobs } from '../../../core/jobs/run.ts';
import { LISTS } from '../../../core/presets/lists.ts';
import { MUNICIPAL_2024 } from '../../../core/presets/schemes.ts';
import { GROUP_PROPOSALS } from '../../../core/presets/setup.ts';
import { createRegister } from '../../../core/register/create.ts';
import { allIds } from '../../../db/assets.ts';
import { allLinks } from '../../../db/links.ts';

let folder: string;
let context: Context;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daicho-sample-'));
  context = newContext(folder);
});
afterEach(() => {
  context.register?.db.close();
  rmSync(folder, { recursive: true, force: true });
});

let serial = 0;
function newContext(dataDir: string): Context {
  const newId = () => {
    serial += 1;
    return `id-${serial}`;
  };
  const context: Context = {
    dataDir,
    fontDirs: undefined,
    appFolder: undefined,
    monotonic: () => performance.now(),
    passwordCost: COST,
    get session() {
      return session;
    },
    ports: {
      now: () => new Date('2026-11-20T10:00:00+09:00'),
      newId,
      printer: { pdf: () => Promise.reject(new DaichoError('noBrowser')) },
      log: () => undefined,
    },
    appVersion: '0.0.0-test',
    who: 'tester',
    jobs: createJobs(
      () => undefined,
      newId,
      () => undefined,
    ),
    exclusive: async (work) => work(),
    emit: () => undefined,
    revision: 0,
    reopen: () => Promise.reject(new Error('not here')),
    register: null,
    trouble: null,
    viewing: null,
    unsafePlace: null,
    retry: () => Promise.reject(new Error('not here')),
  };
  const session = createSessions(context, () => undefined);
  return context;
}

interface Row {
  readonly id: number;
  readonly kind: Kind;
  readonly values: Values;
}
function rows(): Row[] {
  const { db } = opened(context);
  return readRecords(db, allIds(db)).map((record) => ({
    id: record.id,
    kind: record.kind as Kind,
    values: valuesOf(record.kind as Kind, record),
  }));
}
const byName = (name: string) => {
  const found = rows().filter((row) => row.values['name'] === name);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const create = (input: Partial<Parameters<typeof createRegister>[1]> = {}) =>
  createRegister(context, { unionName: '水郷地方環境衛生組合', sample: true, ...input } as Parameters<
    typeof createRegister
  >[1]);
const shortFindings = () => allFindings(context).map(({ ruleId, name, fieldId }) => [ruleId, name, fieldId]);

describe('the sample register', () => {
  test('has 55 to 70 assets of all kinds, bodies, groups and zones, named once and numbered', () => {
    const { assets } = create();
    const all = rows();
    expect(all).toHaveLength(assets);
    expect(assets).toBeGreaterThanOrEqual(55);
    expect(assets).toBeLessThanOrEqual(70);
    expect(new Set(all.map((row) => row.kind))).toEqual(new Set(KINDS));
    for (const list of ['body', 'zone']) {
      const ids = LISTS.find((one) => one.id === list)!.items.map((item) => item.id);
      expect(new Set(all.map((row) => row.values[list]))).toEqual(new Set(ids));
    }
    const { items } = opened(context).state;
    const groups = new Set(all.map((row) => items.get(String(row.values['group']))?.label));
    expect(groups).toEqual(new Set(GROUP_PROPOSALS.map((group) => group.label)));
    expect(new Set(all.map((row) => row.values['name'])).size).toBe(assets);
    expect(new Set(all.map((row) => row.values['number'])).size).toBe(assets);
    expect(byName('職員名簿・給与台帳（電子）').values['number']).toMatch(/^INF-2026-01-\d{4}$/);
  });

  test('has kana and a reason on every asset, and readable kana on every own list item', () => {
    create();
    for (const { values } of rows()) {
      expect(values['kana'], String(values['name'])).toBeTruthy();
      expect(isKana(String(values['kana'])), String(values['kana'])).toBe(true);
      expect(values['classificationReason'], String(values['name'])).toBeTruthy();
    }
    const own = [...opened(context).state.items.values()].filter(
      (item) => ['place', 'person'].includes(item.list) && !item.preset,
    );
    expect(own.length).toBeGreaterThan(15);
    for (const item of own) expect(isKana(item.kana ?? '?'), item.label).toBe(true);
    for (const sign of ['髙﨑', '辻', '渡邉'])
      expect(
        own.some((item) => item.label.includes(sign)),
        sign,
      ).toBe(true);
  });

  test('names only list items that exist, and words of the lists where those are offered', () => {
    create();
    const { items, lists } = opened(context).state;
    const offered = (list: string) => lists.find((one) => one.id === list)!.items.map((item) => item.label);
    let checked = 0;
    for (const { kind, values } of rows()) {
      for (const [id, value] of Object.entries(values)) {
        const field = fieldOf(kind, id)!;
        if (field.type === 'choice' || field.type === 'multi') {
          for (const item of [value].flat()) {
            expect(items.get(String(item))?.list, `${String(values['name'])} ${id} ${String(item)}`).toBe(field.list);
            checked += 1;
          }
        }
        const typedFreely = ['systemOperator', 'user', 'borrower'].includes(id);
        if (field.type === 'suggest' && !typedFreely)
          expect(offered(field.list!), `${String(values['name'])} ${id}`).toContain(value);
      }
    }
    expect(checked).toBeGreaterThan(500);
  });

  test('has places of 棟-階-室-棚 whose parents exist', () => {
    create();
    const { items } = opened(context).state;
    const depth = (id: string): number => {
      const parent = items.get(id)!.parentId;
      if (parent !== null) expect(items.get(parent)?.list).toBe('place');
      return parent === null ? 1 : 1 + depth(parent);
    };
    const used = rows().flatMap((row) => (typeof row.values['place'] === 'string' ? [row.values['place']] : []));
    expect(Math.max(...used.map(depth))).toBe(4);
  });

  test('breaks exactly two rules, and both can be mended', () => {
    create();
    expect(shortFindings()).toEqual([
      ['D3', 'USBメモリ USB-003', 'confidentiality'],
      ['D5', '職員健康診断結果綴', 'confidentiality'],
    ]);
    change(context, { action: 'test' }, (recorder) => {
      changeAsset(context, recorder, byName('USBメモリ USB-003').id, { confidentiality: '3C' });
      changeAsset(context, recorder, byName('職員健康診断結果綴').id, { confidentiality: '3B' });
    });
    expect(shortFindings()).toEqual([]);
  });

  test('is held together by its links: lowering holders is found (control)', () => {
    create();
    change(context, { action: 'test' }, (recorder) => {
      changeAsset(context, recorder, byName('人事給与専用端末').id, {
        confidentiality: '2',
        personalData: ['personal.general'],
      });
      changeAsset(context, recorder, byName('機密文書溶解処理').id, {
        confidentiality: '2',
        personalData: ['personal.general'],
      });
    });
    const found = shortFindings();
    expect(found).toContainEqual(['D3', '人事給与専用端末', 'confidentiality']);
    expect(found).toContainEqual(['D3', '機密文書溶解処理', 'confidentiality']);
    expect(found).toHaveLength(4);
  });

  test('lacks exactly three required fields, on three assets', () => {
    create();
    const lacking = rows().flatMap(({ kind, values }) =>
      missingFields(MUNICIPAL_2024, kind, values).map((field) => [values['name'], field]),
    );
    expect(lacking.sort()).toEqual(
      [
        ['インターネット閲覧用PC', 'userScope'],
        ['事務室 L2SW', 'place'],
        ['オフィスソフト', 'licenseType'],
      ].sort(),
    );
  });

  test('keeps paper and electronic of the same information on one confidentiality (D4)', () => {
    create();
    const [paper, electronic] = [byName('職員名簿・給与台帳（紙）'), byName('職員名簿・給与台帳（電子）')];
    expect([paper.values['form'], electronic.values['form']]).toEqual(['form.paper', 'form.electronic']);
    expect(paper.values['confidentiality']).toBe(electronic.values['confidentiality']);
  });

  test('has valid links of every type, without circles, each in the history of both its assets', () => {
    create();
    const { db } = opened(context);
    const kinds = new Map(rows().map((row) => [row.id, row.kind]));
    const allowed: Partial<Record<LinkType, readonly [readonly Kind[], readonly Kind[]]>> = {
      storedOn: [['information'], ['medium', 'hardware', 'system']],
      partOf: [['hardware'], ['system']],
      describes: [['document'], ['system']],
      installedOn: [['software'], ['hardware']],
      handledBy: [['information'], ['service']],
      copyOf: [['information'], ['information']],
    };
    const links = allLinks(db);
    expect(new Set(links.map((link) => link.type))).toEqual(new Set(LINK_TYPE_IDS));
    for (const { type, from_id, to_id } of links) {
      const [from, to] = [kinds.get(from_id), kinds.get(to_id)];
      expect(from && to && from_id !== to_id).toBeTruthy();
      const pair = allowed[type as LinkType];
      if (pair) expect([pair[0].includes(from!), pair[1].includes(to!)], `${from} ${type} ${to}`).toEqual([true, true]);
      if (LINK_TYPES[type as LinkType].carriesClass) expect(closesCircle(db, from_id, to_id)).toBe(false);
    }
    const told = db.prepare(`select count(*) from history where field like '$link%'`).pluck().get();
    expect(told).toBe(links.length * 2);
  });

  test('keeps the licences it has: none installed more often than held', () => {
    create();
    const { db } = opened(context);
    for (const { id, values } of rows().filter((row) => row.kind === 'software')) {
      const installed = allLinks(db).filter((link) => link.type === 'installedOn' && link.from_id === id).length;
      expect(installed).toBeGreaterThan(0);
      expect(installed, String(values['name'])).toBeLessThanOrEqual(Number(values['licenseCount']));
    }
  });

  test('takes the groups of a union that named its own', () => {
    create({ groups: [{ label: '事務局', code: '09', bodyId: 'body.manager' }] } as Partial<
      Parameters<typeof createRegister>[1]
    >);
    const { items } = opened(context).state;
    for (const { values } of rows()) expect(items.get(String(values['group']))?.label).toBe('事務局');
    expect(byName('本台帳データベース').values['number']).toMatch(/^INF-2026-09-\d{4}$/);
  });

  test('tells no date that is still to come of what has been done', () => {
    create();
    let checked = 0;
    for (const { kind, values } of rows()) {
      for (const [id, value] of Object.entries(values)) {
        if (fieldOf(kind, id)!.type !== 'date' || id.endsWith('Until')) continue;
        expect(String(value) <= '2026-11-20', `${String(values['name'])} ${id}`).toBe(true);
        expect(String(value) >= '2020-04-01', `${String(values['name'])} ${id}`).toBe(true);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(150);
  });

  test('is not there when nobody asked for it', () => {
    expect(create({ sample: false }).assets).toBe(0);
  });
});
