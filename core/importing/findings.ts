import type { Values } from '../../contract/asset.ts';
import { fieldOf, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import type { RowFinding, RowWay } from '../../contract/importing.ts';
import type { PresentAsset } from '../../db/assets.ts';
import { isEmpty } from '../asset/values.ts';
import type { Compared } from './overwrite.ts';
import type { TakenRow } from './taken.ts';

/** What may be found about a whole row, in words, with what may become of it. What is usual loses and overwrites nothing. */

export interface Found {
  readonly finding: RowFinding;
  /** Where it is said: index from 0. */
  readonly column: number;
  /** What stands there. */
  readonly text: string;
  /** `text` is a number that is taken: as an asset of its own the row gets another one. */
  readonly ofNumber?: true;
  readonly sentence: string;
  readonly ways: readonly RowWay[];
  readonly usual: RowWay;
  readonly asset?: PresentAsset;
  readonly suggestion?: string;
  /** It is only told: nothing is doubtful. */
  readonly told?: boolean;
}

type At = Pick<Found, 'column' | 'text'>;

export const DISPOSED = 'state.disposed';
const NEW_OR_SKIP = ['new', 'skip'] as const;
/** Of several assets that may be meant none is overwritten. */
const waysFor = (count: number): readonly RowWay[] => (count === 1 ? ['new', 'update', 'skip'] : NEW_OR_SKIP);

/** The number is one of the register. @param asset it, where the row may stand for it @param same whether the name is the same, too */
export function numberInRegister(at: At, asset: PresentAsset | null, same: boolean): Found {
  if (!asset) {
    const sentence = `資産番号「${at.text}」は、この台帳ですでに使われています。`;
    return { finding: 'numberExists', ...at, ofNumber: true, sentence, ways: NEW_OR_SKIP, usual: 'skip' };
  }
  const sentence = same
    ? `「${at.text}」は、同じ番号・同じ名称でこの台帳にあります。`
    : `資産番号「${at.text}」は、この台帳ですでに使われています（${asset.name}）。`;
  const finding = same ? 'alreadyTaken' : 'numberExists';
  return { finding, ...at, ofNumber: true, sentence, ways: waysFor(1), usual: 'skip', asset };
}

/** @param first where the number stood before in the file */
export function numberTwice(at: At, first: string): Found {
  const sentence = `「${at.text}」は${first}と同じ番号です。`;
  return { finding: 'numberTwice', ...at, ofNumber: true, sentence, ways: NEW_OR_SKIP, usual: 'new' };
}

/** A row with a number of its own, and a serial number of the register. */
export function serialInRegister(at: At, { asset, count }: TakenRow): Found {
  const sentence = `製造番号「${at.text}」の資産（${asset.number}）が、違う番号でこの台帳にあります。同じものかどうか、見比べてください。`;
  return { finding: 'sameSerial', ...at, sentence, ways: waysFor(count), usual: 'new', asset };
}

/** @param told nothing besides says that the two are one thing */
export function serialTwice(at: At, first: string, told: boolean): Found {
  const sentence = `製造番号「${at.text}」は${first}と同じです。`;
  return { finding: 'serialTwice', ...at, sentence, ways: NEW_OR_SKIP, usual: 'new', told };
}

/** A row without a number, and the asset that it looks like. */
export function twinInRegister(at: At, kind: Kind, { asset, as, by, count }: TakenRow): Found {
  if (as === 'same') {
    const how = by === 'name' ? '同じ名称・同じ内容' : '同じ製造番号';
    const sentence = `${how}の資産（${asset.number}）が、この台帳にあります。`;
    return { finding: 'alreadyTaken', ...at, sentence, ways: waysFor(count), usual: 'skip', asset };
  }
  const { label } = KIND_DEFINITIONS[kind];
  const near = as === 'similar';
  const what = near ? `名称のよく似た「${label}」「${asset.name}」` : `同じ名称の「${label}」`;
  const which = count > 1 ? `が${count.toLocaleString('ja-JP')}件（${asset.number}など）、` : `（${asset.number}）が、`;
  return {
    finding: near ? 'similarName' : 'sameName',
    ...at,
    sentence: `${what}${which}${near ? '' : '違う内容で'}この台帳にあります。同じものかどうか、見比べてください。`,
    ways: waysFor(count),
    usual: 'new',
    asset,
    suggestion: near ? asset.name : asset.number,
  };
}

export const STRUCK = '行に取消線が引かれています。廃棄や削除をしたものでないか確かめてください。';

/** The thing may be gone: a line is drawn through the whole row, or its name says so. @param sentence which of them */
export function mayBeGone(at: At, kind: Kind | null, sentence: string): Found {
  const disposable = kind !== null && fieldOf(kind, 'state') !== undefined;
  const ways = disposable ? (['disposed', ...NEW_OR_SKIP] as const) : NEW_OR_SKIP;
  return { finding: 'struckOut', ...at, sentence, ways, usual: 'new', suggestion: '廃棄済' };
}

/** What becomes of the row, in a sentence. @param compared with the asset that it looks like */
export function thenWords(found: Found, way: RowWay, said: boolean, values: Values, compared: Compared | null): string {
  const { finding, text, ofNumber, asset } = found;
  if (way === 'update' && compared?.differences.length === 0)
    return '今の値と同じなので、書きかえるところはありません。この行は取り込みません。';
  switch (way) {
    case 'skip':
      return `${finding === 'alreadyTaken' && !said ? '取り込み済みとみて、' : ''}この行は取り込みません。`;
    case 'update':
      return `「${asset!.name}」（${asset!.number}）の${compared!.differences.length}項目を書きかえます。この行で空欄の項目は、今の値のままです。`;
    case 'disposed':
      return `廃棄済として取り込みます。${isEmpty(values['disposedOn']) ? '廃棄年月日は空欄のままです。' : ''}`;
    case 'new':
      if (finding === 'struckOut') return said ? 'このまま取り込みます。' : '';
      return ofNumber ? `新しい番号を付け、「${text}」は旧管理番号に残します。` : '新しい資産として取り込みます。';
  }
}

/** 廃棄済, because a person said so; another state that the row gives is kept in words. */
export function dispose(values: Values, label: (id: string) => string): void {
  const written = values['state'];
  if (typeof written === 'string' && written !== DISPOSED)
    values['importedNotes'] = [values['importedNotes'], `状態: ${label(written)}`].filter(Boolean).join('\n');
  values['state'] = DISPOSED;
}
