import type { AxisMapping } from '../../contract/classification.ts';
import type { FieldProblem } from '../../contract/errors.ts';
import type { Axis, Scheme } from '../../contract/scheme.ts';
import { levelWords } from '../fields/validity.ts';
import { LevelMark } from '../ui/LevelMark.tsx';
import { Select } from '../ui/Select.tsx';

interface MappingTableProps {
  axis: Axis;
  from: Scheme;
  to: Scheme;
  mapping: AxisMapping;
  /** Assets by old level; '' = no level. */
  counts: Readonly<Record<string, number>>;
  problems: readonly FieldProblem[];
  onChange: (mapping: AxisMapping) => void;
}

/** One axis of the table: each old level, how many assets have it, and where it goes. */
export function MappingTable({ axis, from, to, mapping, counts, problems, onChange }: MappingTableProps) {
  const { label, levels } = from.axes[axis];
  const targets = to.axes[axis].levels.filter((level) => !level.hidden).sort((a, b) => b.rank - a.rank);
  const unclassed = counts[''] ?? 0;
  return (
    <table className="table move-table">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">これまで</th>
          <th scope="col" className="number">
            件数
          </th>
          <th scope="col">切替後</th>
        </tr>
      </thead>
      <tbody>
        {levels
          .toSorted((a, b) => b.rank - a.rank)
          .map((level) => {
            const problem = problems.find(({ path }) => path === `mapping.${axis}.${level.code}`);
            const id = `move-${axis}-${level.code}`;
            return (
              <tr key={level.code}>
                <th scope="row">
                  <LevelMark level={level} /> {levelWords(level)}
                </th>
                <td className="number">{(counts[level.code] ?? 0).toLocaleString('ja-JP')}</td>
                <td>
                  <Select
                    aria-label={`${level.name}の行き先`}
                    aria-invalid={problem ? true : undefined}
                    aria-describedby={problem ? id : undefined}
                    value={mapping[level.code] ?? ''}
                    empty="1件ずつ決める"
                    options={targets.map((target) => ({ value: target.code, label: target.name }))}
                    onChange={(code) => onChange({ ...mapping, [level.code]: code || null })}
                  />
                  {problem && (
                    <p id={id} className="form-error">
                      <span aria-hidden="true">▲ </span>
                      {problem.message}
                    </p>
                  )}
                </td>
              </tr>
            );
          })}
        {unclassed > 0 && (
          <tr>
            <th scope="row">{label}の分類がない</th>
            <td className="number">{unclassed.toLocaleString('ja-JP')}</td>
            <td>分類のないまま移ります（記入漏れとして残ります）</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
