import { existsSync, rmSync } from 'node:fs';
import { LATEST } from '../../db/migrate.ts';
import { newRegister, testPorts } from './app.ts';
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
  const gone = await test.call('asset.register', {
    kind: 'hardware',
    values: { name: '旧計量端末', acquiredOn: '2016-04-01' },
  });
  await test.call('link.add', { fromId: book.id, toId: shelf.id, type: 'storedOn' });
  await test.call('asset.update', { id: shelf.id, revision: 1, values: { note: '鍵は総務グループ' } });
  await test.call('asset.bin', { ids: [gone.id], reason: '更新により廃棄' });
  await test.call('setting.save', { reviewMonths: 6 });
  await test.job('label.print', { filter: {}, sheetId: '28388' });
  await test.app.close();
  withSql(test.dir, (db) => {
    db.pragma('journal_mode = DELETE');
    // The path of this machine says nothing to anyone.
    db.exec("update output set path = 'outputs/' || file_name");
    db.prepare('VACUUM INTO ?').run(file);
  });
  rmSync(test.dir, { recursive: true });
}

if (import.meta.main) {
  const name = `register-v${String(LATEST).padStart(4, '0')}.sqlite`;
  const file = new URL(`../fixtures/registers/${name}`, import.meta.url).pathname;
  if (existsSync(file)) throw new Error(`${name} is frozen`);
  await makeRegister(file);
}
