import { describe, expect, it } from 'vitest';
import { type Answers, answersFromFacts, propose } from '../../../contract/questionnaire.ts';
import { type Levels, type Scheme, UNSURE } from '../../../contract/scheme.ts';
import { MUNICIPAL_2024 } from '../../../core/presets/schemes.ts';
import {
  choiceOf,
  factsFrom,
  fullReason,
  NO_LEVELS,
  openWork,
  reasonFrom,
} from '../../../renderer/classify/classing.ts';

const SCHEME: Scheme = {
  ...MUNICIPAL_2024,
  questions: [
    {
      id: 'number',
      text: '特定個人情報がありますか',
      help: '',
      kinds: [],
      choices: [
        { id: 'yes', label: 'はい', levels: { confidentiality: '3B' } },
        { id: 'no', label: 'いいえ', levels: { confidentiality: '1' } },
      ],
      facts: [{ choice: 'yes', when: { personalData: ['personal.specific'] } }],
    },
    {
      id: 'proof',
      text: '原本ですか',
      help: '',
      kinds: [],
      choices: [
        { id: 'yes', label: 'はい', levels: { integrity: '2', availability: '2' } },
        { id: 'no', label: 'いいえ', levels: { integrity: '1', availability: '1' } },
      ],
      facts: [],
    },
  ],
};
const LAX: Answers = { number: 'no', proof: 'no' };

function situation(answers: Answers, more: { chosen?: object; personalData?: string[]; content?: Levels } = {}) {
  const personalData = more.personalData ?? [];
  const proposal = propose(SCHEME, 'information', answers, personalData);
  const chosen = more.chosen ?? {};
  const choice = choiceOf({ scheme: SCHEME, proposal, chosen, personalData, content: more.content ?? NO_LEVELS });
  return { proposal, choice };
}

describe('分類する, what the screen decides by itself', () => {
  it('takes the proposal where nobody chose, and asks for no further reason', () => {
    const { choice } = situation(LAX);
    expect(choice).toEqual({
      levels: { confidentiality: '1', integrity: '1', availability: '1' },
      changed: [],
      asks: [],
    });
  });

  it('asks why for an override in either direction, for less than personal data and less than the content ask', () => {
    expect(situation(LAX, { chosen: { integrity: '2' } }).choice).toMatchObject({
      changed: ['integrity'],
      asks: [{ axis: 'integrity', message: '提案の「自治体完全性1」と違います。' }],
    });
    const low = situation(LAX, { chosen: { confidentiality: '2' }, personalData: ['personal.specific'] });
    expect(low.choice.asks).toEqual([
      { axis: 'confidentiality', message: '個人情報の種類から必要な「自治体機密性3B」より低くなります。' },
    ]);
    const content = { confidentiality: '3C', integrity: null, availability: '2' };
    expect(situation(LAX, { content }).choice.asks.map(({ axis, message }) => `${axis} ${message}`)).toEqual([
      'confidentiality 中の情報の「自治体機密性3C」より低くなります。',
      'availability 中の情報の「自治体可用性2」より低くなります。',
    ]);
  });

  it('says in sentences what led to each axis, 「わからない」 as the stricter side', () => {
    const { proposal } = situation({ number: UNSURE, proof: 'no' });
    expect(reasonFrom(SCHEME, proposal)).toBe(
      '「特定個人情報がありますか → わからない」のため、厳しいほうの自治体機密性3B。' +
        '「原本ですか → いいえ」のため、自治体完全性1。「原本ですか → いいえ」のため、自治体可用性1。',
    );
  });

  it('lets nothing be decided while a question is open, a level is missing or a reason is not written', () => {
    const work = (answers: Answers, chosen = {}, words = { reason: '理由', why: '' }, byHand = false) => {
      const { proposal, choice } = situation(answers, { chosen });
      return openWork(SCHEME, proposal, choice, words, byHand);
    };
    expect(work({ number: 'no' })).toMatchObject({ at: 'question', questionId: 'proof' });
    expect(work(LAX, {}, { reason: ' ', why: '' })).toMatchObject({ at: 'reason' });
    expect(work(LAX, {}, { reason: '長'.repeat(801), why: '' })).toMatchObject({ at: 'reason' });
    expect(work(LAX, {}, { reason: '長'.repeat(800), why: '' })).toBeNull();
    expect(work(LAX, { integrity: '2' })).toMatchObject({ at: 'why' });
    expect(work(LAX, { integrity: '2' }, { reason: '理由', why: '写しでも直接使うため' })).toBeNull();
    expect(work(LAX)).toBeNull();
    const all = { confidentiality: '2', integrity: '2', availability: '2' };
    expect(work({}, all, { reason: '理由', why: '' }, true)).toBeNull();
    // CONTROL: two axes by hand are not all three.
    expect(work({}, { confidentiality: '2', integrity: '2' })).toMatchObject({ at: 'question' });
  });

  it('keeps the reason for another level together with the reason', () => {
    const { choice } = situation(LAX, { chosen: { integrity: '2' } });
    expect(fullReason({ reason: '写しのため。', why: '直接使うため' }, choice)).toBe(
      '写しのため。　違う段階にした理由：直接使うため',
    );
    expect(fullReason({ reason: '写しのため。', why: '前に書いたもの' }, situation(LAX).choice)).toBe('写しのため。');
  });

  it('reads facts from values, the band of 本人の数 where the number itself is not known', () => {
    const item = (id: string) => (id === 'subjectBand.from1000' ? { attrs: { min: 1000 } } : undefined);
    const facts = factsFrom(
      { name: '給与台帳', personalData: ['personal.specific'], subjectBand: 'subjectBand.from1000', note: '年末' },
      {},
      item,
    );
    expect(facts).toMatchObject({ subjectCount: null, subjectsAtLeast: 1000, personalData: ['personal.specific'] });
    expect(facts.text).toContain('給与台帳');
    expect(answersFromFacts(SCHEME, 'information', facts)).toEqual({ number: 'yes' });
  });
});
