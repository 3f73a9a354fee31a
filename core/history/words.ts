const SETTING_WORDS: Readonly<Record<string, string>> = {
  unionName: '組合名',
  unionShort: '組合の略称',
  numberPattern: '資産番号の決まり',
  approvals: '決裁欄',
  marking: '分類の表示',
  dateStyle: '日付の書き方',
  reviewMonths: '見直しの月数',
  schemeId: '分類体系',
  approval: '分類の承認',
  approverPost: '承認する職名',
  labelNotation: 'ラベルの分類の書き方',
  operator: '作業する人',
};

/** A setting by its name on the screen. */
export function settingWords(key: string): string {
  return SETTING_WORDS[key] ?? key;
}
