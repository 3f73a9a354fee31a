import { useRegister } from '../../registerContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { Checks } from './Checks.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import type { QuestionProps } from './QuestionFields.tsx';
import { moveIn, PERSONAL_ITEMS } from './schemeEdits.ts';
import { WordsInput } from './WordsInput.tsx';

/** What is known of an asset and answers the question before the clerk does; the first line that holds counts. */
export function FactsFields({ question, edit }: QuestionProps) {
  const { labelOf } = useRegister();
  const { facts, choices } = question;
  return (
    <>
      <h4>自動で入る答え</h4>
      <p className="form-help">
        資産について分かっていることから、先に答えを入れます。上から見て、最初に当てはまったものです。一行の中の条件は、すべて当てはまるときだけです。
      </p>
      <ol className="scheme-rows">
        {facts.map((fact, i) => {
          const name = `自動の答え${i + 1}`;
          const change = (work: (one: (typeof facts)[number]) => void) => edit((one) => work(one.facts[i]!));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fact has no name of its own
            <li key={i} className="scheme-row scheme-fact">
              <Select
                aria-label={`${name}の答え`}
                className="scheme-level"
                value={fact.choice}
                options={choices.map((choice) => ({ value: choice.id, label: choice.label }))}
                onChange={(id) =>
                  change((one) => {
                    one.choice = id;
                  })
                }
              />
              <Checks
                of={name}
                label="個人情報がどれか"
                options={PERSONAL_ITEMS.map((item) => ({ value: item, label: labelOf(item) }))}
                value={fact.when.personalData ?? []}
                onChange={(items) =>
                  change((one) => {
                    one.when.personalData = items.length > 0 ? items : undefined;
                  })
                }
              />
              <div className="scheme-fact-part">
                本人の数が
                <TextInput
                  className="scheme-count"
                  inputMode="numeric"
                  aria-label={`${name} 本人の数がこれを超える`}
                  value={fact.when.subjectsOver === undefined ? '' : String(fact.when.subjectsOver)}
                  onChange={(text) =>
                    change((one) => {
                      const count = Number.parseInt(text.normalize('NFKC'), 10);
                      one.when.subjectsOver = Number.isNaN(count) || count < 0 ? undefined : count;
                    })
                  }
                />
                人を超える
              </div>
              <div className="scheme-fact-part scheme-fact-words">
                名前などにある言葉
                <WordsInput
                  aria-label={`${name} 名前、業務分類、概要、備考のどれかにある言葉`}
                  words={fact.when.words ?? []}
                  onChange={(words) =>
                    change((one) => {
                      one.when.words = words.length > 0 ? words : undefined;
                    })
                  }
                />
              </div>
              <MoveButtons
                name={name}
                first={i === 0}
                last={i === facts.length - 1}
                onMove={(by) => edit((one) => moveIn(one.facts, i, by))}
              />
              <Button small aria-label={`${name}をなくす`} onClick={() => edit((one) => void one.facts.splice(i, 1))}>
                なくす
              </Button>
            </li>
          );
        })}
      </ol>
      <Button
        small
        onClick={() =>
          edit((one) => void one.facts.push({ choice: one.choices[0]!.id, when: { words: ['（言葉）'] } }))
        }
      >
        自動の答えを加える
      </Button>
    </>
  );
}
