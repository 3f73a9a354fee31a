import { LABEL_PARTS, type LabelCell, type LabelPart, type LabelTemplate } from '../../../contract/labelTemplate.ts';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { partsFor } from './templateDraft.ts';
import { ALIGN_WORDS } from './words.ts';

interface CellFieldsProps {
  cell: LabelCell;
  target: LabelTemplate['target'];
  /** Where it stands, for those who don't see it: 「2行目の左から1番目」 */
  name: string;
  problem: string | undefined;
  onChange: (part: Partial<LabelCell>) => void;
  onRemove?: () => void;
}

/** One part of a row: what it says, how large, where. */
export function CellFields({ cell, target, name, problem, onChange, onRemove }: CellFieldsProps) {
  const check = (key: 'bold' | 'framed', label: string) => (
    <label className="check">
      <input
        type="checkbox"
        checked={cell[key] === true}
        onChange={(event) => onChange({ [key]: event.target.checked })}
      />
      {label}
    </label>
  );
  const points = (key: 'size' | 'minSize', label: string) => (
    <span className="template-small">
      {label}
      <NumberInput
        min={5}
        max={72}
        value={cell[key]}
        aria-label={`${name}の${label}（ポイント）`}
        onChange={(value) => onChange({ [key]: value })}
      />
    </span>
  );
  return (
    <fieldset className="template-cell" aria-label={name}>
      <div className="template-cell-line">
        <Select
          aria-label={`${name}に書くもの`}
          value={cell.part}
          options={partsFor(target).map((part) => ({ value: part, label: LABEL_PARTS[part].word }))}
          onChange={(part) => onChange({ part: part as LabelPart })}
        />
        {cell.part === 'text' && (
          <TextInput
            aria-label={`${name}に入れる文字`}
            placeholder="入れる文字"
            maxLength={60}
            value={cell.text ?? ''}
            onChange={(text) => onChange({ text })}
          />
        )}
        <TextInput
          aria-label={`${name}の見出し`}
          placeholder="見出し（例 所管：）"
          maxLength={20}
          value={cell.caption ?? ''}
          onChange={(caption) => onChange({ caption })}
        />
        {onRemove && (
          <button type="button" className="icon-button" aria-label={`${name}を消す`} onClick={onRemove}>
            ×
          </button>
        )}
      </div>
      <div className="template-cell-line">
        {points('size', '大きさ')}
        {points('minSize', '小さくても')}
        <span className="template-small">
          行数
          <Select
            aria-label={`${name}の行数`}
            value={String(cell.lines)}
            options={[1, 2, 3, 4, 5, 6].map((lines) => ({ value: String(lines), label: String(lines) }))}
            onChange={(lines) => onChange({ lines: Number(lines) })}
          />
        </span>
        <span className="template-small">
          寄せ
          <Select
            aria-label={`${name}の寄せ`}
            value={cell.align}
            options={(['left', 'centre', 'right'] as const).map((align) => ({
              value: align,
              label: ALIGN_WORDS[align],
            }))}
            onChange={(align) => onChange({ align: align as LabelCell['align'] })}
          />
        </span>
        {check('bold', '太字')}
        {check('framed', '枠')}
      </div>
      {problem && <p className="form-error">▲ {problem}</p>}
    </fieldset>
  );
}
