import { useId } from 'react';
import type { AssetFilter } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/field.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { hrefAssets } from '../router.ts';
import { useSelection } from '../selection.ts';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** Which assets get a label: those chosen in the list, or a kind and search words. */
export interface What {
  readonly from: 'selection' | 'filter';
  readonly kind: Kind | null;
  /** Search words in force. */
  readonly query: string;
  /** Search words as they stand in the box; they come into force on Enter or on leaving it. */
  readonly typed: string;
}

export function filterOf(what: What, selected: AssetFilter | undefined): AssetFilter {
  if (what.from === 'selection' && selected) return selected;
  return { ...(what.kind ? { kind: what.kind } : {}), ...(what.query ? { query: what.query } : {}) };
}

export function WhatPane({ what, onChange }: { what: What; onChange: (what: What) => void }) {
  const selection = useSelection();
  const name = useId();
  const apply = () => {
    if (what.typed.trim() !== what.query) onChange({ ...what, query: what.typed.trim() });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <fieldset className="labels-choice">
        <legend className="visually-hidden">ラベルにする資産</legend>
        <label>
          <input
            type="radio"
            name={name}
            checked={what.from === 'selection'}
            disabled={!selection}
            onChange={() => onChange({ ...what, from: 'selection' })}
          />
          <span>
            {selection ? selection.words : '一覧で選んだ資産'}
            {!selection && (
              <span className="muted">
                まだ選ばれていません。<a href={hrefAssets()}>一覧で選ぶ</a>
              </span>
            )}
          </span>
        </label>
        <label>
          <input
            type="radio"
            name={name}
            checked={what.from === 'filter'}
            onChange={() => onChange({ ...what, from: 'filter' })}
          />
          <span>種類と言葉で探す</span>
        </label>
      </fieldset>
      {what.from === 'filter' && (
        <>
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
          <FormRow label="探す言葉" help="Enterで探します。番号・名称・場所などから探します。">
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
        </>
      )}
    </form>
  );
}
