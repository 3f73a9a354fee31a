import { KIND_DEFINITIONS, KIND_ORDER } from '../../../contract/catalogue/index.ts';
import { AXES, type Question, type Scheme } from '../../../contract/scheme.ts';
import { Button } from '../../ui/Button.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextInput } from '../../ui/TextInput.tsx';
import { Checks } from './Checks.tsx';
import { FactsFields } from './FactsFields.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import type { Problems } from './problems.ts';
import { byStrength, freeId, moveIn, removeChoice } from './schemeEdits.ts';

export interface QuestionProps {
  scheme: Scheme;
  question: Question;
  problems: Problems;
  /** Place of the question in the scheme. */
  path: string;
  edit: (work: (question: Question) => void) => void;
}

const KIND_OPTIONS = KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }));
const MOST_CHOICES = 8;

/** One question: its words, for which kinds, its answers with the levels they propose, and what answers it by itself. */
export function QuestionFields(props: QuestionProps) {
  const { scheme, question, problems, path, edit } = props;
  return (
    <>
      <div className="scheme-fields">
        <FormRow wide required label="質問の文" error={problems.at(`${path}.text`) ?? problems.at(path)}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={200}
              value={question.text}
              onChange={(text) =>
                edit((one) => {
                  one.text = text;
                })
              }
            />
          )}
        </FormRow>
        <FormRow wide label="補足" help="迷う人のための説明と例です。">
          {(ids) => (
            <TextArea
              {...ids}
              maxLength={500}
              value={question.help}
              onChange={(text) =>
                edit((one) => {
                  one.help = text;
                })
              }
            />
          )}
        </FormRow>
        <div className="form-row-wide">
          <Checks
            label="聞く区分（印がなければ、すべての区分で聞きます）"
            options={KIND_OPTIONS}
            value={question.kinds}
            onChange={(kinds) =>
              edit((one) => {
                one.kinds = kinds;
              })
            }
          />
        </div>
      </div>
      <Choices {...props} />
      <FactsFields {...props} />
      <p className="muted">{scheme.questions.indexOf(question) + 1}番目の質問</p>
    </>
  );
}

function Choices({ scheme, question, problems, path, edit }: QuestionProps) {
  const { choices } = question;
  return (
    <>
      <h4>答えと、提案する段階</h4>
      {problems.at(`${path}.choices`) && <p className="form-error">▲ {problems.at(`${path}.choices`)}</p>}
      <ol className="scheme-rows">
        {choices.map((choice, i) => {
          const change = (work: (one: (typeof choices)[number]) => void) => edit((one) => work(one.choices[i]!));
          const name = choice.label || `答え${i + 1}`;
          return (
            <li key={choice.id} className="scheme-row">
              <TextInput
                className="scheme-choice"
                aria-label={`答え${i + 1}の言葉`}
                aria-invalid={problems.at(`${path}.choices.${i}.label`) ? true : undefined}
                maxLength={100}
                value={choice.label}
                onChange={(text) =>
                  change((one) => {
                    one.label = text;
                  })
                }
              />
              {AXES.map((axis) => (
                <Select
                  key={axis}
                  aria-label={`「${name}」の${scheme.axes[axis].label}`}
                  className="scheme-level"
                  value={choice.levels[axis] ?? ''}
                  empty={`${scheme.axes[axis].label}は決めない`}
                  options={byStrength(scheme, axis).map((level) => ({
                    value: level.code,
                    label: level.hidden ? `${level.short}（使わない）` : level.short,
                  }))}
                  onChange={(code) =>
                    change((one) => {
                      if (code) one.levels[axis] = code;
                      else delete one.levels[axis];
                    })
                  }
                />
              ))}
              <MoveButtons
                name={`答え「${name}」`}
                first={i === 0}
                last={i === choices.length - 1}
                onMove={(by) => edit((one) => moveIn(one.choices, i, by))}
              />
              <Button
                small
                aria-label={`答え「${name}」をなくす`}
                disabled={choices.length <= 2}
                onClick={() => edit((one) => removeChoice(one, choice.id))}
              >
                なくす
              </Button>
            </li>
          );
        })}
      </ol>
      <Button
        small
        disabled={choices.length >= MOST_CHOICES}
        onClick={() =>
          edit((one) => {
            const id = freeId(
              'c',
              one.choices.map((choice) => choice.id),
            );
            one.choices.push({ id, label: '', levels: {} });
          })
        }
      >
        答えを加える
      </Button>
    </>
  );
}
