import type { StaleLabel } from '../../contract/label.ts';
import { AssetChoice } from '../AssetChoice.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Select } from '../ui/Select.tsx';
import { ErasedFields } from './ErasedFields.tsx';
import { changeDraft, chooseWhat, type LabelDraft, WHATS, type What } from './labelDraft.ts';
import { PlaceChoice } from './PlaceChoice.tsx';
import { StaleList } from './StaleList.tsx';

const WORDS: Readonly<Record<What, string>> = {
  asset: '資産',
  stale: '貼り替えが必要',
  place: '場所',
  erased: '消去済の媒体',
};

const ORDERS = [
  { value: 'given', label: '一覧の順' },
  { value: 'number', label: '番号の順' },
  { value: 'place', label: '場所の順' },
  { value: 'group', label: '所管の順' },
] as const;

interface WhatPaneProps {
  draft: LabelDraft;
  /** null: still being looked up. */
  stale: readonly StaleLabel[] | null;
}

/** 1 何に貼るか. */
export function WhatPane({ draft, stale }: WhatPaneProps) {
  return (
    <section aria-labelledby="labels-what">
      <h2 id="labels-what">1 何に貼るか</h2>
      <fieldset className="labels-whats">
        <legend className="visually-hidden">ラベルの種類</legend>
        {WHATS.map((what) => (
          <label key={what} className="check">
            <input type="radio" name="labels-what" checked={draft.what === what} onChange={() => chooseWhat(what)} />
            {WORDS[what]}
            {what === 'stale' && stale && (
              <span className="number muted">（{stale.length.toLocaleString('ja-JP')}件）</span>
            )}
          </label>
        ))}
      </fieldset>
      {draft.what === 'stale' && <StaleList stale={stale} leftOut={draft.leftOut} />}
      {draft.what === 'place' && <PlaceChoice chosen={draft.placeIds} />}
      {(draft.what === 'asset' || draft.what === 'erased') && (
        <AssetChoice
          legend={draft.what === 'asset' ? 'ラベルにする資産' : '消去した資産'}
          offerAll={false}
          chosen={draft.assets}
          onChange={(assets) => changeDraft({ assets })}
        />
      )}
      {draft.what === 'erased' && <ErasedFields erased={draft.erased} />}
      <div className="labels-pair">
        <FormRow label="1件の枚数">
          {(ids) => (
            <NumberInput
              {...ids}
              value={draft.copies}
              min={1}
              max={100}
              whole
              onChange={(copies) => changeDraft({ copies })}
            />
          )}
        </FormRow>
        <FormRow label="並び">
          {(ids) => (
            <Select
              {...ids}
              value={draft.order}
              options={ORDERS}
              onChange={(order) => changeDraft({ order: order as LabelDraft['order'] })}
            />
          )}
        </FormRow>
      </div>
    </section>
  );
}
