import { existsSync, rmSync } from 'node:fs';
import { LATEST } from '../../db/migrate.ts';
import { newRegister, type TestApp, testPorts } from './app.ts';
import { withSql } from './files.ts';

/**
 * Writes a small register as today's app leaves it, in one file: what is frozen for each schema version
 * (test/fixtures/registers/README.md).
 */
export async function makeRegister(file: string): Promise<void> {
  const test = await newRegister({ ports: testPorts({ now: () => new Date('2026-11-23T01:00:00Z') }) });
  const shelf = await test.call('asset.register', {
    kind: 'medium',
    values: {
      name: '書庫の耐火金庫',
      kana: 'しょこのたいかきんこ',
      confidentiality: '2',
      integrity: '2',
      availability: '1',
      locked: 'yesNo.yes',
    },
  });
  const book = await test.call('asset.register', {
    kind: 'information',
    values: {
      name: '搬入者台帳（令和8年度）',
      kana: 'はんにゅうしゃだいちょう',
      confidentiality: '3B',
      integrity: '2',
      availability: '1',
      classificationReason: '多人数の住民情報',
      personalData: ['personal.general'],
      subjectCount: 1200,
      createdFiscalYear: 2026,
      retention: 'retention.years5',
      form: 'form.paper',
    },
    reason: '棚卸',
  });
  const own = { label: '棟', type: 'text' as const, kinds: ['medium' as const, 'hardware' as const] };
  const { id: ownField } = await test.call('ownField.save', own);
  const counted = { label: '鍵の数', type: 'integer' as const, kinds: ['medium' as const] };
  const { id: keys } = await test.call('ownField.save', counted);
  const gone = await test.call('asset.register', {
    kind: 'hardware',
    values: { name: '旧計量端末', acquiredOn: '2016-04-01' },
  });
  await test.call('link.add', { fromId: book.id, toId: shelf.id, type: 'storedOn' });
  await test.call('asset.update', {
    id: shelf.id,
    revision: 1,
    values: { note: '鍵は総務グループ', [ownField]: '東棟', [keys]: 2 },
  });
  await test.call('ownField.save', { ...counted, id: keys, archived: true });
  await test.call('asset.bin', { ids: [gone.id], reason: '更新により廃棄' });
  await test.call('setting.save', { reviewMonths: 6 });
  await classWork(test, book.id, shelf.id);
  await labelWork(test);
  await test.app.close();
  withSql(test.dir, (db) => {
    db.pragma('journal_mode = DELETE');
    db.prepare('VACUUM INTO ?').run(file);
  });
  rmSync(test.dir, { recursive: true });
}

/** A scheme of the union's own, a decided class, one that waits, an accepted contradiction, a review, a move half way. */
async function classWork(test: TestApp, bookId: string, shelfId: string): Promise<void> {
  const copy = await test.call('scheme.copy', { id: 'municipal-2024', name: '組合の分類' });
  const { revision, assets: _assets, usedLevels: _used, ...scheme } = copy;
  await test.call('scheme.save', {
    scheme: { ...scheme, source: '対策基準 第3条' },
    revision,
    reason: '対策基準に合わせた',
  });

  const { findings } = await test.call('finding.list', { ruleId: 'D3' });
  const reason = '鍵のかかる金庫に入れている';
  const { assetId, ruleId, key } = findings[0]!;
  await test.call('finding.accept', { assetId, ruleId, key, reason, until: '2027-03-31' });

  const disk = await test.call('asset.register', { kind: 'medium', values: { name: '外付けディスク' } });
  const { id } = await test.call('link.add', { fromId: bookId, toId: disk.id, type: 'storedOn' });
  await test.call('link.remove', { id });

  const decide = async (confidentiality: string, why: string) => {
    const detail = await test.call('asset.get', { id: shelfId });
    await test.call('classification.decide', {
      assetId: shelfId,
      revision: detail.revision,
      levels: { confidentiality, integrity: '2', availability: '1' },
      reason: why,
      answers: { public: 'unsure' },
    });
  };
  await test.call('setting.save', { approval: true, approverPost: '総務グループ長' });
  await decide('3C', '保管する名簿に合わせる');
  const [waiting] = await test.call('approval.list', {});
  const approver = { name: '辻 髙﨑', post: '総務グループ長' };
  await test.call('approval.decide', { ids: [waiting!.id], approve: true, approver });
  await decide('3B', '件数が増えた');

  const pair = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
  const { mapping } = await test.call('move.plan', pair);
  await test.call('move.start', { ...pair, mapping });
  const levels = { confidentiality: '3', integrity: '3', availability: '2' };
  await test.call('move.decide', { assetIds: [bookId], levels, reason: '住民の情報のため' });
}

/** Prints of every target, a sheet, a template and a printer of the union's own. */
async function labelWork(test: TestApp): Promise<void> {
  const grid = { columns: 3, rows: 8, labelWidth: 66, labelHeight: 33.9, x0: 6, y0: 12.9, dx: 66, dy: 33.9 };
  const paper = { medium: 'sheet' as const, maker: '', models: [], paperWidth: 210, paperHeight: 297 };
  await test.call('label.sheetSave', { sheet: { id: 'own-1', name: '組合の24面', ...paper, ...grid } });
  const templates = await test.call('label.templates', {});
  const { revision: _r, preset: _q, ...template } = templates.find((one) => one.target === 'asset')!;
  await test.call('label.templateSave', { template: { ...template, id: 'own-1', name: '組合のひな形' }, revision: 0 });
  const correction = { offsetX: 0.5, offsetY: -0.3, scaleX: 1, scaleY: 1.002 };
  const printer = await test.call('label.printerSave', { name: '総務のプリンター', tray: '手差し', ...correction });
  await test.job('label.print', { filter: {}, sheetId: '28388' });
  await test.job('label.print', { filter: {}, sheetId: '28388', copies: 2, skip: [3], printerId: printer.id });
  await test.job('label.print', { target: 'place', placeIds: ['place.safe'], sheetId: 'ELM018' });
  const erased = { on: '2026-11-20', method: '専用ソフトで上書き', person: '葦沼 恵' };
  await test.job('label.print', { target: 'erased', filter: { kind: 'medium' }, erased, sheetId: '31553' });
}

if (import.meta.main) {
  const name = `register-v${String(LATEST).padStart(4, '0')}.sqlite`;
  const file = new URL(`../fixtures/registers/${name}`, import.meta.url).pathname;
  if (existsSync(file)) throw new Error(`${name} is frozen`);
  await makeRegister(file);
}
