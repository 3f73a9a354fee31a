import { LABEL_CHANGES, type LabelChange } from '../../contract/label.ts';
import { classWords, type LabelContent } from './labelContent.ts';

/** One thing that a label says about its asset. */
export interface LabelFact {
  /** As a person reads it. */
  readonly words: string;
  /** Item id, or the class as 'C3B I2 A2'; '' where there is none. */
  readonly code: string;
}

/** What D14 compares: the label is stale when one of these differs from what it was printed with. */
export type LabelFacts = Readonly<Record<LabelChange, LabelFact>>;

/** A line of a printed label: 「名称」「計量用端末」. */
export interface Said {
  readonly label: string;
  readonly value: string;
}

/** A print as it is stored in `label_print.content`. Facts that are not known (old prints) are absent. */
export interface PrintedLabel {
  readonly facts: Readonly<Partial<Record<LabelChange, LabelFact>>>;
  /** What stood on the label, in its order. */
  readonly said: readonly Said[];
}

export function labelFacts(content: LabelContent): LabelFacts {
  const { words, ids, levels, marks } = content;
  return {
    number: { words: words.number ?? '', code: '' },
    name: { words: words.name ?? '', code: '' },
    class: { words: classWords(levels, 'full'), code: classWords(levels, 'neutral') },
    marks: { words: marks.join('、'), code: '' },
    group: { words: words.group ?? '', code: ids.group ?? '' },
    place: { words: words.place ?? '', code: ids.place ?? '' },
  };
}

/** JSON for `label_print.content`. */
export function printedJson(content: LabelContent, said: readonly Said[]): string {
  return JSON.stringify({ facts: labelFacts(content), said });
}

/** What was printed then, from `label_print.content` of any version. */
export function readPrinted(json: string): PrintedLabel {
  const stored = JSON.parse(json) as Partial<PrintedLabel>;
  return stored.facts && stored.said ? { facts: stored.facts, said: stored.said } : readFirstForm(JSON.parse(json));
}

/** What a fact is called on a label and in the list of stale ones. */
export const FACT_WORDS: Readonly<Record<LabelChange, string>> = {
  number: '資産番号',
  name: '名称',
  class: '分類',
  marks: '取扱制限',
  group: '所管',
  place: '保管・設置場所',
};

/** How version 1 of the register kept a print: no place, the asset's own class. */
interface FirstForm {
  readonly unionName?: string;
  readonly number?: string;
  readonly name?: string;
  readonly group?: string;
  readonly levels?: readonly { readonly full: string; readonly neutral: string }[];
  readonly marks?: readonly string[];
}

function readFirstForm({ unionName, number, name, group, levels, marks }: FirstForm): PrintedLabel {
  const facts: Partial<Record<LabelChange, LabelFact>> = {};
  const plain = (words: string): LabelFact => ({ words, code: '' });
  if (number !== undefined) facts.number = plain(number);
  if (name !== undefined) facts.name = plain(name);
  if (group !== undefined) facts.group = plain(group);
  if (marks) facts.marks = plain(marks.join('、'));
  if (levels)
    facts.class = {
      words: levels.map((level) => level.full).join('・'),
      code: levels.map((level) => level.neutral).join(' '),
    };
  const said = [
    { label: '組合名', value: unionName ?? '' },
    ...LABEL_CHANGES.map((what) => ({ label: FACT_WORDS[what], value: facts[what]?.words ?? '' })),
  ];
  return { facts, said: said.filter(({ value }) => value !== '') };
}

export interface FactChange {
  readonly what: LabelChange;
  readonly before: string;
  readonly after: string;
}

/**
 * What a label says that is no longer true (domain.md D14). Words count, not ids: a group that was renamed makes its
 * labels stale, one that was replaced by another of the same name does not. Facts the print does not know are not compared.
 * A class is on labels by its code, too: a scheme that writes it in another way makes its labels stale.
 */
export function changedFacts(printed: PrintedLabel['facts'], now: LabelFacts): FactChange[] {
  return LABEL_CHANGES.flatMap((what) => {
    const before = printed[what];
    const after = now[what];
    if (!before) return [];
    if (before.words !== after.words) return [{ what, before: before.words, after: after.words }];
    return what === 'class' && before.code !== after.code ? [{ what, before: before.code, after: after.code }] : [];
  });
}
