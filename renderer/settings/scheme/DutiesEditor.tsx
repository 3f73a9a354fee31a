import { ACTS, type Duty } from '../../../contract/scheme.ts';
import { ACT_WORDS } from '../../../contract/schemeWords.ts';
import { Button } from '../../ui/Button.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextArea } from '../../ui/TextInput.tsx';
import { Checks } from './Checks.tsx';
import { Fold } from './Fold.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import { addDuty, moveIn, removeDuty } from './schemeEdits.ts';
import type { PartProps } from './useSchemeDraft.ts';

const ACT_OPTIONS = ACTS.map((value) => ({ value, label: ACT_WORDS[value] }));

/** 取扱制限: what each code asks for, as the 対策基準 says it and in plain words for the 取扱い card. */
export function DutiesEditor({ scheme, edit, problems }: PartProps) {
  return (
    <section className="card stack" aria-label="取扱制限">
      <div className="row">
        <p className="form-help">段階に付いてくる取扱制限です。どの段階に付くかは、それぞれの段階で選びます。</p>
        <Button className="scheme-end" onClick={() => edit((s) => void addDuty(s))}>
          取扱制限を加える
        </Button>
      </div>
      {problems.allAt('duties').map((message) => (
        <p key={message} className="form-error">
          <span aria-hidden="true">▲ </span>
          {message}
        </p>
      ))}
      <ol className="scheme-folds">
        {scheme.duties.map((duty, i) => {
          const change = (work: (one: Duty) => void) => edit((s) => work(s.duties[i]!));
          return (
            <Fold
              key={duty.code}
              name={duty.code}
              startOpen={duty.text === ''}
              problems={problems.under(`duties.${i}`)}
              head={
                <>
                  <strong>{duty.code}</strong>
                  <span>{duty.text || '（内容が空です）'}</span>
                </>
              }
              actions={
                <MoveButtons
                  name={duty.code}
                  first={i === 0}
                  last={i === scheme.duties.length - 1}
                  onMove={(by) => edit((s) => moveIn(s.duties, i, by))}
                />
              }
            >
              <div className="scheme-fields">
                <FormRow wide required label="内容" error={problems.at(`duties.${i}.text`)} help="対策基準の文です。">
                  {(ids) => (
                    <TextArea
                      {...ids}
                      maxLength={500}
                      value={duty.text}
                      onChange={(text) =>
                        change((one) => {
                          one.text = text;
                        })
                      }
                    />
                  )}
                </FormRow>
                <FormRow
                  wide
                  label="やさしい言葉"
                  help="資産を使う人に見せる文です。してよいこと・いけないことを、です・ますで書きます。空けておくと、内容をそのまま見せます。"
                >
                  {(ids) => (
                    <TextArea
                      {...ids}
                      maxLength={500}
                      value={duty.plain}
                      onChange={(text) =>
                        change((one) => {
                          one.plain = text;
                        })
                      }
                    />
                  )}
                </FormRow>
                <div className="form-row-wide">
                  <Checks
                    label="取扱いの見出し"
                    options={ACT_OPTIONS}
                    value={duty.acts}
                    onChange={(acts) =>
                      change((one) => {
                        one.acts = acts;
                      })
                    }
                  />
                </div>
              </div>
              <Button small variant="danger" onClick={() => edit((s) => removeDuty(s, duty.code))}>
                この取扱制限をなくす
              </Button>
            </Fold>
          );
        })}
      </ol>
    </section>
  );
}
