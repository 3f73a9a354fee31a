import { useId } from 'react';
import { type Question, UNSURE } from '../../contract/scheme.ts';
import type { Classing } from './useClassing.ts';

interface QuestionListProps {
  classing: Classing;
  /** Place of the question that the keys answer. */
  active: number;
  onActive: (index: number) => void;
}

/** Puts the focus on a question, where its answer is or would be. */
export function focusQuestion(questionId: string | undefined): void {
  const question = document.querySelector(`[data-question="${questionId}"]`);
  const radio = question?.querySelector<HTMLElement>('input:checked') ?? question?.querySelector<HTMLElement>('input');
  radio?.focus();
  question?.scrollIntoView({ block: 'nearest' });
}

/** The questions with all their answers; 「わからない」 stands with each. */
export function QuestionList({ classing, active, onActive }: QuestionListProps) {
  if (classing.questions.length === 0)
    return <p className="muted">この分類体系には質問がありません。右の説明を読んで、段階を選んでください。</p>;
  return (
    <ol className="questions" aria-label="質問">
      {classing.questions.map((question, index) => (
        <li key={question.id}>
          <QuestionItem
            classing={classing}
            question={question}
            place={index + 1}
            active={index === active}
            onActive={() => onActive(index)}
          />
        </li>
      ))}
    </ol>
  );
}

interface QuestionItemProps {
  classing: Classing;
  question: Question;
  place: number;
  active: boolean;
  onActive: () => void;
}

function QuestionItem({ classing, question, place, active, onActive }: QuestionItemProps) {
  const id = useId();
  const answer = classing.answers[question.id];
  const said = answer !== undefined && classing.prefilled.has(question.id);
  const options = [
    ...question.choices.map((choice, index) => ({ id: choice.id, label: choice.label, key: String(index + 1) })),
    { id: UNSURE, label: 'わからない（厳しいほうに合わせます）', key: '0' },
  ];
  return (
    <fieldset
      className={`question ${active ? 'question-active' : ''}`}
      data-question={question.id}
      aria-describedby={question.help ? `${id}-help` : undefined}
      onFocus={onActive}
    >
      <legend>
        <span className="question-place number">{place}</span>
        <span className="question-text">{question.text}</span>
        {said && <span className="question-said">台帳の内容から</span>}
        {answer === undefined && <span className="notice-mark">未回答</span>}
      </legend>
      {question.help && (
        <p id={`${id}-help`} className="form-help">
          {question.help}
        </p>
      )}
      <div className="question-choices">
        {options.map((option) => (
          <label key={option.id} className={`question-choice ${option.id === answer ? 'question-chosen' : ''}`}>
            <input
              type="radio"
              name={id}
              checked={option.id === answer}
              onChange={() => classing.answer(question.id, option.id)}
            />
            <span className="question-key" aria-hidden="true">
              {option.key}
            </span>
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {answer === UNSURE && (
        <p className="form-help" role="status">
          わからないときは、答えのうちいちばん厳しい段階を提案します。
        </p>
      )}
    </fieldset>
  );
}
