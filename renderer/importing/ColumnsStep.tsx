import { useMemo } from 'react';
import { fieldById } from '../../contract/catalogue/index.ts';
import { OWN_TYPE_WORDS, OWN_TYPES, type OwnFieldType } from '../../contract/catalogue/own.ts';
import {
  columnLetters,
  type ImportPlan,
  newOwnId,
  newOwnLabel,
  ownFieldFor,
  type SheetOutline,
  type SheetPlan,
} from '../../contract/importing.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { columnGroups, doubleFields, sheetWords } from './columns.ts';
import { allToOwnFields, changePlan, changeSheet, checkPlan, goTo, type Session, toOwnField } from './session.ts';
import './columns.css';

/** 3 列の対応: heading by heading, the field it goes to; and the scheme in which the levels are written. */
export function ColumnsStep({ session }: { session: Session }) {
  const { schemes, settings } = useRegister();
  const { outline, plan, headings, progress } = session;
  if (!outline || !plan) return null;
  const used = plan.sheets.filter((sheet) => sheet.use);
  const doubled = used.some((sheet) => doubleFields(sheet.columns).size > 0);
  const nameless = used.filter((sheet) => !sheet.columns.includes('name'));
  return (
    <EntryForm className="import-form" onSubmit={() => doubled || checkPlan()}>
      <div className="card">
        <FormRow label="分類の書き方" help="この台帳の機密性・完全性・可用性が、どの分類体系で書かれているか。">
          {(ids) => (
            <Select
              {...ids}
              className="import-scheme"
              value={plan.schemeId}
              options={schemes.map((scheme) => ({
                value: scheme.id,
                label: scheme.id === settings.schemeId ? `${scheme.name}（今使っているもの）` : scheme.name,
              }))}
              onChange={(schemeId) => changePlan({ schemeId })}
            />
          )}
        </FormRow>
      </div>
      {used.map((sheet) => {
        const outlined = outline.sheets.find((one) => one.name === sheet.name);
        return (
          outlined && (
            <SheetColumns
              key={sheet.name}
              plan={plan}
              sheet={sheet}
              outlined={outlined}
              headings={headings[sheet.name] ?? []}
              words={sheetWords(outline.format, sheet.name)}
            />
          )
        );
      })}
      {nameless.length > 0 && (
        <p className="notice">
          <span aria-hidden="true">△ </span>
          {nameless.map((sheet) => sheetWords(outline.format, sheet.name)).join('、')}
          に「資産名称」に当たる列がありません。名前になる列を選んでください。名前のない行は取り込めません。
        </p>
      )}
      {doubled && (
        <p className="notice notice-error" role="alert">
          <span aria-hidden="true">▲ </span>
          二つの列が同じ項目になっています。片方を別の項目にするか、「その他の列に残します」にしてください。
        </p>
      )}
      <div className="import-buttons">
        <Button onClick={() => goTo(1)} disabled={progress !== null}>
          戻る
        </Button>
        <Button type="submit" variant="primary" disabled={doubled || progress !== null}>
          次へ：確かめる
        </Button>
      </div>
    </EntryForm>
  );
}

/** Values shown as an example of what a column holds. */
const EXAMPLES = 3;

function examplesOf(sheet: SheetOutline, headerRow: number, column: number): readonly string[] {
  const values = sheet.head
    .filter((line) => line.row > headerRow)
    .map((line) => line.cells[column] ?? '')
    .filter((value) => value.trim() !== '');
  return [...new Set(values)].slice(0, EXAMPLES);
}

/** A fact that rows may have in common: a word of a list, not a remark. */
const isShared = (id: string | null) =>
  id === 'kind' || ['choice', 'suggest'].includes((id && fieldById(id)?.type) || '');

/** Words with blanks below them: each may stand for the rows below too. */
function hasGaps(sheet: SheetOutline, headerRow: number, column: number): boolean {
  const values = sheet.head.filter((line) => line.row > headerRow).map((line) => line.cells[column]?.trim() ?? '');
  const filled = values.filter((value) => value !== '').length;
  return filled > 1 && filled * 5 < values.length * 3;
}

interface SheetColumnsProps {
  plan: ImportPlan;
  sheet: SheetPlan;
  outlined: SheetOutline;
  headings: readonly string[];
  /** The sheet in words. */
  words: string;
}

function SheetColumns({ plan, sheet, outlined, headings, words }: SheetColumnsProps) {
  const { catalogue, labelOf } = useRegister();
  const groups = useMemo(() => columnGroups(catalogue, sheet.kind, labelOf), [catalogue, sheet.kind, labelOf]);
  const doubled = doubleFields(sheet.columns);
  const columns = sheet.columns
    .map((fieldId, index) => ({
      fieldId,
      index,
      heading: headings[index] ?? '',
      examples: examplesOf(outlined, sheet.headerRow, index),
      own: ownFieldFor({ headings, types: outlined.types }, index, catalogue),
    }))
    // A column with neither heading nor content is no column of the table.
    .filter((column) => column.heading.trim() !== '' || column.examples.length > 0 || column.fieldId !== null);
  const open = columns.filter(({ fieldId, own }) => fieldId === null && own !== null).length;
  const mapped = columns.filter((column) => column.fieldId !== null).length;
  const set = (index: number, fieldId: string | null) =>
    changeSheet(sheet.name, { columns: sheet.columns.map((old, other) => (other === index ? fieldId : old)) });
  const { fillDown = [] } = sheet;
  const fill = (index: number, on: boolean) => {
    const next = on ? [...fillDown, index] : fillDown.filter((one) => one !== index);
    changeSheet(sheet.name, { fillDown: next.length > 0 ? next : undefined });
  };
  return (
    <section className="card stack" aria-labelledby={`columns-${sheet.name}`}>
      <div className="row">
        <h2 id={`columns-${sheet.name}`}>{words}</h2>
        <p className="muted number">
          {columns.length}列のうち{mapped}列が項目に対応しています
        </p>
        {open > 0 && (
          <Button small onClick={() => allToOwnFields(catalogue, sheet.name)}>
            残りの{open}列を独自項目にする
          </Button>
        )}
      </div>
      <div className="import-columns">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">列</th>
              <th scope="col">表の見出し</th>
              <th scope="col">中身の例</th>
              <th scope="col">この台帳の項目</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ fieldId, index, heading, examples, own }) => (
              <tr key={index} className={fieldId === null ? 'import-unmapped' : ''}>
                <td>{columnLetters(index)}</td>
                <th scope="row">{heading || <span className="muted">（見出しなし）</span>}</th>
                <td className="import-examples">
                  {examples.join('／')}
                  {(fillDown.includes(index) || (isShared(fieldId) && hasGaps(outlined, sheet.headerRow, index))) && (
                    <label className="check import-fill">
                      <input
                        type="checkbox"
                        checked={fillDown.includes(index)}
                        onChange={(event) => fill(index, event.target.checked)}
                        aria-label={`${columnLetters(index)}列「${heading}」の空欄は上と同じ`}
                      />
                      空欄は上と同じ
                    </label>
                  )}
                </td>
                <td>
                  <select
                    className="input select"
                    aria-label={`${columnLetters(index)}列「${heading}」の項目`}
                    aria-invalid={fieldId !== null && doubled.has(fieldId) ? true : undefined}
                    value={fieldId ?? ''}
                    onChange={(event) => {
                      const id = event.target.value;
                      if (own && id === newOwnId(own.label)) toOwnField(sheet.name, index, own);
                      else set(index, id || null);
                    }}
                  >
                    <option value="">その他の列に残します</option>
                    {own && <option value={newOwnId(own.label)}>独自項目「{own.label}」にする</option>}
                    {newOwnLabel(fieldId) !== null && newOwnLabel(fieldId) !== own?.label && (
                      <option value={fieldId!}>独自項目「{newOwnLabel(fieldId)}」にする</option>
                    )}
                    {groups.map((group) => (
                      <optgroup key={group.label} label={group.label}>
                        {group.options.map((option) => (
                          <option key={option.id} value={option.id}>
                            {option.label}
                          </option>
                        ))}
                      </optgroup>
                    ))}
                  </select>
                  <OwnColumn plan={plan} sheet={sheet.name} index={index} label={newOwnLabel(fieldId)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface OwnColumnProps {
  plan: ImportPlan;
  sheet: string;
  index: number;
  /** Of the own field that the column becomes; null: none. */
  label: string | null;
}

/** What a column becomes that is to be an own field: its type can be chosen while the field is not there yet. */
function OwnColumn({ plan, sheet, index, label }: OwnColumnProps) {
  const { catalogue } = useRegister();
  const field = plan.ownFields?.find((one) => one.label === label);
  if (label === null || !field) return null;
  const there = catalogue.ownFields.find((one) => one.label === label);
  if (there)
    return (
      <p className="muted small">
        {there.archived
          ? 'しまってある独自項目です。取り込むと、また使えるようになります。'
          : '今ある独自項目に入れます。'}
      </p>
    );
  return (
    <div className="import-own">
      <Select
        aria-label={`独自項目「${label}」の値の形`}
        value={field.type}
        options={OWN_TYPES.map((type) => ({ value: type, label: OWN_TYPE_WORDS[type] }))}
        onChange={(type) => toOwnField(sheet, index, { label, type: type as OwnFieldType })}
      />
      <span className="muted small">新しく作ります</span>
    </div>
  );
}
