import { useId } from 'react';
import type { FormInfo } from '../../contract/form.ts';
import { RowAction } from '../session/RowAction.tsx';

interface FormListProps {
  forms: readonly FormInfo[];
  chosen: string;
  onChoose: (id: string) => void;
  onRestore: (form: FormInfo) => void;
}

/** Which form; those that the union does not use stand folded below. */
export function FormList({ forms, chosen, onChoose, onRestore }: FormListProps) {
  const name = useId();
  const hidden = forms.filter((one) => one.hidden);
  return (
    <>
      <fieldset className="forms-list">
        <legend className="form-label">様式</legend>
        {forms
          .filter((one) => !one.hidden)
          .map((one) => (
            <label key={one.form.id} className="check">
              <input type="radio" name={name} checked={one.form.id === chosen} onChange={() => onChoose(one.form.id)} />
              <span>
                {one.form.name}
                <span className="muted small"> {wordsOf(one)}</span>
              </span>
            </label>
          ))}
      </fieldset>
      {hidden.length > 0 && (
        <details className="forms-hidden">
          <summary>使わない様式（{hidden.length}）</summary>
          <ul>
            {hidden.map((one) => (
              <li key={one.form.id}>
                {one.form.name}
                <RowAction needs="form.restore" of={one.form.name} does="また使う" onClick={() => onRestore(one)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function wordsOf({ preset, changed, form }: FormInfo): string {
  if (form.type === 'template') return 'お持ちのファイル';
  if (!preset) return '組合の様式';
  return changed ? '直したもの' : '';
}
