import { useState } from 'react';
import type { MoveCase } from '../../contract/classification.ts';
import { AXES, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { useCall } from '../useCall.ts';

interface AlikeDialogProps {
  one: MoveCase;
  to: Scheme;
  levels: Levels;
  reason: string;
  busy: boolean;
  onClose: () => void;
  /** With the look-alikes that are to be decided together with this one. */
  onDecide: (assetIds: readonly string[]) => void;
}

/** Look-alikes before they are decided together: each can be left out. */
export function AlikeDialog({ one, to, levels, reason, busy, onClose, onDecide }: AlikeDialogProps) {
  const found = useCall('move.alike', { assetId: one.assetId });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const items = found.data ?? [];
  const taken = items.filter(({ assetId }) => !left.has(assetId));
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const total = taken.length + 1;
  const submit = () => {
    if (!busy && found.data) onDecide(taken.map(({ assetId }) => assetId));
  };
  return (
    <Dialog
      title="同じような資産をまとめて決める"
      size="large"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" data-autofocus disabled={busy}>
            {total.toLocaleString('ja-JP')}件をまとめて決める
          </Button>
        </>
      }
    >
      <p>
        「{one.name}」と、種類・これまでの分類・個人情報・業務分類が同じ資産です。内容が違うものは、印を外してください。
      </p>
      <p className="row">
        <span className="muted">切替後</span>
        <LevelMarks levels={AXES.map((axis) => levelOf(to, axis, levels[axis]))} />
        <span>{reason}</span>
      </p>
      {found.error && <ErrorMessage failure={found.error} />}
      {!found.data && !found.error && <p className="busy">さがしています…</p>}
      <ul className="move-alike" aria-label="同じような資産">
        {items.map((item) => (
          <li key={item.assetId}>
            <label className="check">
              <input
                type="checkbox"
                checked={!left.has(item.assetId)}
                onChange={() => toggle(item.assetId)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  submit();
                }}
              />
              <span className="muted number">{item.number}</span>
              <span>{item.name}</span>
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
