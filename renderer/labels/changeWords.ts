import type { LabelChange } from '../../contract/label.ts';

const WORDS: Readonly<Record<LabelChange, string>> = {
  number: '資産番号',
  name: '名称',
  class: '分類',
  marks: '取扱制限',
  group: '所管',
  place: '保管・設置場所',
};

/** What about an asset changed, as the label calls it. */
export function changeWords(what: LabelChange): string {
  return WORDS[what];
}
