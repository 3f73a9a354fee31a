import { useId, useState } from 'react';
import { KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../../contract/catalogue/index.ts';
import { type Because, propose, questionsFor } from '../../../contract/questionnaire.ts';
import { AXES, levelOf, type Scheme, UNSURE } from '../../../contract/scheme.ts';
import { choiceWords } from '../../../contract/schemeWords.ts';
import { Button } from '../../ui/Button.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { LevelMark } from '../../ui/LevelMark.tsx';
import { Select } from '../../ui/Select.tsx';

/** 試してみる: answers the questions of one kind and shows what they propose, and why. Nothing is stored. */
export function TryIt({ scheme }: { scheme: Scheme }) {
  const name = useId();
  const [kind, setKind] = useState<Kind>('information');
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const questions = questionsFor(scheme, kind);
  const proposal = propose(scheme, kind, answers);
  const why = ({ questionId, answer }: Because) => {
    const question = scheme.questions.find((one) => one.id === questionId);
    return question ? `「${question.text}」→「${choiceWords(question, answer)}」` : '個人情報の下限';
  };
  return (
    <section className="card stack scheme-try" aria-label="試してみる">
      <div className="row">
        <h3>試してみる</h3>
        <Button
          small
          className="scheme-end"
          disabled={Object.keys(answers).length === 0}
          onClick={() => setAnswers({})}
        >
          答えを消す
        </Button>
      </div>
      <FormRow label="資産区分">
        {(ids) => (
          <Select
            {...ids}
            value={kind}
            options={KIND_ORDER.map((one) => ({ value: one, label: KIND_DEFINITIONS[one].label }))}
            onChange={(next) => {
              setKind(next as Kind);
              setAnswers({});
            }}
          />
        )}
      </FormRow>
      <div className="scheme-proposal" aria-live="polite">
        {AXES.map((axis) => {
          const level = levelOf(scheme, axis, proposal.levels[axis]);
          return (
            <div key={axis}>
              <p>
                {level ? <LevelMark level={level} /> : <span className="muted">―</span>}{' '}
                <strong>{level?.name ?? `${scheme.axes[axis].label}はまだ決まりません`}</strong>
                {level?.hidden && <span className="form-error"> 使わない段階です</span>}
              </p>
              <ul className="schemes-rules">
                {proposal.because[axis].map((because) => (
                  <li key={because.questionId}>{why(because)}</li>
                ))}
              </ul>
            </div>
          );
        })}
        {questions.length > 0 && proposal.open.length > 0 && (
          <p className="muted">あと{proposal.open.length}問あります。</p>
        )}
      </div>
      {questions.length === 0 && <p>この区分の質問はありません。</p>}
      {questions.map((question) => (
        <fieldset key={question.id} className="scheme-question">
          <legend>{question.text || '（文が空です）'}</legend>
          {question.help && <p className="form-help">{question.help}</p>}
          {[...question.choices, { id: UNSURE, label: 'わからない' }].map((choice) => (
            <label key={choice.id} className="check">
              <input
                type="radio"
                name={`${name}-${question.id}`}
                checked={answers[question.id] === choice.id}
                onChange={() => setAnswers({ ...answers, [question.id]: choice.id })}
              />
              {choice.label}
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
