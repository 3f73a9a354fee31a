import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { FormColumn } from '../../contract/form.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import type { Proof } from '../../contract/proof.ts';
import { templateBook } from '../../db/forms.ts';
import type { ReadableDb } from '../../db/types.ts';
import { fillTemplate } from '../excel/template/fill.ts';
import type { SheetWords, TemplateValue, Words } from '../excel/template/sheet.ts';
import { serialOf } from '../excel/write/dates.ts';
import { printedProof } from '../history/printedProof.ts';
import { proofNow } from '../history/proof.ts';
import { formatMoment } from '../moment.ts';
import type { RegisterState } from '../register/state.ts';
import type { FormOrder, PastProof } from './model.ts';
import { cellOf, type FormAsset, formAssets } from './rows.ts';

/** Words of {{…}} that stand for the whole form, and what they are. */
const COMMON = ['組合名', '組合略称', '基準日', '件数', '出力日時', '出力者', '分類表示', '照合番号'] as const;
type Common = (typeof COMMON)[number];
/** Of one asset, beside the names of the fields. */
const ROW_NUMBER = '通し番号';

/** More rows than this make a book that no form of a union's own is meant to be. */
const MOST = 20_000;

const commonByWord = new Map(COMMON.map((word) => [foldHeading(word), word]));

/** Id of the field that a word names; undefined for none. */
type FieldOf = (word: string) => string | undefined;

function fieldsByWord({ allFields }: Catalogue): FieldOf {
  const fields = new Map<string, string>();
  for (const { id, label } of allFields) {
    if (!fields.has(foldHeading(label))) fields.set(foldHeading(label), id);
    fields.set(id, id);
  }
  return (word) => fields.get(word) ?? fields.get(foldHeading(word));
}

const isRowNumber = (word: string) => foldHeading(word) === foldHeading(ROW_NUMBER);

/**
 * Whether the app knows every word, and whether each stands where it has a value.
 * @throws DaichoError('invalidInput') that names words and cells
 */
export function checkWords(sheets: readonly SheetWords[], catalogue: Catalogue): { words: string[]; repeats: boolean } {
  const fieldOf = fieldsByWord(catalogue);
  const isOfAsset = (word: string) => isRowNumber(word) || fieldOf(word) !== undefined;
  const all = sheets.flatMap(({ words }) => words);
  const repeats = sheets.some(({ block }) => block !== null);
  if (all.length === 0)
    throw new DaichoError('invalidInput', '{{資産名称}}のような書き込むところが、一つもありません。');
  const unknown = all.filter(({ word }) => !commonByWord.has(foldHeading(word)) && !isOfAsset(word));
  if (unknown.length > 0)
    throw new DaichoError(
      'invalidInput',
      `知らない言葉があります。${named(unknown)}。項目の名前は、この台帳の呼び方で書いてください。`,
    );
  // On a sheet with repeated rows a word of one asset has no meaning outside of them.
  const lost = sheets.flatMap(({ block, words }) =>
    block ? words.filter(({ word, inBlock }) => !inBlock && !commonByWord.has(foldHeading(word))) : [],
  );
  if (lost.length > 0)
    throw new DaichoError('invalidInput', `くり返す行の外に、資産の項目があります。${named(lost)}。`);
  return { words: [...new Set(all.map(({ word }) => word))], repeats };
}

function named(words: SheetWords['words']): string {
  const list = words.slice(0, 5).map(({ word, cell }) => `{{${word}}}（${cell}）`);
  return list.join('、') + (words.length > 5 ? `ほか${words.length - 5}か所` : '');
}

/** A union's own book, filled with the assets of an order. @param own where the book lies: today's register */
export function filledTemplate(
  own: ReadableDb,
  db: ReadableDb,
  state: RegisterState,
  order: FormOrder,
  past: PastProof | undefined,
  onProgress: (rows: number) => void,
): { bytes: Buffer; notes: string[]; proof: Proof } {
  const book = templateBook(own, order.form.id);
  if (!book) throw new DaichoError('notFound', '様式のファイルがありません。');
  const { ids } = order;
  if (ids.length > MOST)
    throw new DaichoError(
      'fileTooLarge',
      `お持ちの様式に書けるのは${MOST.toLocaleString('ja-JP')}件までです。資産を絞ってください。`,
    );
  const proof = past?.proof ?? proofNow(db);
  const fieldOf = fieldsByWord(state.catalogue);
  const assets: Words[] = [];
  for (const asset of formAssets(db, state, ids, null, order.asOf)) {
    const row = assets.length + 1;
    assets.push((word) => ofAsset(state, asset, fieldOf, word, row));
    if (row % 100 === 0) onProgress(row);
  }
  const common: Record<Common, TemplateValue> = {
    組合名: { text: state.settings.unionName },
    組合略称: { text: state.settings.unionShort || state.settings.unionName },
    基準日: dateValue(order.asOf),
    件数: { text: String(ids.length), number: ids.length },
    出力日時: { text: formatMoment(new Date(order.exportedAt)) },
    出力者: { text: order.exportedBy },
    分類表示: { text: state.settings.marking },
    照合番号: { text: printedProof(proof, ids.length).number },
  };
  const words: Words = (word) => {
    const known = commonByWord.get(foldHeading(word));
    return known && common[known];
  };
  const filled = fillTemplate(book, words, assets, () => onProgress(assets.length));
  if (!filled.repeats && ids.length > 1)
    throw new DaichoError(
      'invalidInput',
      `この様式は、資産1件を書くものです（今は${ids.length.toLocaleString('ja-JP')}件）。一覧で1件を選ぶか、くり返す行に{{#資産}}を書いてください。`,
    );
  const notes = filled.cut > 0 ? [`長すぎて書ききれない文章が${filled.cut}か所あり、終わりを「…」にしました。`] : [];
  return { bytes: filled.bytes, notes: [...notes, ...(past?.notes ?? [])], proof };
}

const dateValue = (iso: string): TemplateValue => {
  const number = serialOf(iso);
  return { text: formatDate(iso, 'wareki'), isDate: true, ...(number === null ? {} : { number }) };
};

function ofAsset(
  state: RegisterState,
  asset: FormAsset,
  fieldOf: FieldOf,
  word: string,
  row: number,
): TemplateValue | undefined {
  if (isRowNumber(word)) return { text: String(row), number: row };
  const id = fieldOf(word);
  if (id === undefined) return undefined;
  if (id === 'kind') return { text: KIND_DEFINITIONS[asset.kind].label };
  const column: FormColumn = { field: id, title: '', group: '', show: 'words', width: 10 };
  const value = cellOf(state, asset, column, row);
  if (value === null) return { text: '' };
  if (typeof value === 'number') return { text: String(value), number: value };
  return state.catalogue.fieldById(id)!.type === 'date' ? dateValue(value) : { text: value };
}
