import { useState } from 'react';
import { AXES, type Axis, type Scheme } from '../../contract/scheme.ts';
import { minimumWords, ruleWords } from '../../contract/schemeWords.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { LevelMark } from '../ui/LevelMark.tsx';
import { Select } from '../ui/Select.tsx';
import { showToast } from '../ui/toast.ts';
import { complain } from '../useCall.ts';

/** Assets classed from now on use this scheme; what is classed already keeps its own (domain.md §2.3: never by itself). */
async function choose(scheme: Scheme): Promise<void> {
  try {
    await call('setting.save', { schemeId: scheme.id });
    showToast(`「${scheme.name}」を使います。`);
  } catch (error) {
    complain(error);
  }
}

/** 分類体系: the schemes as they stand, and which one is used. */
export function SchemesPanel() {
  const { schemes, settings, dateWords } = useRegister();
  const [schemeId, setSchemeId] = useState(settings.schemeId);
  const scheme = schemes.find((one) => one.id === schemeId) ?? schemes[0];
  if (!scheme) return null;
  const current = scheme.id === settings.schemeId;
  return (
    <div className="schemes">
      <section className="card stack" aria-labelledby="scheme-name">
        <FormRow label="見る分類体系">
          {(ids) => (
            <Select
              {...ids}
              className="schemes-select"
              value={scheme.id}
              options={schemes.map((one) => ({
                value: one.id,
                label: one.id === settings.schemeId ? `${one.name}（今使っているもの）` : one.name,
              }))}
              onChange={setSchemeId}
            />
          )}
        </FormRow>
        <div className="row">
          <h2 id="scheme-name">{scheme.name}</h2>
          {current ? (
            <span className="schemes-current">✓ 今使っている分類体系</span>
          ) : (
            <Button onClick={() => choose(scheme)}>この体系を使う</Button>
          )}
        </div>
        {!current && (
          <p className="muted">
            これから分類する資産に使います。もう分類してある資産は、分類し直すまで今の体系のままです。
          </p>
        )}
        <p>{scheme.note}</p>
        <p className="muted">
          版 {scheme.version}
          {scheme.effectiveFrom && `　${dateWords(scheme.effectiveFrom)}から`}
          {scheme.effectiveUntil && `　${dateWords(scheme.effectiveUntil)}まで`}
        </p>
      </section>
      {AXES.map((axis) => (
        <AxisTable key={axis} scheme={scheme} axis={axis} />
      ))}
      <DutiesCard scheme={scheme} />
      <ImportanceCard scheme={scheme} />
    </div>
  );
}

function AxisTable({ scheme, axis }: { scheme: Scheme; axis: Axis }) {
  const { label, levels } = scheme.axes[axis];
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
            {levels.map((level) => (
              <tr key={level.code}>
                <td>
                  <LevelMark level={level} />
                </td>
                <th scope="row">
                  {level.name}
                  {level.hidden && <span className="muted">（使わない）</span>}
                </th>
                <td>{level.definition}</td>
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

function DutiesCard({ scheme }: { scheme: Scheme }) {
  return (
    <section className="card stack" aria-labelledby="scheme-duties">
      <h2 id="scheme-duties">取扱制限の内容</h2>
      <ul className="plain-list">
        {scheme.duties.map((duty) => (
          <li key={duty.code}>
            <strong>{duty.code}</strong> {duty.text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ImportanceCard({ scheme }: { scheme: Scheme }) {
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
