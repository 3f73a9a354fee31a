import { foldForSearch } from '../../contract/japanese/fold.ts';
import type { Act } from '../../contract/scheme.ts';

export type Verdict = 'forbidden' | 'conditional';

/** What a 取扱制限 that is written on things says about one act. `{印}` stands for the mark's own words. */
export interface MarkRule {
  readonly act: Act;
  readonly verdict: Verdict;
  readonly text: string;
}

interface MarkMeaning {
  /** Words of the preset item's id, and of a mark that the union made itself. */
  readonly item: string;
  readonly words: RegExp;
  readonly rules: readonly MarkRule[];
}

/**
 * The real marks of domain.md §2.4 (V, S13 and S14) and what each forbids. 配付禁止 and 転送禁止 leave copying and
 * sending as such alone: they are conditions there, or the ways in which it may still be sent would be hidden.
 */
// biome-ignore format: a table, one mark per entry
const MEANINGS: readonly MarkMeaning[] = [
  { item: 'handlingMark.concerned', words: /関係者(限り|のみ|以外)/, rules: [
    { act: 'use', verdict: 'conditional', text: '関係者のほかには見せません。' },
    { act: 'send', verdict: 'conditional', text: '関係者のほかには送りません。' },
  ] },
  { item: 'handlingMark.noCopy', words: /(複製|複写|コピー)禁止/, rules: [
    { act: 'copy', verdict: 'forbidden', text: '写しを作ってはいけません（コピー、印刷、撮影、データの複製）。' },
  ] },
  { item: 'handlingMark.copyByPermission', words: /(複製|コピー)(は)?要許可/, rules: [
    { act: 'copy', verdict: 'conditional', text: '写しを作る前に、{許可}を得ます。' },
  ] },
  { item: 'handlingMark.photocopyByPermission', words: /複写(は)?要許可/, rules: [
    { act: 'copy', verdict: 'conditional', text: 'コピー機で写す前に、{許可}を得ます。' },
  ] },
  { item: 'handlingMark.noDistribution', words: /(配付|配布)禁止/, rules: [
    { act: 'copy', verdict: 'conditional', text: '写しを人に配ってはいけません。' },
    { act: 'send', verdict: 'conditional', text: '人に配ってはいけません。' },
  ] },
  { item: 'handlingMark.distributionByPermission', words: /(配付|配布)(は)?要許可/, rules: [
    { act: 'copy', verdict: 'conditional', text: '写しを配る前に、{許可}を得ます。' },
    { act: 'send', verdict: 'conditional', text: '人に配る前に、{許可}を得ます。' },
  ] },
  { item: 'handlingMark.noTakeOut', words: /(持出|持ち出し|持出し)禁止/, rules: [
    { act: 'carry', verdict: 'forbidden', text: '庁舎の外へ持ち出してはいけません。' },
  ] },
  { item: 'handlingMark.takeOutByPermission', words: /(持出|持ち出し|持出し)(は)?要許可/, rules: [
    { act: 'carry', verdict: 'conditional', text: '庁舎の外へ持ち出す前に、{許可}を得ます。' },
  ] },
  { item: 'handlingMark.encrypt', words: /暗号化(必須|必要)|要暗号化/, rules: [
    { act: 'carry', verdict: 'conditional', text: '必ず暗号化してから持ち出します。' },
    { act: 'send', verdict: 'conditional', text: '必ず暗号化してから送ります。' },
    { act: 'keep', verdict: 'conditional', text: '暗号化したまま保管します。' },
  ] },
  { item: 'handlingMark.noForward', words: /転送禁止/, rules: [
    { act: 'send', verdict: 'conditional', text: '受け取った人が、ほかの人へ転送してはいけません。' },
  ] },
  { item: 'handlingMark.noSend', words: /送信禁止/, rules: [
    { act: 'send', verdict: 'forbidden', text: 'メールなどで送ってはいけません。' },
  ] },
  { item: 'handlingMark.noReuse', words: /再利用禁止/, rules: [
    { act: 'use', verdict: 'conditional', text: 'ほかの仕事や目的に使い回してはいけません。' },
  ] },
  { item: 'handlingMark.keepUntil', words: /まで保存/, rules: [
    { act: 'keep', verdict: 'conditional', text: '「{印}」の期限まで保存します。' },
    { act: 'dispose', verdict: 'conditional', text: '「{印}」の期限が来るまで、捨てません。' },
  ] },
  { item: 'handlingMark.noRewrite', words: /(書換|書き換え|書きかえ)禁止/, rules: [
    { act: 'use', verdict: 'conditional', text: '内容を書きかえてはいけません。' },
  ] },
  { item: 'handlingMark.rewriteByPermission', words: /(書換|書き換え|書きかえ)(は)?要許可/, rules: [
    { act: 'use', verdict: 'conditional', text: '内容を書きかえる前に、{許可}を得ます。' },
  ] },
  { item: 'handlingMark.noDelete', words: /(削除|消去|廃棄)禁止/, rules: [
    { act: 'dispose', verdict: 'forbidden', text: '消したり捨てたりしてはいけません。' },
  ] },
  { item: 'handlingMark.disposeAfterRetention', words: /(満了|期間)後.*廃棄/, rules: [
    { act: 'dispose', verdict: 'conditional', text: '保存期間が過ぎてから捨てます。過ぎたら残しません。' },
  ] },
  { item: 'handlingMark.recoverWithin', words: /以内.*復旧/, rules: [
    { act: 'backup', verdict: 'conditional', text: '「{印}」を守れるように、控え（バックアップ）を取ります。' },
  ] },
  { item: 'handlingMark.keepAt', words: /(において|にて|で)保存/, rules: [
    { act: 'keep', verdict: 'conditional', text: '「{印}」に従い、決められた場所で保存します。' },
  ] },
];

/**
 * What a mark says about each act. A mark that the union made itself is understood by its words; one that nobody can
 * understand stands under 使う, so that it is never lost.
 * @param label the mark as the union names it
 * @param permission whose permission is meant, in words
 */
export function markRules(id: string, label: string, permission: string): readonly MarkRule[] {
  const words = foldForSearch(label);
  const meaning =
    MEANINGS.find((one) => one.item === id) ?? MEANINGS.find((one) => one.words.test(label) || one.words.test(words));
  const rules: readonly MarkRule[] = meaning?.rules ?? [
    { act: 'use', verdict: 'conditional', text: '「{印}」の表示に従います。' },
  ];
  return rules.map((rule) => ({
    ...rule,
    text: rule.text.replaceAll('{印}', label).replaceAll('{許可}', permission),
  }));
}
