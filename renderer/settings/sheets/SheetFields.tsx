import type { ReactNode } from 'react';
import type { LabelSheet } from '../../../contract/labelSheet.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';

interface SheetFieldsProps {
  sheet: LabelSheet;
  /** By field: what is wrong with it. */
  errors: ReadonlyMap<string, string>;
  onChange: (part: Partial<LabelSheet>) => void;
}

type Length = 'labelWidth' | 'labelHeight' | 'x0' | 'y0' | 'dx' | 'dy' | 'paperWidth' | 'paperHeight';
type Count = 'columns' | 'rows';

/** Everything about a sheet that a ruler or the packet says. */
export function SheetFields({ sheet, errors, onChange }: SheetFieldsProps) {
  const number = (key: Length | Count, label: string, help?: string, disabled = false) => (
    <FormRow label={label} error={errors.get(key)} {...(help ? { help } : {})}>
      {(ids) => (
        <NumberInput
          {...ids}
          loose
          whole={key === 'columns' || key === 'rows'}
          disabled={disabled}
          value={sheet[key]}
          onChange={(value) => onChange({ [key]: value })}
        />
      )}
    </FormRow>
  );
  const roll = sheet.medium === 'roll';
  return (
    <>
      <FormRow label="名前" required error={errors.get('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={80}
            placeholder="例 12面 84×42mm（書庫の札）"
            value={sheet.name}
            onChange={(name) => onChange({ name })}
          />
        )}
      </FormRow>
      <Pair>
        <FormRow label="メーカー" error={errors.get('maker')}>
          {(ids) => <TextInput {...ids} maxLength={60} value={sheet.maker} onChange={(maker) => onChange({ maker })} />}
        </FormRow>
        <FormRow label="品番" help="袋にある番号です。「、」で区切ります。" error={errors.get('models')}>
          {(ids) => (
            <TextInput
              {...ids}
              value={sheet.models.join('、')}
              onChange={(text) =>
                onChange({
                  models: text
                    .split(/[、,，]/)
                    .map((model) => model.trimStart())
                    .slice(0, 10),
                })
              }
              onBlur={() => onChange({ models: sheet.models.map((model) => model.trim()).filter(Boolean) })}
            />
          )}
        </FormRow>
      </Pair>
      <Pair>
        <FormRow label="種類">
          {(ids) => (
            <Select
              {...ids}
              value={sheet.medium}
              options={[
                { value: 'sheet', label: '用紙（1枚に何面か）' },
                { value: 'roll', label: 'ラベルプリンター（1枚ずつ）' },
              ]}
              onChange={(medium) => onChange({ medium: medium as LabelSheet['medium'] })}
            />
          )}
        </FormRow>
        <label className="check sheet-round">
          <input
            type="checkbox"
            checked={sheet.round === true}
            onChange={(event) => onChange({ round: event.target.checked })}
          />
          丸いラベル
        </label>
      </Pair>
      <Group title="ラベルの大きさ（mm）">
        {number('labelWidth', '幅')}
        {number('labelHeight', '高さ')}
      </Group>
      {roll ? (
        <Unprintable sheet={sheet} onChange={onChange} />
      ) : (
        <>
          <Group title="用紙（mm）" help="A4は210×297です。">
            {number('paperWidth', '用紙の幅')}
            {number('paperHeight', '用紙の高さ')}
          </Group>
          <Group title="並び">
            {number('columns', '列の数')}
            {number('rows', '段の数')}
          </Group>
          <Group title="左上のラベルまで（mm）">
            {number('x0', '左の余白')}
            {number('y0', '上の余白')}
          </Group>
          <Group title="間隔（mm）" help="ラベルの左の端から、隣のラベルの左の端までです。">
            {number('dx', '横の間隔', undefined, sheet.columns === 1)}
            {number('dy', '縦の間隔', undefined, sheet.rows === 1)}
          </Group>
        </>
      )}
      <FormRow label="注意書き" help="用紙を選んだとき、△を付けて出します。" error={errors.get('note')}>
        {(ids) => (
          <TextInput {...ids} maxLength={300} value={sheet.note ?? ''} onChange={(note) => onChange({ note })} />
        )}
      </FormRow>
    </>
  );
}

/** Margins that a label printer cannot print on. */
function Unprintable({ sheet, onChange }: Pick<SheetFieldsProps, 'sheet' | 'onChange'>) {
  const margins = sheet.unprintable ?? { x: 0, y: 0 };
  const field = (key: 'x' | 'y', label: string) => (
    <FormRow label={label}>
      {(ids) => (
        <NumberInput
          {...ids}
          min={0}
          max={50}
          value={margins[key]}
          onChange={(value) => onChange({ unprintable: { ...margins, [key]: value } })}
        />
      )}
    </FormRow>
  );
  return (
    <Group title="印刷できない縁（mm）" help="ラベルプリンターの説明書にあります。わからなければ0のままにします。">
      {field('x', '左右')}
      {field('y', '上下')}
    </Group>
  );
}

function Pair({ children }: { children: ReactNode }) {
  return <div className="masters-pair">{children}</div>;
}

function Group({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <fieldset className="sheet-group">
      <legend className="form-label">{title}</legend>
      <div className="masters-pair">{children}</div>
      {help && <p className="form-help">{help}</p>}
    </fieldset>
  );
}
