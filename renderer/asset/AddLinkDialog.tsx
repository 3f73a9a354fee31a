import { useState } from 'react';
import type { AssetDetail, AssetRow } from '../../contract/asset.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import { LINK_TYPE_IDS, LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { AssetPicker } from '../AssetPicker.tsx';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { announceChange } from '../undo.ts';
import { failureOf } from '../useCall.ts';

type Direction = 'forward' | 'backward';

/** Every kind of link as seen from this asset, once each (関連する資産 reads the same both ways). */
const CHOICES = LINK_TYPE_IDS.flatMap((type) => {
  const { forward, backward } = LINK_TYPES[type];
  const directions: readonly Direction[] = forward === backward ? ['forward'] : ['forward', 'backward'];
  return directions.map((direction) => ({ type, direction, words: LINK_TYPES[type][direction] }));
});

export function AddLinkDialog({ detail, onClose }: { detail: AssetDetail; onClose: () => void }) {
  const [choice, setChoice] = useState('storedOn forward');
  const [other, setOther] = useState<AssetRow | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const save = async () => {
    if (!other) return;
    const [type, direction] = choice.split(' ') as [LinkType, Direction];
    const [fromId, toId] = direction === 'forward' ? [detail.id, other.id] : [other.id, detail.id];
    try {
      const { changeId } = await call('link.add', { fromId, toId, type });
      announceChange(changeId, `「${String(other.values['name'] ?? '')}」とつなぎました。`);
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
          <Button type="submit" variant="primary" disabled={!other}>
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
          <AssetPicker
            {...ids}
            autoFocus
            value={other?.id ?? ''}
            except={detail.id}
            hintOf={(row) => `${row.values['number'] ?? ''}　${KIND_DEFINITIONS[row.kind].label}`}
            onPick={setOther}
          />
        )}
      </FormRow>
    </Dialog>
  );
}
