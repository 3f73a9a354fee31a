import { fieldById } from '../../contract/catalogue/index.ts';
import { compoundOf, type ImportCheck, type ImportPlan } from '../../contract/importing.ts';
import { AXES, type Axis } from '../../contract/scheme.ts';
import { useRegister } from '../registerContext.tsx';
import { Select } from '../ui/Select.tsx';
import { compoundWords } from './columns.ts';
import { answer } from './session.ts';
import './meanings.css';

/** Stands for "leave it open" among the choices: a select has no other way to tell it from no answer. */
const OPEN = ' ';

const isAxis = (field: string): field is Axis => AXES.some((axis) => axis === field);

interface MeaningsProps {
  questions: ImportCheck['questions'];
  plan: ImportPlan;
}

/** Words and marks that can't be read for certain: asked once for the whole file. */
export function Meanings({ questions, plan }: MeaningsProps) {
  const { scheme, itemsOf, labelOf } = useRegister();
  const answers = plan.meanings ?? [];
  const asked = [
    ...answers.map(({ field, text }) => ({ field, text, count: null })),
    ...questions.filter((one) => !answers.some(({ field, text }) => field === one.field && text === one.text)),
  ];
  if (asked.length === 0) return null;
  const choices = (field: string) => {
    if (isAxis(field)) {
      const { levels } = scheme(plan.schemeId).axes[field];
      return levels.map((level) => ({ value: level.code, label: level.name }));
    }
    const list = compoundOf(field) ? 'yesNo' : fieldById(field)?.list;
    return list ? itemsOf(list).map((item) => ({ value: item.id, label: item.label })) : [];
  };
  const name = (field: string) => {
    const compound = compoundOf(field);
    return compound ? compoundWords(compound, labelOf) : (fieldById(field)?.label ?? field);
  };
  const open = asked.length - answers.length;
  return (
    <section className="card stack meanings" aria-labelledby="import-meanings">
      <div className="row">
        <h2 id="import-meanings">この台帳での言葉の意味</h2>
        <p className="muted">一度答えると、同じ言葉すべてに使います。推測では決めません。</p>
        {open > 0 && <p className="number meanings-open">△ 答えていないもの {open}</p>}
      </div>
      <div className="meanings-fields">
        {[...Map.groupBy(asked, (one) => one.field)].map(([field, words]) => (
          <fieldset key={field}>
            <legend>{name(field)}</legend>
            {words.map(({ text, count }) => {
              const given = answers.find((one) => one.field === field && one.text === text);
              const label = `${name(field)}の「${text}」の意味`;
              return (
                <div key={text} className="meaning">
                  <span className="meaning-word">
                    「{text}」
                    {count !== null && <span className="muted number">（{count.toLocaleString('ja-JP')}）</span>}
                  </span>
                  <span aria-hidden="true">＝</span>
                  <Select
                    aria-label={label}
                    value={given === undefined ? '' : given.to === '' ? OPEN : given.to}
                    empty="（答えていません）"
                    options={[...choices(field), { value: OPEN, label: '決めずに空欄にする' }]}
                    onChange={(value) => answer(field, text, value === '' ? null : value.trim())}
                  />
                </div>
              );
            })}
          </fieldset>
        ))}
      </div>
    </section>
  );
}
