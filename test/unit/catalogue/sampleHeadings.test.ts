import { describe, expect, it } from 'vitest';
import { COMPOUND_HEADINGS, fieldsOf, type Kind } from '../../../contract/catalogue/index.ts';
import { foldHeading } from '../../../contract/japanese/fold.ts';

/** Field ids that a heading of a ledger of this kind means; several for a compound heading. */
function meaning(kind: Kind, heading: string): string[] {
  const word = foldHeading(heading);
  const single = fieldsOf(kind).filter((f) => [f.label, ...(f.synonyms ?? [])].map(foldHeading).includes(word));
  if (single.length > 0) return single.map((f) => f.id);
  return COMPOUND_HEADINGS.filter((h) => h.headings.map(foldHeading).includes(word)).flatMap((h) => [...h.fields]);
}

/** The header rows of the sample ledgers (test/fixtures/samples), word for word, line breaks included. */
const LEDGERS: readonly {
  readonly ledger: string;
  readonly kinds: readonly Kind[];
  readonly headings: readonly (readonly [string, ...string[]])[];
}[] = [
  {
    ledger: '大規模台帳_5000件',
    kinds: ['information', 'system', 'hardware', 'network', 'medium', 'document', 'software', 'service'],
    headings: [
      ['資産番号', 'number'],
      ['資産区分', 'kind'],
      ['資産名称', 'name'],
      ['ふりがな', 'kana'],
      ['業務分類', 'businessCategory'],
      ['概要', 'summary'],
      ['実施機関', 'body'],
      ['所管部署', 'group'],
      ['管理責任者', 'responsiblePost'],
      ['取扱担当者', 'handlerPerson'],
      ['利用者範囲', 'userScope'],
      ['ネットワーク領域', 'zone'],
      ['保管・設置場所', 'place'],
      ['機密性', 'confidentiality'],
      ['完全性', 'integrity'],
      ['可用性', 'availability'],
      ['重要性分類', 'importance'],
      ['分類の理由', 'classificationReason'],
      ['取扱制限', 'handlingMarks'],
      ['個人情報', 'personalData'],
      ['本人の数', 'subjectCount'],
      ['登録年月日', 'registeredOn'],
      ['最終更新日', 'updatedOn'],
      ['最終棚卸日', 'stocktakenOn'],
      ['次回見直し期限', 'nextReviewOn'],
      ['状態', 'state'],
      ['媒体・保存先', 'storageMedia'],
      ['保存期間', 'retention'],
      ['関連資産番号', 'relatedNumbers'],
      ['備考', 'note'],
    ],
  },
  {
    ledger: '情報資産管理台帳_令和7年度',
    kinds: ['information'],
    headings: [
      ['業務分類', 'businessCategory'],
      ['情報資産名称', 'name'],
      ['備考\n（内容・留意事項）', 'note'],
      ['利用者範囲', 'userScope'],
      ['管理部署', 'group'],
      ['媒体・保存先', 'storageMedia'],
      ['個人情報の種類', 'personalData'],
      ['個人情報の種類 個人\n情報', 'personalData'],
      ['要配\n慮', 'personalData'],
      ['特定\n個人', 'personalData'],
      ['機密性', 'confidentiality'],
      ['評　価　値 機密性', 'confidentiality'],
      ['完全性', 'integrity'],
      ['可用性', 'availability'],
      ['重要度', 'importance'],
      ['保存期限', 'retention'],
      ['登録日\n（更新日）', 'updatedOn'],
      ['旧台帳\n番号', 'formerNumber'],
    ],
  },
  {
    ledger: '機器台帳 サーバ・ネットワーク機器 (HW rows)',
    kinds: ['hardware'],
    headings: [['種別', 'hardwareType']],
  },
  {
    ledger: '機器台帳 サーバ・ネットワーク機器 (NET rows)',
    kinds: ['network'],
    headings: [['種別', 'networkType']],
  },
  {
    ledger: '機器台帳 サーバ・ネットワーク機器',
    kinds: ['hardware', 'network'],
    headings: [
      ['備品番号', 'assetTag'],
      ['機器名称', 'name'],
      ['メーカー', 'maker'],
      ['型　式', 'model'],
      ['製造番号', 'serialNumber'],
      ['設置場所', 'place'],
      ['接続領域', 'zone'],
      ['用途', 'purpose'],
      ['取得区分', 'acquisitionType'],
      ['取得年月日', 'acquiredOn'],
      ['リース期限', 'leaseUntil'],
      ['保守業者', 'vendor'],
      ['備考', 'note'],
    ],
  },
  {
    ledger: '機器台帳 パソコン, 複合機等',
    kinds: ['hardware'],
    headings: [
      ['備品\n番号', 'assetTag'],
      ['管理番号', 'number'],
      ['使用者\n（職・氏名）', 'user'],
      ['機種名', 'model'],
      ['コンピュータ名', 'computerName'],
      ['ＯＳ', 'os'],
      ['ＣＰＵ／\nメモリ', 'cpu', 'memory'],
      ['記憶装置', 'storageType'],
      ['暗号化', 'encryption'],
      ['機器名', 'name'],
      ['メーカー／型番', 'maker', 'model'],
      ['Ｓ／Ｎ', 'serialNumber'],
      ['所管', 'group'],
      ['内蔵HDD', 'storageType'],
      ['取得日', 'acquiredOn'],
      ['ﾘｰｽ・ﾚﾝﾀﾙ期限', 'leaseUntil'],
    ],
  },
  {
    ledger: 'USBメモリ・外部媒体管理簿',
    kinds: ['medium'],
    headings: [
      ['登録\n番号', 'number'],
      ['登録年月日', 'registeredOn'],
      ['種別', 'mediumType'],
      ['製品名', 'name'],
      ['容量', 'capacity'],
      ['暗号化', 'encryption'],
      ['保管場所', 'place'],
      ['貸与先', 'lentTo'],
      ['貸与日', 'lentOn'],
      ['返却日', 'returnedOn'],
      ['廃棄日', 'disposedOn'],
      ['備　考', 'note'],
    ],
  },
  {
    ledger: 'ドキュメント管理台帳',
    kinds: ['document'],
    headings: [
      ['文書番号', 'number'],
      ['種別', 'documentType'],
      ['文書名', 'name'],
      ['ふりがな', 'kana'],
      ['版数', 'version'],
      ['対象システム', 'targetSystem'],
      ['媒体', 'form'],
      ['原本保管場所', 'place'],
      ['部数', 'copies'],
      ['作成者', 'author'],
      ['作成年月日', 'createdOn'],
      ['改訂年月日', 'revisedOn'],
      ['保存期間', 'retention'],
      ['取扱制限', 'handlingMarks'],
    ],
  },
  {
    ledger: '情報システム・ネットワーク一覧',
    kinds: ['system', 'network', 'service', 'software'],
    headings: [
      ['機密性\n（自治体機密性）', 'confidentiality'],
      ['区分', 'kind'],
      ['名　称', 'name'],
      ['フリガナ', 'kana'],
      ['所管', 'group'],
      ['接続領域', 'zone'],
      ['設置場所・\nデータ保存場所', 'place'],
      ['事業者名', 'vendor'],
      ['連絡先', 'vendorContact'],
      ['契約期間', 'contractFrom', 'contractUntil'],
      ['年額（円・税込）', 'annualCost'],
    ],
  },
  {
    ledger: '情報システム・ネットワーク一覧 (SYS, NET rows)',
    kinds: ['system', 'network'],
    headings: [['情報システム\n管理者', 'systemManagerPost']],
  },
  {
    ledger: '情報システム・ネットワーク一覧 (EXT, SW rows)',
    kinds: ['service', 'software'],
    headings: [['情報システム\n管理者', 'responsiblePost']],
  },
  {
    ledger: '議会・監査公平の台帳',
    kinds: ['information'],
    headings: [
      ['情報資産名', 'name'],
      ['保管場所', 'place'],
      ['個人情報', 'personalData'],
      ['登録日', 'registeredOn'],
    ],
  },
];

describe('headings of the sample ledgers mean exactly one thing', () => {
  const cases = LEDGERS.flatMap(({ ledger, kinds, headings }) =>
    kinds.flatMap((kind) => headings.map(([heading, ...fields]) => ({ ledger, kind, heading, fields }))),
  );

  it.each(cases)('$ledger: $heading of $kind → $fields', ({ kind, heading, fields }) => {
    // Of a compound heading a kind may have one half only (契約期間 of a kind without 契約開始日).
    expect(meaning(kind, heading)).toEqual(fields);
  });

  // A running number of the sheet is no number of the asset; it goes to 取込元のその他の列.
  it.each(['No.', '№'])('%s means no field', (heading) => {
    expect(meaning('information', heading)).toEqual([]);
  });
});
