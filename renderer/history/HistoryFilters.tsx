import { useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import { HISTORY_FIELDS } from '../../contract/history.ts';
import { AssetPicker } from '../AssetPicker.tsx';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCall } from '../useCall.ts';

export type Filter = InputOf<'history.print'>;

interface HistoryFiltersProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** What of the history is looked for: words, asset, field, person, days, kind of operation. */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps) {
  const [words, setWords] = useState(filter.query ?? '');
  const [problems, setProblems] = useState<Readonly<Record<string, string | null>>>({});
  const { catalogue } = useRegister();
  const fields = [
    ...HISTORY_FIELDS.map(([value, label]) => ({ value, label })),
    ...[...catalogue.allFields, ...catalogue.ownFields.filter(({ archived }) => archived)].map(({ id, label }) => ({
      value: id,
      label,
    })),
  ];
  const choices = useCall('history.choices', {});
  const set = (part: { readonly [K in keyof Filter]?: Filter[K] | null }) => {
    const next = { ...filter, ...part };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as Filter);
  };
  const narrowed = Object.keys(filter).length > 0;
  const day = (name: 'from' | 'until', label: string) => (
    <FormRow label={label} error={problems[name]}>
      {(ids) => (
        <DateInput
          {...ids}
          value={filter[name] ?? null}
          onChange={(iso, problem) => {
            setProblems((old) => ({ ...old, [name]: problem }));
            if (!problem) set({ [name]: iso });
          }}
        />
      )}
    </FormRow>
  );
  return (
    <EntryForm className="history-filters" aria-label="履歴をさがす条件" onSubmit={() => set({ query: words.trim() })}>
      <FormRow label="言葉">
        {(ids) => (
          <TextInput
            {...ids}
            type="search"
            aria-label="履歴を探す言葉"
            placeholder="変わった内容、人、理由"
            value={words}
            onChange={(typed) => {
              setWords(typed);
              if (typed === '') set({ query: null });
            }}
            onBlur={() => words.trim() !== (filter.query ?? '') && set({ query: words.trim() })}
          />
        )}
      </FormRow>
      <FormRow label="資産">
        {(ids) => (
          <AssetPicker
            {...ids}
            placeholder="番号か名称の一部"
            value={filter.assetId ?? ''}
            onPick={(asset) => set({ assetId: asset?.id ?? null })}
          />
        )}
      </FormRow>
      <FormRow label="項目">
        {(ids) => (
          <Combobox
            {...ids}
            options={fields}
            value={filter.fieldId ?? ''}
            onChange={(fieldId) => set({ fieldId })}
            placeholder="すべて"
          />
        )}
      </FormRow>
      <FormRow label="人">
        {(ids) => (
          <Combobox
            {...ids}
            free
            placeholder="職名か名前"
            options={(choices.data?.people ?? []).map((name) => ({ value: name, label: name }))}
            value={filter.person ?? ''}
            onChange={(person) => set({ person })}
          />
        )}
      </FormRow>
      <FormRow label="操作の種類">
        {(ids) => (
          <Select
            {...ids}
            empty="すべて"
            options={(choices.data?.actions ?? []).map((action) => ({ value: action, label: action }))}
            value={filter.action ?? ''}
            onChange={(action) => set({ action })}
          />
        )}
      </FormRow>
      {day('from', 'この日から')}
      {day('until', 'この日まで')}
      <div className="row history-filter-buttons">
        <Button type="submit">探す</Button>
        <Button
          variant="plain"
          disabled={!narrowed}
          onClick={() => {
            setWords('');
            onChange({});
          }}
        >
          条件を外す
        </Button>
      </div>
    </EntryForm>
  );
}
