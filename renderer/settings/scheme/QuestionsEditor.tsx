import { hiddenProposals } from '../../../contract/schemeWords.ts';
import { Button } from '../../ui/Button.tsx';
import { Fold } from './Fold.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import { QuestionFields } from './QuestionFields.tsx';
import { addQuestion, moveIn } from './schemeEdits.ts';
import { TryIt } from './TryIt.tsx';
import type { PartProps } from './useSchemeDraft.ts';

/** 質問: what is asked when an asset is classed, in order; on the right they can be tried. */
export function QuestionsEditor({ scheme, edit, problems }: PartProps) {
  const hidden = hiddenProposals(scheme);
  return (
    <div className="scheme-split">
      <section className="card stack" aria-label="質問">
        <div className="row">
          <p className="form-help">
            上から順に聞きます。どの質問にも「わからない」があり、その質問のいちばん厳しい段階を提案します。
          </p>
          <Button className="scheme-end" onClick={() => edit((s) => void addQuestion(s))}>
            質問を加える
          </Button>
        </div>
        {hidden.map(({ question, choice, level }) => (
          <p key={`${question} ${choice} ${level}`} className="notice">
            「{question}」の「{choice}」は、使わない段階「{level}
            」を提案します。答えの段階を直すか、質問をなくしてください。
          </p>
        ))}
        {scheme.questions.length === 0 && <p>質問がありません。分類するときは、段階を直接選びます。</p>}
        <ol className="scheme-folds">
          {scheme.questions.map((question, i) => (
            <Fold
              key={question.id}
              name={question.text || `質問${i + 1}`}
              startOpen={question.text === ''}
              problems={problems.under(`questions.${i}`)}
              head={<strong>{question.text || '（文が空です）'}</strong>}
              actions={
                <MoveButtons
                  name={question.text || `質問${i + 1}`}
                  first={i === 0}
                  last={i === scheme.questions.length - 1}
                  onMove={(by) => edit((s) => moveIn(s.questions, i, by))}
                />
              }
            >
              <QuestionFields
                scheme={scheme}
                question={question}
                problems={problems}
                path={`questions.${i}`}
                edit={(work) =>
                  edit((s) => {
                    const one = s.questions.find(({ id }) => id === question.id);
                    if (one) work(one);
                  })
                }
              />
              <Button
                small
                variant="danger"
                onClick={() =>
                  edit((s) => {
                    s.questions = s.questions.filter(({ id }) => id !== question.id);
                  })
                }
              >
                この質問をなくす
              </Button>
            </Fold>
          ))}
        </ol>
      </section>
      <TryIt scheme={scheme} />
    </div>
  );
}
