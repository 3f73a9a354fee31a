import { useRef, useState } from 'react';
import { isComposing } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import {
  addColumn,
  type ColumnChange,
  changeColumn,
  columnChoices,
  columnName,
  type EditedColumn,
  type FormDraft,
  fieldName,
  moveColumn,
  removeColumn,
} from './formDraft.ts';

interface ColumnListProps {
  draft: FormDraft;
  onChange: (draft: FormDraft) => void;
}

/** Columns from left to right, one below the other; each can be moved, renamed, set wide or narrow, and taken out. */
export function ColumnList({ draft, onChange }: ColumnListProps) {
  const { catalogue } = useRegister();
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const move = (column: EditedColumn, step: -1 | 1) => {
    const focused = document.activeElement;
    onChange(moveColumn(draft, column.key, step));
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };
  const remove = (index: number, key: number) => {
    onChange(removeColumn(draft, key));
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>('.form-column') ?? [];
      const next = rows[Math.min(index, rows.length - 1)]?.querySelector<HTMLElement>('button');
      next?.focus();
    });
  };
  return (
    <>
      <ol ref={list} className="form-columns">
        {draft.columns.map((column, index) => {
          const name = `${index + 1}列目「${columnName(column, catalogue)}」`;
          return (
            <li
              key={column.key}
              className="form-column"
              aria-label={name}
              onKeyDown={(event) => {
                if (isComposing(event) || !event.altKey) return;
                const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                if (step === 0) return;
                event.preventDefault();
                event.stopPropagation();
                move(column, step);
              }}
            >
              <div className="form-column-head">
                <button
                  type="button"
                  className="form-column-name"
                  aria-expanded={open === column.key}
                  onClick={() => setOpen(open === column.key ? null : column.key)}
                >
                  <span className="form-column-number">{index + 1}</span>
                  {columnName(column, catalogue)}
                  {column.group && <span className="muted small">（{column.group}）</span>}
                </button>
                <Button small disabled={index === 0} aria-label={`${name}を上へ`} onClick={() => move(column, -1)}>
                  上へ
                </Button>
                <Button
                  small
                  disabled={index === draft.columns.length - 1}
                  aria-label={`${name}を下へ`}
                  onClick={() => move(column, 1)}
                >
                  下へ
                </Button>
                <Button small variant="plain" aria-label={`${name}を外す`} onClick={() => remove(index, column.key)}>
                  外す
                </Button>
              </div>
              {open === column.key && (
                <ColumnFields
                  column={column}
                  name={name}
                  onChange={(part) => onChange(changeColumn(draft, column.key, part))}
                />
              )}
            </li>
          );
        })}
      </ol>
      <div className="form-column-add">
        <Combobox
          aria-label="足す列"
          placeholder="足す列の項目を選ぶ"
          options={columnChoices(draft.type, catalogue)}
          value=""
          onChange={(field) => {
            if (field) onChange(addColumn(draft, field, catalogue));
          }}
        />
      </div>
    </>
  );
}

interface ColumnFieldsProps {
  column: EditedColumn;
  name: string;
  onChange: (part: ColumnChange) => void;
}

function ColumnFields({ column, name, onChange }: ColumnFieldsProps) {
  const { catalogue, itemsOf } = useRegister();
  const field = catalogue.fieldById(column.field);
  const items = field?.type === 'multi' ? itemsOf(field.list ?? '') : [];
  return (
    <div className="form-column-fields">
      <p className="muted small">項目: {fieldName(column, catalogue)}</p>
      <div className="form-column-field">
        <span aria-hidden="true">見出し</span>
        <TextInput
          aria-label={`${name}の見出し`}
          maxLength={60}
          placeholder={field?.label ?? ''}
          value={column.title}
          onChange={(title) => onChange({ title })}
        />
      </div>
      <div className="form-column-field">
        <span aria-hidden="true">上の見出し</span>
        <TextInput
          aria-label={`${name}の上の見出し`}
          maxLength={60}
          placeholder="隣と同じにすると一つにまとまります"
          value={column.group}
          onChange={(group) => onChange({ group })}
        />
      </div>
      <div className="form-column-field">
        <span aria-hidden="true">幅（半角の字数）</span>
        <NumberInput
          aria-label={`${name}の幅`}
          value={column.width}
          min={3}
          max={120}
          whole
          onChange={(width) => onChange({ width })}
        />
      </div>
      {field?.type === 'level' && (
        <div className="form-column-field">
          <span aria-hidden="true">書き方</span>
          <Select
            aria-label={`${name}の書き方`}
            value={column.show}
            options={[
              { value: 'words', label: '名前（自治体機密性3B）' },
              { value: 'code', label: '記号（3B）' },
            ]}
            onChange={(show) => onChange({ show: show as ColumnChange['show'] })}
          />
        </div>
      )}
      {items.length > 0 && (
        <div className="form-column-field">
          <span aria-hidden="true">○を付ける値</span>
          <Select
            aria-label={`${name}で○を付ける値`}
            empty="（値をそのまま書く）"
            value={column.item ?? ''}
            options={items.map(({ id, label }) => ({ value: id, label }))}
            onChange={(item) => onChange({ item: item || undefined })}
          />
        </div>
      )}
    </div>
  );
}
