import { useId } from 'react';
import type { AssetFilter } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/field.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { useSelection } from '../selection.ts';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** Which assets go into the ledger. */
export interface What {
  readonly from: 'all' | 'selection' | 'filter';
  readonly kind: Kind | null;
  /** Search words in force. */
  readonly query: string;
  /** Search words as they stand in the box; they come into force on Enter or on leaving it. */
  readonly typed: string;
}

export function filterOf(what: What, selected: AssetFilter | undefined): AssetFilter {
  if (what.from === 'selection' && selected) return selected;
  if (what.from !== 'filter') return {};
  return { ...(what.kind ? { kind: what.kind } : {}), ...(what.query ? { query: what.query } : {}) };
}

export function WhatFields({ what, onChange }: { what: What; onChange: (what: What) => void }) {
  const selection = useSelection();
  const name = useId();
  const apply = () => {
    if (what.typed.trim() !== what.query) onChange({ ...what, query: what.typed.trim() });
  };
  const choice = (from: What['from'], words: string) => (
    <label className="check">
      <input type="radio" name={name} checked={what.from === from} onChange={() => onChange({ ...what, from })} />
      {words}
    </label>
  );
  return (
    <form
      className="export-what"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <fieldset className="export-choice">
        <legend className="export-legend">出力する資産</legend>
        {choice('all', 'すべての資産')}
        {selection && choice('selection', selection.words)}
        {choice('filter', '種類と言葉で絞る')}
      </fieldset>
      {what.from === 'filter' && (
        <div className="export-filter">
          <FormRow label="種類">
            {(ids) => (
              <Select
                {...ids}
                value={what.kind ?? ''}
                empty="すべての種類"
                options={KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }))}
                onChange={(kind) => onChange({ ...what, kind: (kind || null) as Kind | null })}
              />
            )}
          </FormRow>
          <FormRow label="探す言葉" help="Enterで絞ります。">
            {(ids) => (
              <TextInput
                {...ids}
                type="search"
                value={what.typed}
                onChange={(typed) => onChange({ ...what, typed })}
                onBlur={apply}
              />
            )}
          </FormRow>
        </div>
      )}
    </form>
  );
}
