import { beforeAll, describe, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { csv, emptyKnown, type Tried, tryFile } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

/** A ledger of information: number, name and the given columns. */
function ledger(headings: readonly string[], ...rows: readonly (readonly string[])[]): Tried {
  return tryFile(known, csv([headings, ...rows]), { kind: 'information' });
}
const values = (tried: Tried, i = 0) => tried.assets[i]!.values;
const label = (tried: Tried, id: unknown) =>
  known.state.items.get(String(id))?.label ??
  tried.check.newItems.find((item) => String(id).startsWith(item.list))?.label;

describe('the kind of a row', () => {
  it('comes from the 資産区分 column, row by row, and picks the meaning of a shared heading', () => {
    const tried = tryFile(
      known,
      csv([
        ['資産区分', '資産名称', '種別', '情報システム管理者'],
        ['機器', '受付パソコン', 'パソコン', '事務局長'],
        ['ネットワーク・設備', '庁内ルータ', 'ルータ', '事務局長'],
      ]),
    );
    expect(tried.assets.map((asset) => asset.kind)).toEqual(['hardware', 'network']);
    expect(values(tried, 0)['hardwareType']).toBe('hardwareType.desktop');
    expect(values(tried, 1)['networkType']).toBe('networkType.router');
    expect(values(tried, 0)['responsiblePost']).toBe('post.secretaryGeneral');
    expect(values(tried, 1)['systemManagerPost']).toBe('post.secretaryGeneral');
  });

  it('is an error where neither row nor plan says it, and fine once the plan does', () => {
    const file = csv([
      ['名称', '備考', '概要'],
      ['何か', 'メモ', '説明'],
    ]);
    const without = tryFile(known, file, {
      change: (plan) => ({ ...plan, sheets: plan.sheets.map((sheet) => ({ ...sheet, kind: null })) }),
    });
    expect(without.said('missingKind')).toMatchObject([{ severity: 'error', row: 2, cell: '' }]);
    expect(without.check).toMatchObject({ rows: 1, leftOut: 1 });
    expect(tryFile(known, file, { kind: 'document' }).assets).toMatchObject([{ kind: 'document' }]);
  });

  it('is never guessed from an unknown word', () => {
    const tried = tryFile(
      known,
      csv([
        ['資産区分', '名称'],
        ['機器', 'プリンタ'],
        ['機器', '複合機'],
        ['家具', '机'],
      ]),
    );
    expect(tried.said('badKind')).toMatchObject([{ severity: 'error', cell: 'A4', value: '家具' }]);
    expect(tried.assets).toHaveLength(2);
  });

  it('is doubted when the type belongs to another kind', () => {
    const tried = tryFile(
      known,
      csv([
        ['名称', '種別'],
        ['庁内ルータ', 'ルータ'],
      ]),
      { kind: 'hardware' },
    );
    expect(tried.said('badKind')).toMatchObject([{ severity: 'warning', cell: 'B2', value: 'ルータ' }]);
    expect(values(tried)).toMatchObject({ importedNotes: '種別: ルータ' });
    expect(values(tried)).not.toHaveProperty('hardwareType');
  });
});

describe('which rows are assets', () => {
  it('leaves out totals, headings and rows without a name, each with its reason, and counts them', () => {
    const tried = ledger(
      ['管理番号', '名称', '概要'],
      ['1', '会計伝票', '設計'],
      ['', '小計', '1件'],
      ['', '【施設グループ】', ''],
      ['2', '', '名なし'],
      ['', '', ''],
      ['合計', '', '2件'],
    );
    expect(tried.assets.map((asset) => asset.values['name'])).toEqual(['会計伝票']);
    expect(tried.check).toMatchObject({ rows: 5, clean: 1, doubtful: 0, leftOut: 4 });
    expect(tried.said('notAsset').map((problem) => problem.row)).toEqual([3, 4, 7]);
    expect(tried.said('missingName')).toMatchObject([{ row: 5, cell: 'B5', severity: 'error' }]);
  });

  it('doubts a row that is nothing but a name', () => {
    const tried = ledger(['管理番号', '名称', '概要'], ['1', '甲', ''], ['', '乙', '']);
    expect(tried.said('notAsset')).toMatchObject([{ cell: 'B3', severity: 'warning' }]);
    expect(tried.assets).toHaveLength(2);
  });

  it('finds the headings below titles', () => {
    const tried = ledger(
      ['情報資産管理台帳'],
      ['水郷組合', '令和7年度'],
      ['名称', '備考', '保管場所'],
      ['例規集', '', '書庫'],
    );
    expect(tried.plan.sheets[0]).toMatchObject({ headerRow: 3, use: true });
    expect(tried.assets).toHaveLength(1);
  });

  it('has nothing to import in a file of headings only', () => {
    expect(() => ledger(['名称', '備考', '概要'])).toThrow('nothingToImport');
  });
});

describe('values', () => {
  it('are kept as typed, without outer spaces, with LF', () => {
    const tried = ledger(['名称', '備考', '概要'], ['　髙﨑 ①㈱～ﾊﾝｶｸ　', 'a\r\nb', ' ー ']);
    expect(values(tried)).toEqual({ name: '髙﨑 ①㈱～ﾊﾝｶｸ', note: 'a\nb' });
  });

  it('reads dates and whole numbers, and keeps what it cannot read under its heading', () => {
    const tried = ledger(
      ['名称', '登録日', '最終棚卸日', '本人の数', '作成年度'],
      ['甲', '令和7年4月1日', 'R7.2.30', '１，２００人', '令和7年度'],
      ['乙', '20260401', '未定', '約千人', '2024'],
    );
    expect(values(tried, 0)).toEqual({
      name: '甲',
      registeredOn: '2025-04-01',
      subjectCount: 1200,
      createdFiscalYear: 2025,
      importedNotes: '最終棚卸日: R7.2.30',
    });
    expect(values(tried, 1)).toEqual({
      name: '乙',
      registeredOn: '2026-04-01',
      createdFiscalYear: 2024,
      importedNotes: '最終棚卸日: 未定\n本人の数: 約千人',
    });
    expect(tried.said('badDate').map((problem) => [problem.cell, problem.column, problem.value])).toEqual([
      ['C2', '最終棚卸日', 'R7.2.30'],
      ['C3', '最終棚卸日', '未定'],
    ]);
    expect(tried.said('badNumber')).toMatchObject([{ cell: 'D3', value: '約千人', severity: 'warning' }]);
  });

  it('finds list entries by label and spelling, and plans each new one once', () => {
    const tried = ledger(
      ['名称', '所管部署', '保管場所', '原本・写し'],
      ['甲', '総務グループ', '第２倉庫', '正本'],
      ['乙', '総務 グループ', '第２倉庫', '写し'],
      ['丙', '', '第2倉庫', ''],
    );
    expect(tried.check.newItems).toEqual([{ list: 'place', label: '第２倉庫', count: 3 }]);
    expect(tried.said('newItem')).toMatchObject([{ cell: 'C2', value: '第２倉庫' }]);
    // 正本 is an alias in a closed list: nothing to say.
    expect(tried.said('similarItem').map((problem) => problem.cell)).toEqual(['B3', 'C4']);
    expect(new Set([0, 1, 2].map((i) => values(tried, i)['place'])).size).toBe(1);
    expect(values(tried, 0)['group']).toBe(values(tried, 1)['group']);
    expect(values(tried, 0)['originality']).toBe('originality.original');
  });

  it('splits several words of one cell', () => {
    const tried = ledger(
      ['名称', '取扱制限', '個人情報'],
      ['甲', '"関係者限り"、3日以内復旧', '要配慮・特定個人'],
      ['乙', 'なし', '△'],
    );
    expect((values(tried, 0)['handlingMarks'] as string[]).map((id) => label(tried, id))).toEqual([
      '関係者限り',
      '3日以内復旧',
    ]);
    expect(values(tried, 0)['personalData']).toEqual(['personal.sensitive', 'personal.specific']);
    expect(values(tried, 1)).toEqual({
      name: '乙',
      handlingMarks: ['handlingMark.none'],
      importedNotes: '個人情報: △',
    });
    expect(tried.said('notUnderstood')).toMatchObject([{ cell: 'C3', value: '△' }]);
  });

  it('keeps columns without a field, and says so once for each column', () => {
    const tried = ledger(['名称', '棚の色', '備考'], ['甲', '赤', ''], ['乙', '青', ''], ['丙', '', 'メモ']);
    expect([0, 1, 2].map((i) => values(tried, i)['importedNotes'])).toEqual(['棚の色: 赤', '棚の色: 青', undefined]);
    expect(tried.said('otherColumn')).toMatchObject([{ cell: 'B2', column: '棚の色' }]);
    expect(tried.check).toMatchObject({ clean: 3, doubtful: 0 });
  });

  it('takes the value above for a ditto mark, and says where nothing stands above', () => {
    const tried = ledger(
      ['管理番号', '名称', '所管部署', '備考'],
      ['A-1', '甲', '総務グループ', ''],
      ['A-2', '乙', '〃', '同　上'],
      ['〃', '同上', '同上', 'メモ'],
    );
    expect(tried.said('ditto').map((problem) => problem.cell)).toEqual(['D3', 'A4']);
    expect(values(tried, 1)).toEqual({
      number: 'A-2',
      name: '乙',
      group: values(tried, 0)['group'],
      importedNotes: '備考: 同　上',
    });
    // The number above is not the number of this row.
    expect(values(tried, 2)).toEqual({
      name: '乙',
      group: values(tried, 0)['group'],
      note: 'メモ',
      importedNotes: '管理番号: 〃',
    });
  });

  it('splits periods, pairs and marks', () => {
    const service = tryFile(
      known,
      csv([
        ['サービス名', '契約期間', '事業者名・連絡先'],
        ['甲', 'R7.4.1～R8.3.31', '㈱水都\n0000-00-0000'],
        ['乙', '令和5年4月1日から令和8年3月31日まで', '㈱水都'],
        ['丙', 'R7.4.1～（自動更新）', ''],
        ['丁', '2024/4/1 - 2024/3/31', ''],
      ]),
      { kind: 'service' },
    );
    expect(values(service, 0)).toEqual({
      name: '甲',
      contractFrom: '2025-04-01',
      contractUntil: '2026-03-31',
      vendor: '㈱水都',
      vendorContact: '0000-00-0000',
    });
    expect(values(service, 1)).toMatchObject({
      contractFrom: '2023-04-01',
      contractUntil: '2026-03-31',
      importedNotes: '事業者名・連絡先: ㈱水都',
    });
    expect(values(service, 2)).toEqual({
      name: '丙',
      contractFrom: '2025-04-01',
      importedNotes: '契約期間: R7.4.1～（自動更新）',
    });
    expect(service.said('dateOrder')).toMatchObject([{ row: 5, value: '2024-03-31' }]);
    const marks = ledger(['名称', '要配慮', '特定個人', '備考'], ['甲', '○', '－', ''], ['乙', '×', '？', '']);
    expect(values(marks, 0)).toEqual({ name: '甲', personalData: ['personal.sensitive'] });
    expect(values(marks, 1)).toEqual({ name: '乙', importedNotes: '特定個人: ？' });
  });
});

describe('levels and importance', () => {
  const levels = ['名称', '機密性', '完全性', '可用性', '重要性分類', '個人情報'];

  it.each([
    ['３Ｂ', 'municipal-2024', '3B'],
    ['自治体機密性3C', 'municipal-2024', '3C'],
    ['機密性3', 'municipal-former', '3'],
    ['2', 'municipal-2024', '2'],
  ])('%s is read in %s', (text, scheme, code) => {
    const tried = ledger(levels, ['甲', text, '2', '1', '', '']);
    expect(tried.plan.schemeId).toBe(scheme);
    expect(tried.assets[0]).toMatchObject({
      schemeId: scheme,
      values: { confidentiality: code, integrity: '2', availability: '1' },
    });
  });

  it('never guesses a level of another scheme', () => {
    const tried = ledger(
      levels,
      ['甲', '3B', '2', '1', '', ''],
      ['乙', '機密性3', '2', '1', '', ''],
      ['丙', '極秘', '2', '1', '', ''],
    );
    expect(tried.said('otherScheme')).toMatchObject([{ cell: 'B3', value: '機密性3' }]);
    expect(tried.said('badLevel')).toMatchObject([{ cell: 'B4', value: '極秘' }]);
    expect(values(tried, 1)).toEqual({
      name: '乙',
      integrity: '2',
      availability: '1',
      importedNotes: '機密性: 機密性3',
    });
  });

  it('does not take a plain 3 for the former scheme under a heading of the newer one', () => {
    const tried = tryFile(
      known,
      csv([
        ['名称', '自治体機密性', '備考'],
        ['甲', '3', ''],
      ]),
      { kind: 'information' },
    );
    expect(tried.plan.schemeId).toBe('municipal-2024');
    expect(tried.said('otherScheme')).toMatchObject([{ cell: 'B2' }]);
  });

  it('stores an importance only where it differs from the derived one', () => {
    const tried = ledger(
      levels,
      ['甲', '3B', '2', '1', 'Ⅰ', ''],
      ['乙', '3B', '2', '1', 'Ｉ', ''],
      ['丙', '3B', '2', '1', 'Ⅲ', ''],
      ['丁', '3B', '2', '1', '3', ''],
    );
    expect(values(tried, 0)).not.toHaveProperty('importance');
    expect(values(tried, 1)).not.toHaveProperty('importance');
    expect(values(tried, 2)).toMatchObject({ importance: 'Ⅲ', importanceReason: '取込元の台帳の記載' });
    expect(tried.said('importanceDiffers')).toMatchObject([{ cell: 'E4', value: 'Ⅲ' }]);
    // IPA counts 3 as the highest, Ⅰ to Ⅳ counts Ⅰ: a digit is not read as a numeral.
    expect(values(tried, 3)).toMatchObject({ importedNotes: '重要性分類: 3' });
    expect(values(tried, 3)).not.toHaveProperty('importance');
  });

  it('says where personal data asks for more (D5)', () => {
    const tried = ledger(levels, ['甲', '1', '2', '1', '', '個人情報'], ['乙', '2', '2', '1', '', '個人情報']);
    expect(tried.said('belowMinimum')).toMatchObject([{ cell: 'B2' }]);
    expect(values(tried)).toMatchObject({ confidentiality: '1' });
  });
});

describe('numbers', () => {
  it('leaves out a number that the register has', () => {
    const tried = tryFile(
      { ...known, numberTaken: (number) => number === 'A-1' },
      csv([
        ['管理番号', '名称'],
        ['Ａ－１', '甲'],
        ['A-1', '乙'],
        ['A-2', '丙'],
      ]),
      { kind: 'information' },
    );
    // Ａ－１ is A-1 in other letters.
    expect(tried.said('numberExists').map((problem) => problem.cell)).toEqual(['A2', 'A3']);
    expect(tried.assets.map((asset) => asset.values['name'])).toEqual(['丙']);
  });

  it('gives the second of two equal numbers a new one and keeps the old as 旧管理番号', () => {
    const tried = ledger(['管理番号', '名称'], ['USB-013', '甲'], ['ｕｓｂ－０１３', '乙'], ['', '丙']);
    expect(tried.said('numberTwice')).toMatchObject([{ cell: 'A3', severity: 'warning' }]);
    expect(tried.assets.map((asset) => asset.values)).toEqual([
      { number: 'USB-013', name: '甲' },
      { name: '乙', formerNumber: 'ｕｓｂ－０１３' },
      { name: '丙' },
    ]);
  });

  it('keeps references, and says which nobody has', () => {
    const tried = ledger(['管理番号', '名称', '関連資産番号'], ['A-1', '甲', 'A-2、B-9'], ['A-2', '乙', '']);
    expect(tried.assets[0]!.related).toEqual(['A-2', 'B-9']);
    expect(tried.said('unknownRelated')).toMatchObject([{ cell: 'C2', value: 'B-9' }]);
  });
});

describe('the plan', () => {
  it('is followed where the person changed it', () => {
    const file = csv([
      ['名称', '備考', '棚の色'],
      ['甲', 'メモ', '赤'],
    ]);
    const tried = tryFile(known, file, {
      kind: 'information',
      change: (plan) => ({
        ...plan,
        sheets: plan.sheets.map((sheet) => ({ ...sheet, columns: ['name', null, 'place'] })),
      }),
    });
    expect(values(tried)).toMatchObject({ name: '甲', importedNotes: '備考: メモ' });
    expect(tried.check.newItems).toMatchObject([{ list: 'place', label: '赤' }]);
  });

  it('is refused when it names what does not exist', () => {
    const file = csv([
      ['名称', '備考'],
      ['甲', 'メモ'],
    ]);
    const change = (columns: string[]) => () =>
      tryFile(known, file, {
        kind: 'information',
        change: (plan) => ({ ...plan, sheets: plan.sheets.map((sheet) => ({ ...sheet, columns })) }),
      });
    expect(change(['name', 'nonsense'])).toThrow('invalidInput');
    expect(change(['name', 'handlingDuties'])).toThrow('invalidInput');
    expect(change(['name', 'note'])).not.toThrow();
  });
});
