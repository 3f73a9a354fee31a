import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Book, CellValue, Column, SheetModel } from '../../../core/excel/write/model.ts';

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'daicho-write-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const text = (id: string, more: Partial<Column> = {}): Column => ({
  id,
  label: id,
  type: 'text',
  width: 14,
  print: true,
  ...more,
});

export function sheetOf(columns: Column[], rows: readonly (readonly CellValue[])[], name = '情報資産'): SheetModel {
  return { name, columns, rows, rowCount: rows.length };
}

export function bookOf(sheets: SheetModel[], more: Partial<Book> = {}): Book {
  const counts = { title: '種類ごとの件数', columns: ['種類', '件数'], rows: [['機器', 3] as const] };
  return {
    title: '情報資産管理台帳',
    marking: '自治体機密性2',
    unionName: '北東組合',
    asOf: '2026-04-01',
    exportedAt: '令和8年11月23日 10:32',
    exportedBy: '総務 花子',
    cover: {
      unionName: '北東組合',
      title: '情報資産管理台帳',
      asOf: '2026-04-01',
      approvals: ['管理者', '事務局長', '担当'],
      countsByClass: { ...counts, title: '機密性ごとの件数' },
      countsByKind: counts,
      notes: ['年1回見直します。'],
    },
    definitions: [{ title: '機密性', columns: ['区分', '定義'], rows: [['2', '公表を前提としない']] }],
    facts: [['件数', '3件']],
    sheets,
    ...more,
  };
}

/** The parts of a zip file as text, read without any of the libraries under test. */
export function partsOf(path: string): Map<string, string> {
  const bytes = readFileSync(path);
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    parts.set(name, (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}
