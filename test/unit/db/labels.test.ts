import { expect, it } from 'vitest';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import { ownSheets, putSheet, putSheetUse, removeSheet, sheetUses } from '../../../db/labelSheets.ts';
import { ownTemplates, putTemplate, removeTemplate, templateRevision } from '../../../db/labelTemplates.ts';
import type { WritableDb } from '../../../db/types.ts';
import { closedRegister, withSql } from '../../support/files.ts';
import { sheet } from '../label/samples.ts';

it('own sheets: kept, replaced, removed, each with where its last print ended', async () => {
  withSql(await closedRegister(), (raw) => {
    const db = raw as WritableDb;
    const own = { ...sheet('ELM022'), id: 'own', name: '備品用' };
    putSheet(db, 'own', own);
    putSheet(db, 'other', { ...own, id: 'x', name: 'あ' });
    expect(ownSheets(db).map(({ id, name }) => [id, name])).toEqual([
      ['other', 'あ'],
      ['own', '備品用'],
    ]);
    putSheet(db, 'own', { ...own, rows: 5 });
    expect(ownSheets(db).find(({ id }) => id === 'own')?.rows).toBe(5);
    putSheetUse(db, 'own', 7, [9, 10]);
    putSheetUse(db, 'own', 8, [10]);
    expect(sheetUses(db)).toEqual(new Map([['own', { start: 8, skip: [10] }]]));
    expect([removeSheet(db, 'own'), removeSheet(db, 'own')]).toEqual([true, false]);
    expect(sheetUses(db).size).toBe(0);
  });
});

it('own templates: every save is a revision that stays, also after the template is gone', async () => {
  withSql(await closedRegister(), (raw) => {
    const db = raw as WritableDb;
    const own = { ...LABEL_TEMPLATES[0]!, id: 'own', name: '一' };
    expect(putTemplate(db, own, '2026-11-23T00:00:00Z', '葦沼')).toBe(1);
    expect(putTemplate(db, { ...own, name: '二' }, '2026-11-24T00:00:00Z', '葦沼')).toBe(2);
    expect(ownTemplates(db)).toEqual([{ template: { ...own, name: '二' }, revision: 2 }]);
    expect(templateRevision(db, 'own', 1)?.name).toBe('一');
    expect([removeTemplate(db, 'own'), removeTemplate(db, 'own')]).toEqual([true, false]);
    expect(ownTemplates(db)).toEqual([]);
    expect(templateRevision(db, 'own', 2)?.name).toBe('二');
    expect(templateRevision(db, 'own', 3)).toBeUndefined();
    expect(putTemplate(db, own, '2026-11-25T00:00:00Z', '葦沼')).toBe(3);
    expect(ownTemplates(db)).toHaveLength(1);
  });
});
