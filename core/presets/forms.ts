import { fieldById } from '../../contract/catalogue/index.ts';
import { type Form, type FormColumn, plainForm } from '../../contract/form.ts';

/**
 * Forms that come with the app (domain.md §5.1). What the sources say word for word are the columns of IPA's ledger
 * (ex 1, V), of the 個人情報ファイル簿 (ex 7, V) and the existence of the other books; their exact columns, 様式番号 and
 * boxes are each union's own. So all of it is data: changed on the screen, kept as the union's own, put back again.
 */

type Column = string | (Partial<FormColumn> & { readonly field: string });

function columns(...list: Column[]): FormColumn[] {
  return list.map((one) => {
    const column = typeof one === 'string' ? { field: one } : one;
    return {
      title: '',
      group: '',
      show: 'words' as const,
      width: Math.min(120, Math.max(3, fieldById(column.field)?.width ?? 6)),
      ...column,
    };
  });
}

function form(id: string, name: string, more: Partial<Form> & Pick<Form, 'columns'>): Form {
  return plainForm(`preset.${id}`, name, { title: name, ...more });
}

const NUMBER = { field: 'rowNumber', title: 'No.', width: 5 };
const LEVELS: Column[] = [
  { field: 'confidentiality', group: '評価値', width: 15 },
  { field: 'integrity', group: '評価値', width: 15 },
  { field: 'availability', group: '評価値', width: 15 },
];
const CLASS: Column[] = [
  { field: 'confidentiality', group: '分類', show: 'code', width: 6 },
  { field: 'integrity', group: '分類', show: 'code', width: 6 },
  { field: 'availability', group: '分類', show: 'code', width: 6 },
];

export const FORMS: readonly Form[] = [
  // domain.md §5.1 ex 1: the columns are V; that ⑦ has three columns below it is GK-high.
  form('ipa', '情報資産管理台帳（IPAの形）', {
    title: '情報資産管理台帳',
    paper: 'A3',
    sort: [
      { field: 'businessCategory', descending: false },
      { field: 'number', descending: false },
    ],
    columns: columns(
      { field: 'businessCategory', width: 14 },
      { field: 'name', title: '情報資産名称', width: 26 },
      { field: 'note', width: 22 },
      { field: 'userScope', width: 14 },
      { field: 'group', title: '管理部署', width: 14 },
      { field: 'storageMedia', width: 16 },
      { field: 'personalData', title: '個人情報', group: '個人情報の種類', item: 'personal.general', width: 6 },
      { field: 'personalData', title: '要配慮個人情報', group: '個人情報の種類', item: 'personal.sensitive', width: 8 },
      { field: 'personalData', title: 'マイナンバー', group: '個人情報の種類', item: 'personal.specific', width: 8 },
      ...LEVELS,
      { field: 'importance', title: '重要度', width: 8 },
      { field: 'retention', title: '保存期限', width: 10 },
      { field: 'updatedOn', title: '登録日（更新日）', width: 18 },
      { field: 'number', width: 16 },
    ),
  }),
  // ex 15 and 17: what is kept of a PC; ex 18 of a 備品. The order is ours.
  form('hardware', '機器台帳', {
    paper: 'A3',
    filters: { kind: ['hardware'] },
    columns: columns(
      NUMBER,
      { field: 'number', title: '管理番号', width: 16 },
      { field: 'name', title: '機器名称', width: 22 },
      { field: 'hardwareType', width: 10 },
      'maker',
      'model',
      'serialNumber',
      { field: 'os', width: 14 },
      { field: 'storageType', width: 10 },
      { field: 'encryption', width: 7 },
      { field: 'group', width: 14 },
      { field: 'user', width: 12 },
      { field: 'place', width: 16 },
      ...CLASS,
      { field: 'acquiredOn', width: 17 },
      { field: 'assetTag', width: 10 },
      { field: 'leaseUntil', width: 17 },
      { field: 'state', width: 8 },
    ),
  }),
  // ex 10 to 14: 登録番号, 登録年月日, 製品名 (ex 10, V); lending ends with the fiscal year (ex 12, V).
  form('media', '電磁的記録媒体（USBメモリ等）管理簿', {
    filters: { kind: ['medium'] },
    columns: columns(
      { field: 'number', title: '登録番号', width: 15 },
      { field: 'registeredOn', width: 17 },
      { field: 'name', title: '製品名', width: 20 },
      { field: 'mediumType', width: 9 },
      { field: 'serialNumber', width: 13 },
      { field: 'capacity', width: 7 },
      { field: 'encryption', width: 7 },
      { field: 'cabinet', title: '保管場所', width: 13 },
      { field: 'highestClass', title: '格納情報の最高分類', width: 14 },
      { field: 'borrower', title: '借用者', group: '貸与', width: 11 },
      { field: 'lentOn', title: '貸与日', group: '貸与', width: 17 },
      { field: 'lentUntil', title: '期限', group: '貸与', width: 17 },
      { field: 'returnedOn', title: '返却日', group: '貸与', width: 17 },
      { field: 'state', width: 8 },
      { field: 'blank', title: '確認印', width: 8 },
    ),
  }),
  // ex 14 (和水町 様式3): that there is such a book is V, its columns are ours.
  form('documents', 'ドキュメント管理台帳', {
    filters: { kind: ['document'] },
    columns: columns(
      { field: 'number', title: '文書番号', width: 15 },
      { field: 'name', title: 'ドキュメント名', width: 24 },
      { field: 'documentType', width: 10 },
      { field: 'version', width: 6 },
      { field: 'targetSystem', width: 16 },
      { field: 'form', width: 7 },
      { field: 'copies', width: 6 },
      { field: 'distribution', width: 14 },
      { field: 'place', width: 16 },
      ...CLASS,
      { field: 'copyPermission', width: 12 },
      { field: 'revisedOn', width: 17 },
      { field: 'retentionUntil', title: '保存期間満了日', width: 17 },
      { field: 'state', width: 8 },
    ),
  }),
  // ex 7 (a union's published list, V); 1,000 persons or more (V). Whether it is one a person decides: candidates only.
  form('personalFiles', '個人情報ファイル簿の候補', {
    title: '個人情報ファイル簿（候補の一覧）',
    paper: 'A3',
    filters: { kind: ['information'], personalFile: ['personalFile.candidate', 'personalFile.listed'] },
    empty: '－',
    note: '本人の数が1,000人以上の情報と、個人情報ファイル簿に該当するとした情報です。作成と公表が要るかは、個人情報の保護に関する法律第75条に照らして確かめてください。',
    columns: columns(
      NUMBER,
      { field: 'name', title: '個人情報ファイルの名称', width: 22 },
      { field: 'body', title: '行政機関等の名称', width: 12 },
      { field: 'group', title: '事務をつかさどる組織の名称', width: 14 },
      { field: 'purposeOfUse', title: '利用目的', width: 22 },
      { field: 'recordItems', title: '記録項目', width: 24 },
      { field: 'recordScope', title: '記録範囲', width: 16 },
      { field: 'obtainedBy', title: '収集方法', width: 12 },
      { field: 'personalData', title: '要配慮個人情報', item: 'personal.sensitive', width: 8 },
      { field: 'regularRecipients', title: '経常的提供先', width: 16 },
      { field: 'subjectCount', title: '本人の数', width: 9 },
      { field: 'form', title: 'ファイルの種別', width: 8 },
      { field: 'personalFile', title: '該当', width: 8 },
    ),
  }),
  form('counts', '分類別集計表', {
    title: '情報資産の分類別集計表',
    orientation: 'portrait',
    counts: { rows: 'group', columns: 'confidentiality' },
    type: 'counts',
    columns: [],
  }),
  form('card', '資産カード', {
    type: 'card',
    title: '情報資産カード',
    orientation: 'portrait',
    empty: '－',
    columns: columns(
      'number',
      'kind',
      'name',
      'kana',
      'businessCategory',
      'body',
      'group',
      'responsiblePost',
      'handlerPerson',
      'userScope',
      'zone',
      'place',
      'confidentiality',
      'integrity',
      'availability',
      'importance',
      'classificationReason',
      'handlingMarks',
      'handlingDuties',
      'personalData',
      'subjectCount',
      'ownFields',
      'state',
      'retention',
      'registeredOn',
      'updatedOn',
      'stocktakenOn',
      'nextReviewOn',
      'relatedNumbers',
      'formerNumber',
      'note',
    ),
  }),
];
