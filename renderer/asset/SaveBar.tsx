import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { AssetForm } from './useAssetForm.ts';

interface SaveBarProps {
  form: AssetForm;
  reason: string;
  onReason: (reason: string) => void;
  busy: boolean;
  /** Fields that somebody else changed meanwhile, with their new stored value in words. */
  overtaken: readonly { readonly field: string; readonly words: string }[];
  onReset: () => void;
  onSave: () => void;
}

/** At the lower edge while something is changed: what, why, and 保存. */
export function SaveBar({ form, overtaken, reason, onReason, busy, onReset, onSave }: SaveBarProps) {
  const ids = [...new Set([...Object.keys(form.changed), ...Object.keys(form.problems)])];
  const { catalogue } = useRegister();
  const labelOf = (id: string) => catalogue.fieldById(id)?.label ?? id;
  const names = ids.map(labelOf);
  const wrong = Object.keys(form.problems).length;
  return (
    <section className="save-bar" aria-label="保存していない変更">
      {overtaken.length > 0 && (
        <p className="notice save-overtaken" role="status">
          ほかの画面で先に変わった項目があります：
          {overtaken.map(({ field, words }) => `${labelOf(field)}（いまの値「${words || '空'}」）`).join('、')}
          。保存すると、ここの入力に置きかわります。
        </p>
      )}
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
      <Button onClick={onReset} disabled={busy}>
        元に戻す
      </Button>
      <Button variant="primary" onClick={onSave} disabled={busy || wrong > 0} title="Ctrl+S">
        保存
      </Button>
    </section>
  );
}
