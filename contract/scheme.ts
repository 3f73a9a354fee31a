import { z } from 'zod';
import { KINDS } from './catalogue/field.ts';
import { foldHeading } from './japanese/fold.ts';

/**
 * A classification scheme (分類体系) as versioned data: levels of the three axes, how the importance class follows from
 * them, and the least confidentiality that personal data asks for. The union's own 対策基準 is the authority for every
 * word of it, so nothing here is fixed in code (domain.md §0.2, §2).
 */

/** The answer 「わからない」, offered with every question. */
export const UNSURE = 'unsure';

export const AXES = ['confidentiality', 'integrity', 'availability'] as const;
export type Axis = (typeof AXES)[number];

/** Ids of the items of the list `personalData`; the rules below name them. */
export const PERSONAL_DATA = ['personal.none', 'personal.general', 'personal.sensitive', 'personal.specific'] as const;

const levelSchema = z.strictObject({
  /** Stored with the asset: '3B'. */
  code: z.string().min(1).max(20, '段階の記号は20文字までです。'),
  /** As shown and exported: 自治体機密性3B. */
  name: z.string().min(1),
  /** As marked on a label: 機3B. */
  short: z.string().min(1),
  /** For items that visitors see: C3B (domain.md §9.1). */
  neutral: z.string().min(1),
  /** Higher is stricter; from 1. */
  rank: z.int().min(1),
  definition: z.string(),
  examples: z.string(),
  /** The sentence of the union's own 対策基準 where it differs; shown before the definition (domain.md §0.2). */
  ownText: z.string().optional(),
  /** Shape of the mark, so that it survives a monochrome printer (screens.md). */
  weight: z.enum(['filled', 'half', 'outlined', 'plain']),
  /** Not offered any more; stored codes keep their meaning (domain.md §2.2). */
  hidden: z.boolean().optional(),
  /** Codes of the handling duties that come with the level (domain.md §2.4, D15). */
  duties: z.array(z.string().regex(/^H\d{2}$/)),
  /** Other ways it is written in hand-made ledgers; width, case, spaces and brackets do not matter. */
  aliases: z.array(z.string().min(1)),
});
export type Level = z.infer<typeof levelSchema>;

const axisSchema = z.strictObject({ label: z.string().min(1), levels: z.array(levelSchema).min(1) });

/**
 * One condition: every axis named must have one of the codes, and the asset must carry one of the personal data items
 * named. `{}` is always true.
 */
const conditionSchema = z.strictObject({
  confidentiality: z.array(z.string()).min(1).optional(),
  integrity: z.array(z.string()).min(1).optional(),
  availability: z.array(z.string()).min(1).optional(),
  personalData: z.array(z.enum(PERSONAL_DATA)).min(1).optional(),
});

const importanceSchema = z.strictObject({
  label: z.string().min(1),
  /** A decided class may not be lower than the derived one, whatever the reason (D1: 重要度 is the greatest of the values). */
  floor: z.boolean().optional(),
  /** Most important first. */
  classes: z.array(z.strictObject({ code: z.string().min(1), definition: z.string() })).min(1),
  /** In order; the first rule with a true condition gives the class (domain.md §2.5). */
  rules: z.array(z.strictObject({ result: z.string(), when: z.array(conditionSchema).min(1) })).min(1),
});

/** What a handling duty speaks about: the headings of the 取扱い card. */
export const ACTS = ['use', 'copy', 'carry', 'send', 'keep', 'dispose', 'backup'] as const;
export type Act = (typeof ACTS)[number];

const dutySchema = z.strictObject({
  code: z.string().regex(/^H\d{2}$/, '取扱制限の記号は「H」と2桁の数字です。'),
  /** As the guideline or the union's 対策基準 says it. */
  text: z.string().min(1),
  /** The headings of the 取扱い card under which it stands; empty: under none. */
  acts: z.array(z.enum(ACTS)),
  /** What a person may and may not do, in plain Japanese (です・ます). Empty: the text itself is shown. */
  plain: z.string(),
});
export type Duty = z.infer<typeof dutySchema>;

/** Levels that an answer proposes, by axis. An axis not named is left to the other questions. */
const proposedSchema = z.strictObject({
  confidentiality: z.string().optional(),
  integrity: z.string().optional(),
  availability: z.string().optional(),
});

/** Facts of an asset that answer a question before the clerk does; every part named must hold. */
const factsSchema = z.strictObject({
  /** It carries one of these personal data items. */
  personalData: z.array(z.enum(PERSONAL_DATA)).min(1).optional(),
  /** 本人の数 is known to be more than this. */
  subjectsOver: z.int().min(0).optional(),
  /** One of these words stands in its name, 業務分類, 概要 or 備考 (folded on both sides). */
  words: z.array(z.string().min(1)).min(1).optional(),
});

const questionSchema = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][\w-]{0,39}$/),
  text: z.string().min(1),
  help: z.string(),
  /** For these kinds of asset only; empty: for all. */
  kinds: z.array(z.enum(KINDS)),
  /** In the order shown. 「わからない」 is always offered besides and leads to the strictest of them (never guessed lower). */
  choices: z
    .array(z.strictObject({ id: z.string().min(1).max(40), label: z.string().min(1), levels: proposedSchema }))
    .min(2)
    .max(8),
  /** In order; the first that holds gives the answer that is filled in. */
  facts: z.array(z.strictObject({ choice: z.string(), when: factsSchema })),
});
export type Question = z.infer<typeof questionSchema>;

const schemeShape = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  note: z.string(),
  /** Came with the app; a union changes a copy of it. */
  preset: z.boolean(),
  effectiveFrom: z.iso.date().optional(),
  effectiveUntil: z.iso.date().optional(),
  axes: z.strictObject({ confidentiality: axisSchema, integrity: axisSchema, availability: axisSchema }),
  importance: importanceSchema,
  /** 取扱制限 that levels carry: what each code asks for (domain.md §2.4). */
  duties: z.array(dutySchema),
  /** Title and article of the union's own 対策基準 that this scheme follows. */
  source: z.string().optional(),
  /** The guided classing (分類する), in the order asked. */
  questions: z.array(questionSchema),
  /** Least confidentiality by kind of personal data (domain.md D5). */
  personalMinimum: z.strictObject({
    specific: z.string().optional(),
    sensitive: z.string().optional(),
    personal: z.string().optional(),
  }),
});
export type Scheme = z.infer<typeof schemeShape>;

/** A scheme, checked for its own consistency too; every problem is said in Japanese at its path. */
export const schemeSchema = schemeShape.superRefine((scheme, context) => {
  const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const known = (axis: Axis, code: string) => levelOf(scheme, axis, code) !== null;

  for (const axis of AXES) {
    const { levels } = scheme.axes[axis];
    const path = ['axes', axis, 'levels'];
    if (new Set(levels.map((l) => l.code)).size < levels.length) problem(path, '同じ段階の記号が二つあります。');
    if (new Set(levels.map((l) => l.rank)).size < levels.length) problem(path, '同じ強さの段階が二つあります。');
    if (levels.every((l) => l.hidden)) problem(path, '使う段階がありません。一つは「使う」にしてください。');
    const words = new Map<string, string>();
    for (const level of levels) {
      for (const word of wordsOf(level)) {
        const other = words.get(word);
        if (other !== undefined && other !== level.code) problem(path, `「${word}」が二つの段階を指しています。`);
        words.set(word, level.code);
      }
    }
  }

  if (scheme.effectiveFrom && scheme.effectiveUntil && scheme.effectiveFrom > scheme.effectiveUntil)
    problem(['effectiveUntil'], '使い終わる日が、使い始める日より前です。');

  const duties = new Set(scheme.duties.map((duty) => duty.code));
  if (duties.size < scheme.duties.length) problem(['duties'], '同じ記号の取扱制限が二つあります。');
  for (const axis of AXES) {
    for (const code of scheme.axes[axis].levels.flatMap((level) => level.duties)) {
      if (!duties.has(code)) problem(['duties'], `「${code}」という取扱制限の内容がありません。`);
    }
  }

  const classes = scheme.importance.classes.map((c) => c.code);
  if (new Set(classes).size < classes.length) problem(['importance', 'classes'], '同じ重要性の記号が二つあります。');
  scheme.importance.rules.forEach((rule, r) => {
    const path = ['importance', 'rules', r];
    if (!classes.includes(rule.result)) problem(path, `「${rule.result}」という重要性はありません。`);
    for (const condition of rule.when) {
      for (const axis of AXES) {
        for (const code of condition[axis] ?? []) {
          if (!known(axis, code)) problem(path, `「${code}」という段階はありません。`);
        }
      }
    }
  });
  for (const c of scheme.axes.confidentiality.levels) {
    for (const i of scheme.axes.integrity.levels) {
      for (const a of scheme.axes.availability.levels) {
        const levels = { confidentiality: c.code, integrity: i.code, availability: a.code, personalData: [] };
        if (deriveImportance(scheme, levels) === null) {
          problem(['importance', 'rules'], `${c.short}・${i.short}・${a.short}の重要性が決まりません。`);
        }
      }
    }
  }
  const questions = new Set<string>();
  scheme.questions.forEach((question, q) => {
    const path = ['questions', q];
    if (questions.has(question.id)) problem(path, '同じ記号の質問が二つあります。');
    questions.add(question.id);
    const choices = new Set(question.choices.map((choice) => choice.id));
    if (choices.size < question.choices.length || choices.has(UNSURE)) problem(path, '答えの記号が重なっています。');
    for (const choice of question.choices) {
      for (const axis of AXES) {
        const code = choice.levels[axis];
        if (code !== undefined && !known(axis, code)) problem(path, `「${code}」という段階はありません。`);
      }
    }
    for (const fact of question.facts) {
      if (!choices.has(fact.choice)) problem(path, `「${fact.choice}」という答えはありません。`);
    }
  });
  for (const code of Object.values(scheme.personalMinimum)) {
    if (code !== undefined && !known('confidentiality', code))
      problem(['personalMinimum'], `「${code}」という段階はありません。`);
  }
});

/** A scheme as a register holds it. */
export interface SchemeInfo extends Scheme {
  /** Rises with every change; each classification keeps the one it was made under. */
  readonly revision: number;
  /** Assets classed in it now, bin included. */
  readonly assets: number;
  /** Level codes that assets hold or held: they can be hidden, not taken out. */
  readonly usedLevels: Readonly<Record<Axis, readonly string[]>>;
}

/** Codes of the three axes; null where not yet decided. */
export type Levels = Readonly<Record<Axis, string | null>>;

/** The level of an axis by its code (exact, as stored); null when the scheme has none. */
export function levelOf(scheme: Scheme, axis: Axis, code: string | null): Level | null {
  return scheme.axes[axis].levels.find((level) => level.code === code) ?? null;
}

/**
 * The importance class that follows from the levels and the personal data items (domain.md §2.5; D1 for the IPA
 * scheme). Null while a level is missing or unknown to the scheme: a half-classified asset gets no class.
 */
export function deriveImportance(
  scheme: Scheme,
  asset: Levels & { readonly personalData: readonly string[] },
): string | null {
  if (AXES.some((axis) => levelOf(scheme, axis, asset[axis]) === null)) return null;
  const holds = (condition: z.infer<typeof conditionSchema>) =>
    AXES.every((axis) => condition[axis]?.includes(asset[axis] ?? '') ?? true) &&
    (condition.personalData?.some((item) => asset.personalData.includes(item)) ?? true);
  return scheme.importance.rules.find((rule) => rule.when.some(holds))?.result ?? null;
}

/** Codes of the handling duties of the levels together, each once, in order (domain.md §2.4, D15). */
export function dutiesOf(scheme: Scheme, levels: Levels): string[] {
  const codes = AXES.flatMap((axis) => levelOf(scheme, axis, levels[axis])?.duties ?? []);
  return [...new Set(codes)].sort();
}

/** A handling duty in words: 'H02 必要以上の複製及び配付禁止'. */
export function dutyWords(scheme: Scheme, code: string): string {
  return `${code} ${scheme.duties.find((duty) => duty.code === code)?.text ?? ''}`.trim();
}

const MINIMUM_OF = {
  'personal.specific': 'specific',
  'personal.sensitive': 'sensitive',
  'personal.general': 'personal',
} as const;

/** The least confidentiality for these personal data items: the strictest one; null when none is asked for (D5). */
export function minimumConfidentiality(scheme: Scheme, personalData: readonly string[]): string | null {
  let least: string | null = null;
  for (const [item, key] of Object.entries(MINIMUM_OF) as [
    keyof typeof MINIMUM_OF,
    (typeof MINIMUM_OF)[keyof typeof MINIMUM_OF],
  ][]) {
    const code = scheme.personalMinimum[key];
    if (code === undefined || !personalData.includes(item)) continue;
    if (compareLevels(scheme, 'confidentiality', code, least) > 0) least = code;
  }
  return least;
}

/** Positive when `a` is stricter than `b`, negative when laxer, 0 when equal. A missing or unknown level is the laxest. */
export function compareLevels(scheme: Scheme, axis: Axis, a: string | null, b: string | null): number {
  return (levelOf(scheme, axis, a)?.rank ?? 0) - (levelOf(scheme, axis, b)?.rank ?? 0);
}

/** Is a level stricter than the laxest of its axis (機密性2以上 of the guideline)? Hidden levels count: they keep their meaning. */
export function aboveLowest(scheme: Scheme, axis: Axis, code: string | null): boolean {
  const ranks = scheme.axes[axis].levels.map((level) => level.rank);
  return (levelOf(scheme, axis, code)?.rank ?? 0) > Math.min(...ranks);
}

function wordsOf(level: Level): string[] {
  return [level.code, level.name, level.short, level.neutral, ...level.aliases].map(foldHeading);
}

/**
 * The level that a text in a ledger means ('自治体機密性３Ｂ', '3 B', '機3B', '3b', 'C3B' → '3B'), through names and
 * aliases; hidden levels too. Null when it names none: a level is never guessed (機密性3 in a scheme with 3A, 3B, 3C).
 */
export function parseLevel(scheme: Scheme, axis: Axis, text: string): string | null {
  // A slash parts two levels ('3B/3C', '2／1'); folding would glue them into one word.
  if (/[/／]/.test(text)) return null;
  const word = foldHeading(text);
  return scheme.axes[axis].levels.find((level) => wordsOf(level).includes(word))?.code ?? null;
}

function marks(scheme: Scheme, levels: Levels, mark: (level: Level) => string): string {
  return AXES.flatMap((axis) => levelOf(scheme, axis, levels[axis]) ?? [])
    .map(mark)
    .join(' ');
}

/** 'C3B I2 A2': says nothing to a visitor (domain.md §9.1). Undecided axes are left out. */
export function neutralCode(scheme: Scheme, levels: Levels): string {
  return marks(scheme, levels, (level) => level.neutral);
}

/** '機3B 完2 可2'. Undecided axes are left out. */
export function shortCode(scheme: Scheme, levels: Levels): string {
  return marks(scheme, levels, (level) => level.short);
}
