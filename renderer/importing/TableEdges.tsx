import { columnLetters, type SheetPlan } from '../../contract/importing.ts';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Select } from '../ui/Select.tsx';
import { readTable, sayEnd } from './session.ts';

type Shape = 'rows' | 'records' | 'turned' | 'cards';

/** How an asset lies on the sheet. */
const SHAPES: readonly {
  readonly value: Shape;
  readonly label: string;
  readonly place: Parameters<typeof readTable>[1];
}[] = [
  { value: 'rows', label: '1行が1件', place: {} },
  { value: 'records', label: '2行で1件（見出しも2行）', place: { recordRows: 2 } },
  { value: 'turned', label: '項目が縦に並び、1列が1件', place: { fieldsAsRows: true } },
  { value: 'cards', label: 'カード（項目名の右に値）', place: { cards: true } },
];

const EVERYWHERE: Parameters<typeof readTable>[1] = {
  headerRows: undefined,
  left: undefined,
  right: undefined,
  bottom: undefined,
  fieldsAsRows: undefined,
  recordRows: undefined,
  cards: undefined,
};

function shapeOf({ fieldsAsRows, recordRows, cards }: SheetPlan): Shape {
  return cards ? 'cards' : fieldsAsRows ? 'turned' : recordRows ? 'records' : 'rows';
}

/** Where the table begins and ends, for a sheet that holds more than one or more than a table. */
export function TableEdges({ planned }: { planned: SheetPlan }) {
  const { name, columns, left, right, bottom, fieldsAsRows = false, cards } = planned;
  const options = Array.from({ length: Math.max(columns.length, right ?? 0) }, (_, index) => ({
    value: String(index + 1),
    label: fieldsAsRows ? `${index + 1}行` : `${columnLetters(index)}列`,
  }));
  const edge = (label: string, side: 'left' | 'right', at: number | undefined) => (
    <FormRow label={label}>
      {(ids) => (
        <Select
          {...ids}
          value={at === undefined ? '' : String(at)}
          empty="シートの端"
          options={options}
          onChange={(value) => void readTable(name, { [side]: value === '' ? undefined : Number(value) })}
        />
      )}
    </FormRow>
  );
  return (
    <details className="table-edges">
      <summary>表の範囲と向きを直す</summary>
      <div className="row">
        {!cards && (
          <>
            {edge(fieldsAsRows ? '上の端' : '左の端', 'left', left)}
            {edge(fieldsAsRows ? '下の端' : '右の端', 'right', right)}
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
          </>
        )}
        <FormRow label="表の形">
          {(ids) => (
            <Select
              {...ids}
              value={shapeOf(planned)}
              options={SHAPES.map(({ value, label }) => ({ value, label }))}
              onChange={(value) => {
                const { place } = SHAPES.find((one) => one.value === value)!;
                void readTable(name, { ...EVERYWHERE, ...place, ...(value !== 'records' && { headerRow: 1 }) });
              }}
            />
          )}
        </FormRow>
        {(left !== undefined || right !== undefined || bottom !== undefined) && (
          <Button small onClick={() => readTable(name, { left: undefined, right: undefined, bottom: undefined })}>
            シート全体にする
          </Button>
        )}
      </div>
    </details>
  );
}
