import { describe, expect, it } from 'vitest';
import { KIND_ORDER, type Kind } from '../../../contract/catalogue/index.ts';
import {
  type Answers,
  answersFromFacts,
  type ClassFacts,
  propose,
  questionsFor,
} from '../../../contract/questionnaire.ts';
import { AXES, type Axis, compareLevels, type Question, type Scheme, UNSURE } from '../../../contract/scheme.ts';
import { IPA_3, MUNICIPAL_2024, MUNICIPAL_FORMER, SCHEMES } from '../../../core/presets/schemes.ts';
import { random } from '../../support/random.ts';

const EACH = SCHEMES.flatMap((scheme) => KIND_ORDER.map((kind) => [scheme.id, kind, scheme] as const));
const CODES: Record<Axis, string> = { confidentiality: '1', integrity: '1', availability: '1' };

function rank(scheme: Scheme, question: Question, choice: string, axis: Axis): number {
  const code = question.choices.find((one) => one.id === choice)?.levels[axis] ?? null;
  return compareLevels(scheme, axis, code, null);
}

/** The choice that asks for least. */
const laxest = (scheme: Scheme, question: Question) =>
  question.choices.toSorted((a, b) =>
    AXES.reduce((sum, axis) => sum + rank(scheme, question, a.id, axis) - rank(scheme, question, b.id, axis), 0),
  )[0]!.id;

const facts = (text: string, ...personalData: string[]): ClassFacts => ({
  personalData,
  subjectCount: null,
  subjectsAtLeast: null,
  text,
});

describe.each(EACH)('the questions of %s for %s', (_, kind, scheme) => {
  const questions = questionsFor(scheme, kind);

  it('are few', () => {
    expect(questions.length).toBeGreaterThanOrEqual(4);
    expect(questions.length).toBeLessThanOrEqual(9);
  });

  it('propose the laxest level of every axis only when all are answered', () => {
    const answers = Object.fromEntries(questions.map((question) => [question.id, laxest(scheme, question)]));
    expect(propose(scheme, kind, answers)).toMatchObject({ levels: CODES, open: [] });
    for (const axis of AXES) {
      const speaking = questions.filter((one) => rank(scheme, one, laxest(scheme, one), axis) > 0);
      expect(speaking, `${axis} is laxest by one question`).toHaveLength(1);
      const without = { ...answers, [speaking[0]!.id]: '' };
      expect(propose(scheme, kind, without).levels[axis]).toBeNull();
    }
  });

  it('propose at least what personal data asks for', () => {
    const answers = Object.fromEntries(questions.map((question) => [question.id, laxest(scheme, question)]));
    for (const [item, least] of [
      ['personal.specific', scheme.personalMinimum.specific],
      ['personal.sensitive', scheme.personalMinimum.sensitive],
      ['personal.general', scheme.personalMinimum.personal],
    ] as const) {
      const { levels, because } = propose(scheme, kind, answers, [item]);
      expect(levels.confidentiality).toBe(least);
      expect(because.confidentiality).toContainEqual({ questionId: null, answer: '' });
      // The field fills in an answer that leads to the same by itself, whatever else is said.
      const known = answersFromFacts(scheme, kind, facts('', item));
      if (item !== 'personal.general' && kind !== 'software')
        expect(propose(scheme, kind, { ...answers, ...known }).levels.confidentiality).toBe(least);
    }
  });

  it('take unsure for the strictest choice', () => {
    for (const question of questions) {
      const unsure = propose(scheme, kind, { [question.id]: UNSURE }).levels;
      for (const choice of question.choices) {
        const sure = propose(scheme, kind, { [question.id]: choice.id }).levels;
        for (const axis of AXES)
          expect(compareLevels(scheme, axis, unsure[axis], sure[axis])).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('have each an effect: some answers of the others leave it to this one', () => {
    const base = Object.fromEntries(questions.map((question) => [question.id, laxest(scheme, question)]));
    for (const question of questions) {
      const proposals = question.choices.map((choice) =>
        JSON.stringify(propose(scheme, kind, { ...base, [question.id]: choice.id }).levels),
      );
      expect(new Set(proposals).size, question.text).toBeGreaterThan(1);
    }
  });

  it('never propose less when one more is answered (property)', () => {
    const dice = random();
    for (let round = 0; round < 200; round += 1) {
      const answers: Record<string, string> = {};
      let before = propose(scheme, kind, answers).levels;
      for (const question of questions.toSorted(() => dice.next() - 0.5)) {
        answers[question.id] = dice.pick([...question.choices.map((choice) => choice.id), UNSURE]);
        const after = propose(scheme, kind, answers).levels;
        for (const axis of AXES)
          expect(compareLevels(scheme, axis, after[axis], before[axis]), `seed ${dice.seed}`).toBeGreaterThanOrEqual(0);
        before = after;
      }
    }
  });

  it('say how and with an example', () => {
    for (const question of questions) {
      expect(question.help).toMatch(/例 .*。$/);
      expect(question.text).toMatch(/(か|ですか|ますか)$/);
    }
  });
});

describe('levels that are not used any more', () => {
  const hidden = structuredClone(MUNICIPAL_2024) as Scheme;
  hidden.axes.confidentiality.levels[0]!.hidden = true;

  it('are not where unsure leads, unless the question knows no other', () => {
    const unsure = (id: string) => propose(hidden, id === 'secret' ? 'document' : 'medium', { [id]: UNSURE }).levels;
    expect(unsure('contents').confidentiality).toBe('3B');
    expect(unsure('secret').confidentiality).toBe('3A');
    expect(propose(MUNICIPAL_2024, 'medium', { contents: UNSURE }).levels.confidentiality).toBe('3A');
  });
});

describe('what is known of an asset answers', () => {
  const known = (scheme: Scheme, kind: Kind, given: ClassFacts): Answers => answersFromFacts(scheme, kind, given);

  it.each<[Scheme, Kind, ClassFacts, Answers]>([
    [
      MUNICIPAL_2024,
      'information',
      facts('職員名簿・給与台帳', 'personal.general', 'personal.specific'),
      { personal: 'specific', internal: 'yes', published: 'no' },
    ],
    [
      MUNICIPAL_2024,
      'information',
      facts('広報みずべ', 'personal.none'),
      { personal: 'none', subjects: 'no', published: 'yes' },
    ],
    [MUNICIPAL_2024, 'information', facts('広報みずべ 原稿'), { published: 'no' }],
    [MUNICIPAL_2024, 'information', facts('ホームページ 管理アカウント'), { published: 'no' }],
    [
      MUNICIPAL_2024,
      'information',
      { ...facts('搬入許可申請書綴', 'personal.general'), subjectsAtLeast: 101 },
      { personal: 'general', subjects: 'yes' },
    ],
    [MUNICIPAL_2024, 'information', facts('契約書（写し）'), { original: 'yes' }],
    [MUNICIPAL_2024, 'information', facts('工事図面（写し）'), { original: 'no' }],
    [MUNICIPAL_2024, 'document', facts('ネットワーク構成図'), { internal: 'yes' }],
    [MUNICIPAL_2024, 'system', facts('人事給与システム'), { contents: 'special' }],
    [
      MUNICIPAL_2024,
      'system',
      facts('焼却炉 中央監視制御装置（ＤＣＳ）'),
      { wrong: 'yes', stopped: 'yes', fallback: 'no' },
    ],
    [MUNICIPAL_2024, 'medium', facts('バックアップ外付HDD'), { onlyCopy: 'yes' }],
    [MUNICIPAL_2024, 'service', facts('ホームページ運営委託', 'personal.none'), { contents: 'open' }],
    // Nobody has said that there is no personal data in it.
    [MUNICIPAL_2024, 'service', facts('ホームページ運営委託'), {}],
    [MUNICIPAL_2024, 'network', facts('領域間 FW'), { configuration: 'yes' }],
    [MUNICIPAL_2024, 'software', facts('オフィスソフト'), {}],
    [MUNICIPAL_FORMER, 'medium', facts('USBメモリ', 'personal.general'), { contents: 'personal' }],
    [IPA_3, 'information', facts('広報みずべ'), {}],
    [
      IPA_3,
      'information',
      facts('計量データ', 'personal.general'),
      { personal: 'general', original: 'yes', wrong: 'large' },
    ],
  ])('case %#', (scheme, kind, given, answers) => {
    expect(known(scheme, kind, given)).toEqual(answers);
  });

  it('never that it holds no personal data, unless the field says so', () => {
    for (const [, kind, scheme] of EACH) {
      for (const text of ['広報', 'ホームページ', '写し', '公表済', '一般公開', '']) {
        const answers = known(scheme, kind, facts(text));
        expect(answers['personal'] ?? null).toBeNull();
        expect(answers['contents'] ?? null).toBeNull();
        expect(answers['subjects'] ?? null).toBeNull();
      }
    }
  });
});
