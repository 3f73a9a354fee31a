import { AXES, type Axis, type Question, type Scheme } from '../../../contract/scheme.ts';
import {
  actsWords,
  choiceWords,
  factWords,
  kindsWords,
  minimumWords,
  proposedWords,
  ruleWords,
} from '../../../contract/schemeWords.ts';
import { useRegister } from '../../registerContext.tsx';
import { LevelMark } from '../../ui/LevelMark.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import { byStrength } from './schemeEdits.ts';

/** The parts of a scheme as they are read and printed. */

/** The levels of one axis, strictest first. */
export function AxisTable({ scheme, axis }: { scheme: Scheme; axis: Axis }) {
  const { label } = scheme.axes[axis];
  return (
    <section className="card stack" aria-labelledby={`scheme-${axis}`}>
      <h2 id={`scheme-${axis}`}>{label}</h2>
      <div className="schemes-scroll">
        <table className="table schemes-table">
          <thead>
            <tr>
              <th scope="col">印</th>
              <th scope="col">段階</th>
              <th scope="col">定義</th>
              <th scope="col">例</th>
              <th scope="col">取扱制限</th>
            </tr>
          </thead>
          <tbody>
            {byStrength(scheme, axis).map((level) => (
              <tr key={level.code}>
                <td>
                  <LevelMark level={level} />
                </td>
                <th scope="row">
                  {level.name}
                  {level.hidden && <span className="muted">（使わない）</span>}
                </th>
                <td>
                  {level.ownText && <p className="scheme-own">{level.ownText}</p>}
                  {level.definition}
                </td>
                <td>{level.examples}</td>
                <td>{level.duties.join('・') || '定めなし'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What each code of 取扱制限 asks for, as it is written and in plain words. */
export function DutiesCard({ scheme }: { scheme: Scheme }) {
  return (
    <section className="card stack" aria-labelledby="scheme-duties">
      <h2 id="scheme-duties">取扱制限の内容</h2>
      <ul className="plain-list">
        {scheme.duties.map((duty) => (
          <li key={duty.code}>
            <strong>{duty.code}</strong> {duty.text}
            {duty.acts.length > 0 && <span className="muted">（{actsWords(duty.acts)}）</span>}
            {duty.plain && <p className="form-help">{duty.plain}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Classes, rules and what follows from them; the least level for personal data. */
export function ImportanceCard({ scheme }: { scheme: Scheme }) {
  const { labelOf } = useRegister();
  const { label, classes, rules } = scheme.importance;
  const minimums = minimumWords(scheme, labelOf);
  return (
    <section className="card stack" aria-labelledby="scheme-importance">
      <h2 id="scheme-importance">{label}</h2>
      <p>上から順に見て、最初に当てはまったものになります。</p>
      <div className="schemes-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">意味</th>
              <th scope="col">どれかに当てはまるとき</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.result + JSON.stringify(rule.when)}>
                <th scope="row" className="schemes-class">
                  {rule.result}
                </th>
                <td>{classes.find((one) => one.code === rule.result)?.definition}</td>
                <td>
                  <ul className="schemes-rules">
                    {ruleWords(scheme, rule, labelOf).map((words) => (
                      <li key={words}>{words}</li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <OutcomeTable scheme={scheme} />
      {minimums.length > 0 && (
        <>
          <h3>個人情報を含むときの機密性</h3>
          <ul className="schemes-rules">
            {minimums.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The questions of the guided classing, with what each answer proposes. */
export function QuestionsCard({ scheme }: { scheme: Scheme }) {
  return (
    <section className="card stack" aria-labelledby="scheme-questions">
      <h2 id="scheme-questions">分類するときの質問</h2>
      {scheme.questions.length === 0 ? (
        <p>質問はありません。段階を直接選びます。</p>
      ) : (
        <>
          <p>「わからない」と答えると、その質問のいちばん厳しい段階を提案します。</p>
          <ol className="scheme-questions">
            {scheme.questions.map((question) => (
              <QuestionItem key={question.id} scheme={scheme} question={question} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function QuestionItem({ scheme, question }: { scheme: Scheme; question: Question }) {
  const { labelOf } = useRegister();
  const speaks = AXES.some((axis) => question.choices.some((choice) => choice.levels[axis] !== undefined));
  return (
    <li>
      <strong>{question.text}</strong>
      <span className="muted">（{kindsWords(question.kinds)}）</span>
      {question.help && <p className="form-help">{question.help}</p>}
      <ul className="schemes-rules">
        {question.choices.map((choice) => (
          <li key={choice.id}>
            {choice.label} → {proposedWords(scheme, choice.levels) || (speaks ? 'ほかの質問で決まります' : '')}
          </li>
        ))}
      </ul>
      {question.facts.length > 0 && (
        <details>
          <summary>自動で入る答え（{question.facts.length}）</summary>
          <ol className="schemes-rules">
            {question.facts.map((fact) => (
              <li key={JSON.stringify(fact)}>
                {factWords(fact.when, labelOf)} → {choiceWords(question, fact.choice)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
