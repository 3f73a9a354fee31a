import { columnLetters, type SheetPlan } from '../../contract/importing.ts';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Select } from '../ui/Select.tsx';
import { readTable, sayEnd } from './session.ts';

/** Where the table begins and ends, for a sheet that holds more than one or more than a table. */
export function TableEdges({ planned }: { planned: SheetPlan }) {
  const { name, columns, left, right, bottom, fieldsAsRows = false } = planned;
  const options = Array.from({ length: Math.max(columns.length, right ?? 0) }, (_, index) => ({
    value: String(index + 1),
    label: fieldsAsRows ? `${index + 1}行` : `${columnLetters(index)}列`,
  }));
  const numberOf = (value: string) => (value === '' ? undefined : Number(value));
  return (
    <details className="table-edges">
      <summary>表の範囲と向きを直す</summary>
      <div className="row">
        <FormRow label={fieldsAsRows ? '上の端' : '左の端'}>
          {(ids) => (
            <Select
              {...ids}
              value={left === undefined ? '' : String(left)}
              empty="シートの端"
              options={options}
              onChange={(value) => void readTable(name, { left: numberOf(value) })}
            />
          )}
        </FormRow>
        <FormRow label={fieldsAsRows ? '下の端' : '右の端'}>
          {(ids) => (
            <Select
              {...ids}
              value={right === undefined ? '' : String(right)}
              empty="シートの端"
              options={options}
              onChange={(value) => void readTable(name, { right: numberOf(value) })}
            />
          )}
        </FormRow>
        <FormRow label={fieldsAsRows ? '終わりの列（番号）' : '終わりの行'}>
          {(ids) => (
            <NumberInput
              {...ids}
              value={bottom ?? Number.NaN}
              min={1}
              max={1_048_576}
              whole
              loose
              placeholder="最後まで"
              onChange={(row) => sayEnd(name, Number.isInteger(row) && row > 0 ? row : undefined)}
            />
          )}
        </FormRow>
        <label className="check">
          <input
            type="checkbox"
            checked={fieldsAsRows}
            onChange={(event) =>
              void readTable(name, {
                fieldsAsRows: event.target.checked || undefined,
                headerRow: 1,
                headerRows: undefined,
                left: undefined,
                right: undefined,
                bottom: undefined,
              })
            }
          />
          項目が縦に並び、1列が1件の表
        </label>
        {(left !== undefined || right !== undefined || bottom !== undefined) && (
          <Button small onClick={() => void readTable(name, { left: undefined, right: undefined, bottom: undefined })}>
            シート全体にする
          </Button>
        )}
      </div>
    </details>
  );
}
