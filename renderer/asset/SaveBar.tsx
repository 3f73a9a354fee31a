import { fieldById } from '../../contract/catalogue/index.ts';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { AssetForm } from './useAssetForm.ts';

interface SaveBarProps {
  form: AssetForm;
  reason: string;
  onReason: (reason: string) => void;
  busy: boolean;
  onSave: () => void;
}

/** At the lower edge while something is changed: what, why, and 保存. */
export function SaveBar({ form, reason, onReason, busy, onSave }: SaveBarProps) {
  const ids = [...new Set([...Object.keys(form.changed), ...Object.keys(form.problems)])];
  const names = ids.map((id) => fieldById(id)?.label ?? id);
  const wrong = Object.keys(form.problems).length;
  return (
    <section className="save-bar" aria-label="保存していない変更">
      <p className="save-what">
        <strong>
          <span className="number">{names.length}</span>か所を変更
        </strong>
        <span className="muted" title={names.join('、')}>
          {names.join('、')}
        </span>
      </p>
      <TextInput
        aria-label="変更の理由（書かなくてもかまいません）"
        placeholder="変更の理由（書かなくてもかまいません）"
        value={reason}
        onChange={onReason}
        maxLength={1000}
      />
      <Button onClick={form.reset} disabled={busy}>
        元に戻す
      </Button>
      <Button variant="primary" onClick={onSave} disabled={busy || wrong > 0} title="Ctrl+S">
        保存
      </Button>
    </section>
  );
}
