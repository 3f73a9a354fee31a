import { deriveImportance, type Scheme } from '../../../contract/scheme.ts';
import { LevelMark } from '../../ui/LevelMark.tsx';
import { byStrength } from './schemeEdits.ts';

/** Which class follows from each combination of the levels in use, without personal data. */
export function OutcomeTable({ scheme }: { scheme: Scheme }) {
  const inUse = (axis: 'confidentiality' | 'integrity' | 'availability') =>
    byStrength(scheme, axis).filter((level) => !level.hidden);
  const columns = inUse('integrity').flatMap((i) => inUse('availability').map((a) => [i, a] as const));
  return (
    <div className="schemes-scroll">
      <table className="table scheme-outcomes">
        <caption>個人情報がないとき、こう決まります</caption>
        <thead>
          <tr>
            <th scope="col">{scheme.axes.confidentiality.label}</th>
            {columns.map(([i, a]) => (
              <th key={`${i.code} ${a.code}`} scope="col">
                <LevelMark level={i} /> <LevelMark level={a} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inUse('confidentiality').map((c) => (
            <tr key={c.code}>
              <th scope="row">
                <LevelMark level={c} />
              </th>
              {columns.map(([i, a]) => {
                const levels = { confidentiality: c.code, integrity: i.code, availability: a.code };
                const result = deriveImportance(scheme, { ...levels, personalData: [] });
                return (
                  <td key={`${i.code} ${a.code}`} className={result === null ? 'scheme-undecided' : ''}>
                    {result ?? '決まらない'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
