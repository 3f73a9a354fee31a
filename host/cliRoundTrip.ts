import { basename } from 'node:path';
import type { DifferenceKind, RoundTripItem } from '../contract/roundTrip.ts';
import type { App } from '../core/app.ts';
import { call, runJob } from './cliCall.ts';
import { readLedgerFile } from './ledgerFile.ts';

/** What --accept may name. A row that is gone is never taken away without somebody who looks at it. */
const ACCEPTABLE: Readonly<Record<string, readonly DifferenceKind[]>> = {
  all: ['new', 'changed', 'cleared'],
  new: ['new'],
  changed: ['changed'],
  cleared: ['cleared'],
  conflict: ['conflict'],
};
const WORDS: Readonly<Record<DifferenceKind, string>> = {
  new: '新規',
  changed: '変更',
  cleared: '空欄',
  conflict: '衝突',
  missing: 'なくなった',
};
const LISTED = 50;

/** Kinds of difference that `new,changed` or `all` means; null for a word that is none. */
export function acceptedKinds(words: string): ReadonlySet<DifferenceKind> | null {
  const kinds = words.split(',').map((word) => ACCEPTABLE[word.trim()]);
  return kinds.some((kind) => kind === undefined) ? null : new Set(kinds.flatMap((kind) => kind ?? []));
}

/** Compares an edited ledger of our own with the register; takes in what `accept` names, all of it or nothing. */
export async function roundTrip(
  app: App,
  path: string,
  { accept, dryRun, reason }: { accept: ReadonlySet<DifferenceKind>; dryRun: boolean; reason: string | undefined },
): Promise<{ json: object; lines: readonly string[] }> {
  const bytes = await readLedgerFile(path);
  const { roundTripId, refused, ...outline } = await runJob(app, 'roundTrip.read', {
    fileName: basename(path),
    base64: bytes.toString('base64'),
  });
  const differences = await itemsOf(app, roundTripId);
  const keys = differences.filter(({ what }) => accept.has(what)).map(({ key }) => key);
  const found = { ...outline, differences: differences.map(({ key: _, ...item }) => item), refused };
  const { counts } = outline;
  const lines = [
    `見比べました: ${outline.rows}行のうち ${outline.same}行は変わりありません。`,
    `違い: ${Object.entries(WORDS)
      .map(([what, word]) => `${word}${counts[what as DifferenceKind]}`)
      .join('、')}、取り込めない${outline.refusedCount}`,
    ...(outline.base === 'known' ? [] : [BASE_WORDS[outline.base]]),
    ...outline.notes,
    ...differences.slice(0, LISTED).map((item) => `  ${lineOf(item)}`),
    ...refused
      .slice(0, LISTED)
      .map((one) => `  ${one.sheet} ${one.cell || `${one.row}行`} ${one.label} ${one.message}`),
  ];
  if (dryRun || keys.length === 0) return { json: { ...found, dryRun: true, accepted: 0 }, lines };
  const receipt = await runJob(app, 'roundTrip.commit', { roundTripId, accept: keys, ...(reason && { reason }) });
  return {
    json: { ...found, accepted: keys.length, receipt },
    lines: [
      ...lines,
      `取り込みました: 登録${receipt.added}件、変更${receipt.changedAssets}件（${receipt.changedFields}か所）、残した違い${receipt.left}件。`,
    ],
  };
}

const BASE_WORDS = {
  other: '別の台帳から書き出したファイルです。番号だけで見比べました。',
  unknown: '書き出したときの照合番号が履歴にないので、いまの台帳とだけ見比べました。',
} as const;

function lineOf({ what, number, name, label, now, file }: RoundTripItem): string {
  const change = label ? ` ${label}: ${now || '空欄'} → ${file || '空欄'}` : '';
  return `${WORDS[what]} ${number} ${name}${change}`;
}

async function itemsOf(app: App, roundTripId: string): Promise<RoundTripItem[]> {
  const items: RoundTripItem[] = [];
  for (;;) {
    const page = await call(app, 'roundTrip.items', { roundTripId, offset: items.length, limit: 5000 });
    items.push(...page.items);
    if (items.length >= page.total || page.items.length === 0) return items;
  }
}
