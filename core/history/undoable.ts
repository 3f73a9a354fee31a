import { changeById, changeHasFields, changeHasOnly, entitiesOfChange, undoneBy } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';

/** Tables whose stored rows an undo puts back. */
export const REVERSIBLE: readonly string[] = [
  'setting',
  'master_item',
  'own_field',
  'label_sheet',
  'label_sheet_use',
  'label_template',
  'label_printer',
];

/** Tables whose rows follow from a change or count on: an undo leaves them and adds its own. */
const FOLLOWING: readonly string[] = [
  'classification',
  'number_counter',
  'review_task',
  'label_template_revision',
  'attachment',
];

/** Things that the history tells of and that an undo takes back. */
const TOLD: readonly string[] = [
  'asset',
  'import',
  'master',
  'ownField',
  'setting',
  'form',
  'labelSheet',
  'labelTemplate',
  'labelPrinter',
];

const DECISION =
  '承認・差し戻し・受け入れ・分類の確かめは、それ自体が決定なので取り消せません。もう一度、決め直してください。';
const SCHEME = '分類体系は、版が残るため取り消せません。「設定」の分類体系で、前の版を見て直してください。';
const MOVE = '分類体系の切替は、途中なら「切替をやめる」で終えられます。終えた切替は取り消せません。';
const PRINTED = '出力や印刷をした事実は、取り消せません。';

/** Why what a table keeps is not taken back, in words. */
const REASONS: Readonly<Record<string, string>> = {
  register: '台帳そのものの記録は、取り消せません。',
  class_proposal: DECISION,
  finding_acceptance: DECISION,
  scheme: SCHEME,
  scheme_revision: SCHEME,
  scheme_move: MOVE,
  scheme_move_item: MOVE,
  label_print: PRINTED,
  output: PRINTED,
  seal: '年度末などの封印は、あとから確かめるためのものなので取り消せません。',
  account: '利用者の登録や変更は取り消せません。「設定」の利用者で直してください。',
  account_recovery: '復旧コードは取り消せません。作り直してください。',
};
const OTHER = 'この種類の記録は、取り消せません。';

const DECISIONS = ['$proposal', '$accepted', '$confirmed'];

/** Of these a proposal is only a part, like all else that they bring: while it waits it is withdrawn with them. */
const TAKING_IN: readonly string[] = ['取り込み', '台帳の変更の取り込み'];

/** What an import adds to lists stays, also when its assets are taken back: they lie in the bin and use it. */
export const ITEMS_OF_IMPORT = '一覧への追加（取り込み）';

/** Why a change can't be taken back, in words for the clerk; null: it can. */
export function whyNotUndoable(db: ReadableDb, changeId: number): string | null {
  const change = changeById(db, changeId);
  if (!change) return OTHER;
  if (undoneBy(db, changeId) !== undefined) return 'すでに取り消されています。';
  const proposes = TAKING_IN.includes(change.action);
  if (changeHasFields(db, changeId, proposes ? DECISIONS.slice(1) : DECISIONS)) return DECISION;
  const entities = entitiesOfChange(db, changeId);
  for (const { entity, told } of entities) {
    if ((told ? TOLD : UNTOLD).includes(entity) || (proposes && entity === 'class_proposal')) continue;
    return REASONS[entity] ?? OTHER;
  }
  if (!entities.some(({ told }) => told)) return 'アプリが自分で行った記録なので、取り消すものがありません。';
  if (changeHasOnly(db, changeId, '$review')) return DECISION;
  if (changeHasOnly(db, changeId, 'operator')) return '作業する人は、画面の右上で選び直してください。';
  if (change.action === ITEMS_OF_IMPORT)
    return '取り込みで一覧に加えた言葉は、資産が使うため残します。要らないときは「設定」で消してください。';
  return null;
}

/** An untold entry of `register` is the clock's: nobody's doing. */
const UNTOLD: readonly string[] = ['asset', 'register', ...REVERSIBLE, ...FOLLOWING];
