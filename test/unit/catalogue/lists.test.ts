import { describe, expect, it } from 'vitest';
import { ALL_FIELDS } from '../../../contract/catalogue/index.ts';
import { foldHeading } from '../../../contract/japanese/fold.ts';
import { PERSONAL_DATA } from '../../../contract/scheme.ts';
import { LISTS, type ListItemPreset } from '../../../core/presets/lists.ts';
import { GROUP_PROPOSALS, THREATS, THREATS_OF_KIND, ZONE_DEFINITIONS } from '../../../core/presets/setup.ts';

const items = (list: string) => LISTS.find((l) => l.id === list)?.items ?? [];
const labels = (list: string) => items(list).map((item) => item.label);

/** Words of a list that would mean two of its items. */
function clashes(list: readonly ListItemPreset[]): string[] {
  const words = list.flatMap((item) => [...new Set([item.label, ...(item.aliases ?? [])].map(foldHeading))]);
  return words.filter((word, i) => words.indexOf(word) !== i);
}

/** The item that a text in a ledger means, as an import looks it up. */
function itemOf(list: string, text: string): string | null {
  const word = foldHeading(text);
  return items(list).find((item) => [item.label, ...(item.aliases ?? [])].map(foldHeading).includes(word))?.id ?? null;
}

describe('preset lists', () => {
  it('are exactly the lists that the fields name', () => {
    const named = new Set(ALL_FIELDS.flatMap((field) => field.list ?? []));
    expect(LISTS.map((list) => list.id).sort()).toEqual([...named].sort());
  });

  it('have ids of their own, formed <list>.<word>', () => {
    const ids = LISTS.flatMap((list) => list.items.map((item) => item.id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const list of LISTS) {
      const prefix = list.id === 'personalData' ? 'personal' : list.id;
      for (const item of list.items) expect(item.id).toMatch(new RegExp(`^${prefix}\\.[a-z][a-zA-Z0-9]*$`));
    }
  });

  it('let one word mean one item only', () => {
    for (const list of LISTS) expect(clashes(list.items), list.id).toEqual([]);
    expect(
      clashes([
        { id: 'a.a', label: '紙' },
        { id: 'a.b', label: '書類', aliases: ['（紙）'] },
      ]),
    ).toEqual(['紙']);
  });

  it('name parents that exist', () => {
    for (const list of LISTS) {
      for (const item of list.items) {
        if (item.parent) expect(list.items.map((i) => i.id)).toContain(item.parent);
      }
    }
  });

  it('hold the words of tidy ledgers, so that they come back unchanged', () => {
    expect(labels('body')).toEqual(['管理者', '公平委員会', '監査委員', '議会']);
    expect(labels('zone')).toEqual([
      '個人番号利用事務系',
      'LGWAN接続系',
      'インターネット接続系',
      'スタンドアロン',
      '施設制御系',
      '紙のみ',
    ]);
    expect(labels('personalData')).toEqual(['無', '個人情報', '要配慮個人情報', '特定個人情報']);
    expect(labels('state')).toEqual(expect.arrayContaining(['利用中', '予備', '貸出中', '廃棄予定', '廃棄済']));
    expect(labels('retention')).toEqual(
      expect.arrayContaining(['永久', '長期', '30年', '10年', '5年', '3年', '1年', '1年未満', '常用']),
    );
    expect(labels('handlingMark')).toEqual(expect.arrayContaining(['関係者限り', '複製禁止', '持出要許可', 'なし']));
  });

  it.each([
    ['zone', 'ＬＧＷＡＮ系', 'zone.lgwan'],
    ['zone', 'ｲﾝﾀｰﾈｯﾄ系', 'zone.internet'],
    ['zone', '単独（非接続）', 'zone.standalone'],
    ['zone', '制御系（閉域）', 'zone.plant'],
    ['zone', 'マイナンバー利用事務系', 'zone.myNumber'],
    ['zone', '紙', 'zone.paper'],
    ['retention', '１０年間', 'retention.years10'],
    ['retention', '1年未満', 'retention.underYear'],
    ['retention', '１年', 'retention.years1'],
    ['retention', '施設廃止まで', 'retention.untilClosure'],
    ['encryption', '☓', 'encryption.no'],
    ['encryption', '〇', 'encryption.yes'],
    ['encryption', '済', 'encryption.yes'],
    ['encryption', '？', null],
    ['acquisitionType', 'ﾘｰｽ', 'acquisitionType.lease'],
    ['networkType', 'L2SW', 'networkType.l2switch'],
    ['mediumType', 'DVD-R', 'mediumType.dvdR'],
    ['documentType', '設定書', 'documentType.setting'],
    ['personalData', '○', 'personal.general'],
    ['personalData', '△', null],
  ])('%s: %s is %s', (list, text, id) => {
    expect(itemOf(list, text)).toBe(id);
  });

  it('give the years of each retention, none for an open end', () => {
    const years = (id: string) => items('retention').find((item) => item.id === id)?.attrs?.['years'];
    expect([years('retention.years30'), years('retention.years5'), years('retention.underYear')]).toEqual([30, 5, 0]);
    expect([years('retention.permanent'), years('retention.standing'), years('retention.untilClosure')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('hold the personal data items that the schemes name', () => {
    expect(items('personalData').map((item) => item.id)).toEqual([...PERSONAL_DATA]);
  });
});

describe('set-up proposals', () => {
  it('give each group an 実施機関 and two digits of its own', () => {
    const bodies = items('body').map((item) => item.id);
    for (const group of GROUP_PROPOSALS) {
      expect(bodies).toContain(group.bodyId);
      expect(group.code).toMatch(/^\d\d$/);
    }
    expect(new Set(GROUP_PROPOSALS.map((g) => g.code)).size).toBe(GROUP_PROPOSALS.length);
  });

  it('say what each network zone means', () => {
    expect(ZONE_DEFINITIONS.map((zone) => zone.id)).toEqual(items('zone').map((item) => item.id));
  });

  it('name only threats of the policy', () => {
    const codes = THREATS.map((threat) => threat.code);
    expect(codes).toEqual(['T1', 'T2', 'T3', 'T4', 'T5']);
    for (const threats of Object.values(THREATS_OF_KIND)) expect(codes).toEqual(expect.arrayContaining([...threats]));
  });
});
