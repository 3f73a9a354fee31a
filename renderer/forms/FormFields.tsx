import { useId } from 'react';
import { type Field, KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { isCountable } from '../../contract/form.ts';
import { filterFieldsOf } from '../assets/columns.ts';
import { FilterChips } from '../assets/FilterChips.tsx';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import type { FormDraft } from './formDraft.ts';

interface FormFieldsProps {
  draft: FormDraft;
  onChange: (draft: FormDraft) => void;
}

const MOST_BOXES = 8;
const fields = (all: Catalogue['allFields'], test: (field: Field) => boolean) =>
  all.filter(test).map(({ id, label }) => ({ value: id, label }));

/** Everything of a form but its columns. */
export function FormFields({ draft, onChange }: FormFieldsProps) {
  const { catalogue, settings } = useRegister();
  const name = useId();
  const set = (part: Partial<FormDraft>) => onChange({ ...draft, ...part });
  const template = draft.type === 'template';
  const { kind: kinds = [], ...others } = draft.filters;
  const withKinds = (next: readonly string[]) => {
    set({ filters: next.length > 0 ? { ...others, kind: [...next] } : others });
  };
  return (
    <div className="form-fields">
      <FormRow label="様式の名前" required error={draft.name.trim() === '' ? '名前を入れてください。' : null}>
        {(ids) => <TextInput {...ids} maxLength={60} value={draft.name} onChange={(text) => set({ name: text })} />}
      </FormRow>
      {!template && (
        <>
          <FormRow label="題名">
            {(ids) => <TextInput {...ids} maxLength={100} value={draft.title} onChange={(title) => set({ title })} />}
          </FormRow>
          <FormRow label="様式番号" help="左上に書きます。例：様式第1号（第5条関係）">
            {(ids) => (
              <TextInput
                {...ids}
                maxLength={60}
                value={draft.formNumber}
                onChange={(text) => set({ formNumber: text })}
              />
            )}
          </FormRow>
          <fieldset className="form-approvals">
            <legend className="form-label">決裁欄</legend>
            <label className="check">
              <input
                type="radio"
                name={name}
                checked={draft.approvals === null}
                onChange={() => set({ approvals: null })}
              />
              設定のとおり（{settings.approvals.join('・') || 'なし'}）
            </label>
            <label className="check">
              <input
                type="radio"
                name={name}
                checked={draft.approvals !== null}
                onChange={() => set({ approvals: [...settings.approvals] })}
              />
              この様式だけの決裁欄
            </label>
            {draft.approvals !== null && (
              <Boxes titles={draft.approvals} onChange={(approvals) => set({ approvals })} />
            )}
          </fieldset>
          <div className="form-pair">
            <FormRow label="用紙">
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.paper}
                  options={[
                    { value: 'A4', label: 'A4' },
                    { value: 'A3', label: 'A3' },
                  ]}
                  onChange={(paper) => set({ paper: paper as FormDraft['paper'] })}
                />
              )}
            </FormRow>
            <FormRow label="向き">
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.orientation}
                  options={[
                    { value: 'landscape', label: '横' },
                    { value: 'portrait', label: '縦' },
                  ]}
                  onChange={(orientation) => set({ orientation: orientation as FormDraft['orientation'] })}
                />
              )}
            </FormRow>
            <FormRow label="空欄の書き方">
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.empty}
                  options={[
                    { value: '', label: '空けておく' },
                    { value: '－', label: '－' },
                    { value: '該当なし', label: '該当なし' },
                  ]}
                  onChange={(empty) => set({ empty: empty as FormDraft['empty'] })}
                />
              )}
            </FormRow>
          </div>
        </>
      )}
      {draft.type === 'counts' && draft.counts && (
        <div className="form-pair">
          {(['rows', 'columns'] as const).map((key) => (
            <FormRow key={key} label={key === 'rows' ? '縦に並べるもの' : '横に並べるもの'}>
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.counts![key]}
                  options={fields(catalogue.allFields, ({ id }) => isCountable(id))}
                  onChange={(value) => set({ counts: { ...draft.counts!, [key]: value } })}
                />
              )}
            </FormRow>
          ))}
        </div>
      )}
      <fieldset>
        <legend className="form-label">載せる資産区分（選ばなければすべて）</legend>
        <div className="form-kinds">
          {KIND_ORDER.map((kind) => (
            <label key={kind} className="check">
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={(event) =>
                  withKinds(event.target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))
                }
              />
              {KIND_DEFINITIONS[kind].label}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="form-label">そのほかの条件（なければすべて）</legend>
        <div className="form-filters">
          <FilterChips
            fields={filterFieldsOf(catalogue, kinds.length === 1 ? (kinds[0] as Kind) : null).filter(
              ({ id }) => id !== 'kind',
            )}
            filters={others}
            first={0}
            more="条件を加える"
            onChange={(next) =>
              set({
                filters: Object.fromEntries([
                  ...(kinds.length > 0 ? [['kind', [...kinds]]] : []),
                  ...Object.entries(next).flatMap(([id, values]) => (values.length > 0 ? [[id, [...values]]] : [])),
                ]),
              })
            }
          />
        </div>
      </fieldset>
      {draft.type !== 'counts' && <SortFields draft={draft} onChange={onChange} />}
      {!template && (
        <FormRow label="表の下に書くこと">
          {(ids) => <TextArea {...ids} maxLength={500} value={draft.note} onChange={(note) => set({ note })} />}
        </FormRow>
      )}
    </div>
  );
}

/** Titles of the boxes, left to right. */
function Boxes({ titles, onChange }: { titles: readonly string[]; onChange: (titles: string[]) => void }) {
  return (
    <div className="form-boxes">
      {titles.map((title, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity but their place
        <span key={index} className="form-box">
          <TextInput
            aria-label={`左から${index + 1}番目の決裁欄`}
            maxLength={20}
            value={title}
            onChange={(text) => onChange(titles.map((one, i) => (i === index ? text : one)))}
          />
          <Button
            small
            variant="plain"
            aria-label={`左から${index + 1}番目の決裁欄を消す`}
            onClick={() => onChange(titles.filter((_, i) => i !== index))}
          >
            ×
          </Button>
        </span>
      ))}
      <Button small disabled={titles.length >= MOST_BOXES} onClick={() => onChange([...titles, ''])}>
        欄を足す
      </Button>
    </div>
  );
}

/** Up to two fields to order by; 資産番号 is the last of all. */
function SortFields({ draft, onChange }: FormFieldsProps) {
  const { catalogue } = useRegister();
  const options = fields(catalogue.allFields, ({ id, origin }) => id === 'kind' || origin !== 'derived');
  const change = (index: number, part: Partial<FormDraft['sort'][number]>) => {
    const sort = [...draft.sort];
    if (part.field === '') sort.splice(index, 1);
    else sort[index] = { ...(sort[index] ?? { field: 'number', descending: false }), ...part };
    onChange({ ...draft, sort });
  };
  return (
    <div className="form-pair">
      {[0, 1].map((index) => {
        const one = draft.sort[index];
        return (
          <FormRow key={index} label={index === 0 ? '並び順' : '同じときの順'}>
            {(ids) => (
              <div className="form-sort">
                <Select
                  {...ids}
                  empty="資産番号の順"
                  value={one?.field ?? ''}
                  disabled={index > 0 && draft.sort.length < index}
                  options={options}
                  onChange={(field) => change(index, { field })}
                />
                {one && (
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={one.descending}
                      onChange={(event) => change(index, { descending: event.target.checked })}
                    />
                    逆順
                  </label>
                )}
              </div>
            )}
          </FormRow>
        );
      })}
    </div>
  );
}
