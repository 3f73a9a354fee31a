import type { MasterItem } from '../../contract/master.ts';
import { AXES, compareLevels, dutiesOf, type Levels } from '../../contract/scheme.ts';
import { levelsOf } from '../classify/classing.ts';
import { useRegister } from '../registerContext.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextArea } from '../ui/TextInput.tsx';
import type { AssetFormProps } from './AssetFormView.tsx';

/** H02 of an item of the list of duties. */
const codeOf = (item: MasterItem | undefined): string | undefined => item && (item.code ?? String(item.attrs['code']));

const REASON_MISSING = '取扱制限を外すときは、理由を書いてください。';

/**
 * 分類による取扱制限: the duties that come with the levels as they are chosen now, each of which this asset may be freed
 * from with a reason (domain.md D15).
 */
export function Duties({ form, scheme, effective, refused }: AssetFormProps) {
  const { itemsOf } = useRegister();
  const chosen = levelsOf(Object.fromEntries(AXES.map((axis) => [axis, form.value(axis) ?? null])));
  const stored = levelsOf(Object.fromEntries(AXES.map((axis) => [axis, form.stored(axis) ?? null])));
  const codes = dutiesOf(scheme, stricter(scheme, chosen, stored, effective));
  const value = form.value('dutiesWaived');
  const waived = Array.isArray(value) ? value : [];
  const reason = String(form.value('dutiesWaivedReason') ?? '');
  if (codes.length === 0 && waived.length === 0) return null;
  const items = itemsOf('duty');
  // One that was waived before and that no level asks for any more can still be taken back.
  const shown = [...new Set([...codes, ...waived.flatMap((id) => codeOf(items.find((item) => item.id === id)) ?? [])])];

  const set = (next: readonly string[], why: string) => {
    form.set('dutiesWaived', next.length > 0 ? next : null);
    form.set('dutiesWaivedReason', why || null, next.length > 0 && why.trim() === '' ? REASON_MISSING : null);
  };
  return (
    <div className="form-row form-row-wide">
      <fieldset className="duties-group">
        <legend className="form-label">分類による取扱制限（この資産では求めないものに印を付けます）</legend>
        <ul className="duties">
          {shown.map((code) => {
            const item = items.find((one) => codeOf(one) === code);
            const duty = scheme.duties.find((one) => one.code === code);
            const off = item !== undefined && waived.includes(item.id);
            return (
              <li key={code} className={`duty ${off ? 'duty-waived' : ''}`}>
                <label className="check">
                  <input
                    type="checkbox"
                    disabled={item === undefined}
                    checked={off}
                    aria-label={`${code} ${duty?.text ?? ''}を、この資産では求めない`}
                    onChange={() =>
                      item && set(off ? waived.filter((id) => id !== item.id) : [...waived, item.id], reason)
                    }
                  />
                  <span className="duty-code">{code}</span>
                  <span className="duty-text">{duty?.text ?? item?.label}</span>
                </label>
                {off && <span className="muted">この資産では求めない</span>}
              </li>
            );
          })}
        </ul>
      </fieldset>
      {(waived.length > 0 || reason !== '') && (
        <FormRow
          label="取扱制限を外した理由"
          required
          error={form.problems['dutiesWaivedReason'] ?? refused['dutiesWaivedReason']}
          className={'dutiesWaivedReason' in form.changed ? 'form-row-changed' : ''}
        >
          {(ids) => <TextArea {...ids} value={reason} onChange={(next) => set(waived, next)} />}
        </FormRow>
      )}
    </div>
  );
}

/** The levels chosen now; where they are untouched, those in force, which the content may have raised. */
function stricter(scheme: AssetFormProps['scheme'], chosen: Levels, stored: Levels, effective?: Levels): Levels {
  const level = (axis: (typeof AXES)[number]) =>
    effective && chosen[axis] === stored[axis] && compareLevels(scheme, axis, effective[axis], chosen[axis]) > 0
      ? effective[axis]
      : chosen[axis];
  return {
    confidentiality: level('confidentiality'),
    integrity: level('integrity'),
    availability: level('availability'),
  };
}
