import { AXES, type Axis, type Duty, type Level, type Question, type Scheme } from './scheme.ts';
import {
  actsWords,
  choiceWords,
  factWords,
  kindsWords,
  MINIMUM_KINDS,
  proposedWords,
  ruleWords,
  WEIGHT_WORDS,
} from './schemeWords.ts';

/** One thing that differs between two texts of a scheme, in the words of an auditor. */
export interface SchemeChange {
  /** Where: `axes.confidentiality.2.definition`; by codes and ids, never by place in a list. */
  readonly path: string;
  /** 段階「自治体機密性2」の定義 */
  readonly label: string;
  /** In words, or an ISO date; null: empty. */
  readonly before: string | null;
  readonly after: string | null;
}

type LabelOf = (id: string) => string;
type Parts<T> = readonly (readonly [key: string, label: string, words: (one: T) => string])[];

const text = (value: string | undefined) => (value === undefined || value === '' ? null : value);
const lines = (words: readonly string[]) => words.join('\n');

const HEAD: Parts<Scheme> = [
  ['name', '名前', (scheme) => scheme.name],
  ['version', '版', (scheme) => scheme.version],
  ['note', '説明', (scheme) => scheme.note],
  ['source', '元にした対策基準', (scheme) => scheme.source ?? ''],
  ['effectiveFrom', '使い始める日', (scheme) => scheme.effectiveFrom ?? ''],
  ['effectiveUntil', '使い終わる日', (scheme) => scheme.effectiveUntil ?? ''],
];

const LEVEL: Parts<Level> = [
  ['name', '名前', (level) => level.name],
  ['short', '印', (level) => level.short],
  ['neutral', '来庁者に見える記号', (level) => level.neutral],
  ['weight', '印の形', (level) => WEIGHT_WORDS[level.weight]],
  ['definition', '定義', (level) => level.definition],
  ['ownText', '組合の対策基準の文', (level) => level.ownText ?? ''],
  ['examples', '例', (level) => level.examples],
  ['hidden', '使用', (level) => (level.hidden ? '使わない' : '使う')],
  ['duties', '取扱制限', (level) => level.duties.join('・')],
  ['aliases', '別の書き方', (level) => level.aliases.join('、')],
];

const DUTY: Parts<Duty> = [
  ['text', '内容', (duty) => duty.text],
  ['acts', '見出し', (duty) => actsWords(duty.acts)],
  ['plain', 'やさしい言葉', (duty) => duty.plain],
];

/** What has changed from one text of a scheme to the next; a text that only moved is one change of its list's order. */
export function schemeChanges(before: Scheme, after: Scheme, labelOf: LabelOf): SchemeChange[] {
  return [
    ...partChanges(HEAD, '', '', before, after),
    ...AXES.flatMap((axis) => axisChanges(axis, before, after)),
    ...listChanges(
      'duties',
      '取扱制限',
      before.duties,
      after.duties,
      (duty) => duty.code,
      (duty) => duty.text,
      DUTY,
    ),
    ...importanceChanges(before, after, labelOf),
    ...minimumChanges(before, after, labelOf),
    ...questionChanges(before, after, labelOf),
  ];
}

function change(path: string, label: string, before: string | undefined, after: string | undefined): SchemeChange[] {
  const was = text(before);
  const is = text(after);
  return was === is ? [] : [{ path, label, before: was, after: is }];
}

/** `head` stands before the label of each part: 「段階「…」の」. */
function partChanges<T>(parts: Parts<T>, path: string, head: string, before: T, after: T): SchemeChange[] {
  return parts.flatMap(([key, label, words]) =>
    change(path ? `${path}.${key}` : key, `${head}${label}`, words(before), words(after)),
  );
}

/** Entries that came, went or changed, matched by their key, and the order of those that stayed. */
function listChanges<T>(
  path: string,
  word: string,
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  nameOf: (one: T) => string,
  parts: Parts<T>,
  whole: (one: T) => string = nameOf,
): SchemeChange[] {
  const was = new Map(before.map((one) => [keyOf(one), one]));
  const is = new Map(after.map((one) => [keyOf(one), one]));
  const changes: SchemeChange[] = [];
  for (const [key, one] of is) {
    const old = was.get(key);
    if (!old) changes.push(...change(`${path}.${key}`, `${word}「${nameOf(one)}」の追加`, undefined, whole(one)));
    else changes.push(...partChanges(parts, `${path}.${key}`, `${word}「${nameOf(old)}」の`, old, one));
  }
  for (const [key, one] of was)
    if (!is.has(key))
      changes.push(...change(`${path}.${key}`, `${word}「${nameOf(one)}」の削除`, whole(one), undefined));
  const order = (list: readonly T[], other: ReadonlyMap<string, T>) => list.filter((one) => other.has(keyOf(one)));
  const orderWords = (list: readonly T[]) => list.map((one) => nameOf(was.get(keyOf(one)) ?? one)).join(' → ');
  changes.push(...change(`${path}.order`, `${word}の順`, orderWords(order(before, is)), orderWords(order(after, was))));
  return changes;
}

/** Strictest first, as the screens show them; the order of the levels is their strength. */
function byStrength(levels: readonly Level[]): readonly Level[] {
  return levels.toSorted((a, b) => b.rank - a.rank);
}

function axisChanges(axis: Axis, before: Scheme, after: Scheme): SchemeChange[] {
  const [was, is] = [before.axes[axis], after.axes[axis]];
  return [
    ...change(`axes.${axis}.label`, `軸「${was.label}」の名前`, was.label, is.label),
    ...listChanges(
      `axes.${axis}`,
      '段階',
      byStrength(was.levels),
      byStrength(is.levels),
      (level) => level.code,
      (level) => level.name,
      LEVEL,
      (level) => lines([`${level.name}（${level.short}）`, level.definition].filter(Boolean)),
    ),
  ];
}

function importanceChanges(before: Scheme, after: Scheme, labelOf: LabelOf): SchemeChange[] {
  const [was, is] = [before.importance, after.importance];
  // Told with the names of today: a level that was only renamed is no change of the rules.
  const rules = (one: Scheme['importance']) =>
    lines(one.rules.map((rule) => `${rule.result}: ${ruleWords(after, rule, labelOf).join('／')}`));
  return [
    ...change('importance.label', '重要性の呼び名', was.label, is.label),
    ...change(
      'importance.floor',
      `${is.label}を算定値より低く決めること`,
      was.floor ? 'できない' : 'できる',
      is.floor ? 'できない' : 'できる',
    ),
    ...listChanges(
      'importance.classes',
      is.label,
      was.classes,
      is.classes,
      (one) => one.code,
      (one) => one.code,
      [['definition', '意味', (one) => one.definition]],
    ),
    ...change('importance.rules', `${is.label}の決まり`, rules(was), rules(is)),
  ];
}

function minimumChanges(before: Scheme, after: Scheme, labelOf: LabelOf): SchemeChange[] {
  return MINIMUM_KINDS.flatMap(([item, key]) => {
    const name = ({ personalMinimum }: Scheme) => {
      const code = personalMinimum[key];
      return after.axes.confidentiality.levels.find((level) => level.code === code)?.name ?? code;
    };
    return change(`personalMinimum.${key}`, `${labelOf(item)}を含むものの機密性の下限`, name(before), name(after));
  });
}

function questionChanges(before: Scheme, after: Scheme, labelOf: LabelOf): SchemeChange[] {
  const choices = (question: Question) =>
    lines(
      question.choices.map((choice) => {
        const proposed = proposedWords(after, choice.levels);
        return proposed ? `${choice.label} → ${proposed}` : choice.label;
      }),
    );
  const facts = (question: Question) =>
    lines(question.facts.map((fact) => `${factWords(fact.when, labelOf)} → ${choiceWords(question, fact.choice)}`));
  const parts: Parts<Question> = [
    ['text', '文', (question) => question.text],
    ['help', '補足', (question) => question.help],
    ['kinds', '対象の区分', (question) => kindsWords(question.kinds)],
    ['choices', '答え', choices],
    ['facts', '自動で入る答え', facts],
  ];
  return listChanges(
    'questions',
    '質問',
    before.questions,
    after.questions,
    (question) => question.id,
    (question) => question.text,
    parts,
    (question) => lines([question.text, choices(question)]),
  );
}
