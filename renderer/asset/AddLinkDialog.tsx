import { useState } from 'react';
import type { AssetDetail } from '../../contract/asset.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import { LINK_TYPE_IDS, LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { call } from '../client.ts';
import { namedFirst } from '../namedFirst.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { announceChange } from '../undo.ts';
import { failureOf, useCall } from '../useCall.ts';

type Direction = 'forward' | 'backward';

/** Every kind of link as seen from this asset, once each (関連する資産 reads the same both ways). */
const CHOICES = LINK_TYPE_IDS.flatMap((type) => {
  const { forward, backward } = LINK_TYPES[type];
  const directions: readonly Direction[] = forward === backward ? ['forward'] : ['forward', 'backward'];
  return directions.map((direction) => ({ type, direction, words: LINK_TYPES[type][direction] }));
});

/** Offered at most, out of so many that the search finds: those found by number or name come first. */
const SHOWN = 20;
const SEARCHED = 60;

export function AddLinkDialog({ detail, onClose }: { detail: AssetDetail; onClose: () => void }) {
  const [choice, setChoice] = useState('storedOn forward');
  const [otherId, setOtherId] = useState('');
  const [query, setQuery] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const found = useCall('asset.list', { query, limit: SEARCHED, columns: ['number', 'name'] });
  const options = namedFirst(found.data?.rows ?? [], query)
    .filter((row) => row.id !== detail.id)
    .slice(0, SHOWN)
    .map((row) => ({
      value: row.id,
      label: String(row.values['name'] ?? ''),
      hint: `${row.values['number'] ?? ''}　${KIND_DEFINITIONS[row.kind].label}`,
    }));
  // The chosen one stays known while the search goes on to other words.
  const [chosen, setChosen] = useState<(typeof options)[number] | null>(null);
  const all = chosen && !options.some((option) => option.value === chosen.value) ? [chosen, ...options] : options;

  const save = async () => {
    if (!otherId) return;
    const [type, direction] = choice.split(' ') as [LinkType, Direction];
    const [fromId, toId] = direction === 'forward' ? [detail.id, otherId] : [otherId, detail.id];
    try {
      const { changeId } = await call('link.add', { fromId, toId, type });
      announceChange(changeId, `「${chosen?.label ?? ''}」とつなぎました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };

  return (
    <Dialog
      title="つながりを加える"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={!otherId}>
            つなぐ
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <p>「{String(detail.values['name'] ?? '')}」から見て、相手は何にあたりますか。</p>
      <FormRow label="つながりの種類">
        {(ids) => (
          <Select
            {...ids}
            value={choice}
            onChange={setChoice}
            options={CHOICES.map(({ type, direction, words }) => ({ value: `${type} ${direction}`, label: words }))}
          />
        )}
      </FormRow>
      <FormRow label="相手の資産" help="番号か名称の一部を書くと、候補が出ます。">
        {(ids) => (
          <Combobox
            {...ids}
            autoFocus
            options={all}
            value={otherId}
            onQuery={setQuery}
            onChange={(id) => {
              setOtherId(id);
              setChosen(all.find((option) => option.value === id) ?? null);
            }}
          />
        )}
      </FormRow>
    </Dialog>
  );
}
