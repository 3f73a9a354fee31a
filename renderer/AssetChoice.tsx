import { useId } from 'react';
import type { AssetFilter } from '../contract/asset.ts';
import type { Kind } from '../contract/catalogue/field.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../contract/catalogue/index.ts';
import { hrefAssets } from './route.ts';
import { type Selection, useSelection } from './selection.ts';
import { EntryForm } from './ui/EntryForm.tsx';
import { FormRow } from './ui/FormRow.tsx';
import { Select } from './ui/Select.tsx';
import { TextInput } from './ui/TextInput.tsx';

/** Which assets labels or a ledger are made of: all, those chosen in the list, or a kind and search words. */
export interface Chosen {
  readonly from: 'all' | 'selection' | 'filter';
  readonly kind: Kind | null;
  /** Search words in force. */
  readonly query: string;
  /** Search words as they stand in the box; they come into force on Enter or on leaving it. */
  readonly typed: string;
}

/** What is chosen at first: what the list handed over, if anything. */
export function firstChoice(selection: Selection | null, otherwise: Chosen['from']): Chosen {
  return { from: selection ? 'selection' : otherwise, kind: null, query: '', typed: '' };
}

export function filterOf(chosen: Chosen, selection: Selection | null): AssetFilter {
  if (chosen.from === 'selection' && selection) return selection.filter;
  if (chosen.from !== 'filter') return {};
  return { ...(chosen.kind ? { kind: chosen.kind } : {}), ...(chosen.query ? { query: chosen.query } : {}) };
}

interface AssetChoiceProps {
  legend: string;
  /** すべての資産 is a choice of its own; for what is made of the whole register as a rule. */
  offerAll: boolean;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

export function AssetChoice({ legend, offerAll, chosen, onChange }: AssetChoiceProps) {
  const selection = useSelection();
  const name = useId();
  const apply = () => {
    if (chosen.typed.trim() !== chosen.query) onChange({ ...chosen, query: chosen.typed.trim() });
  };
  const choice = (from: Chosen['from'], words: string, enabled = true) => (
    <label className="check">
      <input
        type="radio"
        name={name}
        checked={chosen.from === from}
        disabled={!enabled}
        onChange={() => onChange({ ...chosen, from })}
      />
      {words}
    </label>
  );
  return (
    <EntryForm className="asset-choice" onSubmit={apply}>
      <fieldset className="asset-choice-from">
        <legend className="form-label">{legend}</legend>
        {offerAll && choice('all', 'すべての資産')}
        {choice('selection', selection?.words ?? '一覧で選んだ資産', selection !== null)}
        {!selection && (
          <p className="asset-choice-more muted small">
            まだ選ばれていません。<a href={hrefAssets()}>一覧で選ぶ</a>
          </p>
        )}
        {choice('filter', '種類と言葉で絞る')}
      </fieldset>
      {chosen.from === 'filter' && (
        <div className="asset-choice asset-choice-more">
          <FormRow label="種類">
            {(ids) => (
              <Select
                {...ids}
                value={chosen.kind ?? ''}
                empty="すべての種類"
                options={KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }))}
                onChange={(kind) => onChange({ ...chosen, kind: (kind || null) as Kind | null })}
              />
            )}
          </FormRow>
          <FormRow label="探す言葉" help="Enterで絞ります。番号・名称・場所などから探します。">
            {(ids) => (
              <TextInput
                {...ids}
                type="search"
                value={chosen.typed}
                onChange={(typed) => onChange({ ...chosen, typed })}
                onBlur={apply}
              />
            )}
          </FormRow>
        </div>
      )}
    </EntryForm>
  );
}
