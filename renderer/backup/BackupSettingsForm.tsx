import { useEffect, useRef, useState } from 'react';
import type { BackupSettings } from '../../contract/backup.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { useShortcuts } from '../keys.ts';
import { PasswordInput } from '../session/PasswordInput.tsx';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';
import { useLeaveGuard } from '../useLeaveGuard.tsx';
import { ChooseButton } from './ChooseButton.tsx';

const MINUTES = [5, 10, 15, 20, 30, 45, 60];
const ENCRYPT = [
  { value: 'none', label: 'かけない' },
  { value: 'second', label: '二つめの置き場所の控えにだけかける' },
  { value: 'both', label: 'すべての控えにかける' },
] as const;
const PLAIN_HELP = 'USBメモリや共有フォルダの控えには、かけることをすすめます。拾った人が読めないようにします。';

interface Draft extends Pick<BackupSettings, 'minutes' | 'second' | 'encrypt'> {
  readonly password: string;
  readonly again: string;
  /** The person says that the password is written down elsewhere. */
  readonly written: boolean;
}

const draftOf = ({ minutes, second, encrypt }: BackupSettings): Draft => ({
  ...{ minutes, second, encrypt },
  ...{ password: '', again: '', written: false },
});

/** How and where backups are made on this PC. */
export function BackupSettingsForm({ saved }: { saved: BackupSettings }) {
  const refusal = useRefusal('backup.settings');
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(saved));
  const isDirty = useRef(dirty);
  isDirty.current = dirty;
  const key = JSON.stringify(saved);
  useEffect(() => {
    if (!isDirty.current) setDraft(draftOf(JSON.parse(key) as BackupSettings));
  }, [key]);

  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const errors: Record<string, string> = Object.fromEntries(
    (failure?.fields ?? []).map((field) => [field.path, field.message]),
  );
  const save = async (): Promise<boolean> => {
    if (!dirty || saving || refusal) return false;
    const problem = problemOf(draft);
    if (problem) {
      setFailure({ code: 'invalidInput', fields: [problem] });
      return false;
    }
    setSaving(true);
    setFailure(null);
    const { minutes, second, encrypt, password } = draft;
    try {
      const now = await call('backup.settings', { minutes, second, encrypt, ...(password ? { password } : {}) });
      setDraft(draftOf(now));
      showToast('控えの設定を保存しました。');
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setSaving(false);
    }
  };
  const leave = useLeaveGuard(dirty, '保存', save);
  useShortcuts({ 'ctrl+s': () => void save() });
  const off = refusal !== null;
  return (
    <section className="card stack" aria-labelledby="backup-settings">
      <h2 id="backup-settings">控えの作り方</h2>
      <EntryForm className="stack" onSubmit={save}>
        {refusal && <p className="muted">{refusal}</p>}
        {failure && <ErrorMessage failure={failure} />}
        <FormRow label="使っている間に作る間隔" error={errors['minutes']} help="変更がなければ作りません。">
          {(ids) => (
            <Select
              {...ids}
              className="backup-short"
              disabled={off}
              value={String(draft.minutes)}
              options={[...new Set([...MINUTES, saved.minutes])]
                .sort((a, b) => a - b)
                .map((n) => ({ value: String(n), label: `${n}分` }))}
              onChange={(value) => change({ minutes: Number(value) })}
            />
          )}
        </FormRow>
        <div className="row backup-path">
          <FormRow
            label="二つめの置き場所"
            error={errors['second']}
            help="USBメモリや共有フォルダの中のフォルダです（例 E:\台帳の控え）。控えを作るたびに、ここにも写します。使わないときは空にします。"
          >
            {(ids) => (
              <TextInput
                {...ids}
                maxLength={1000}
                disabled={off}
                value={draft.second}
                onChange={(second) => change({ second })}
              />
            )}
          </FormRow>
          <ChooseButton
            what="folder"
            label="二つめの置き場所を選ぶ"
            disabled={off}
            onChoose={(second) => change({ second })}
          />
        </div>
        <FormRow label="パスワード" error={errors['encrypt']} help={draft.encrypt === 'none' ? PLAIN_HELP : undefined}>
          {(ids) => (
            <Select
              {...ids}
              className="backup-choice"
              disabled={off}
              value={draft.encrypt}
              options={ENCRYPT}
              onChange={(value) => change({ encrypt: value as Draft['encrypt'] })}
            />
          )}
        </FormRow>
        {draft.encrypt !== 'none' && (
          <PasswordFields draft={draft} saved={saved} errors={errors} disabled={off} change={change} />
        )}
        <div className="row">
          <Button disabled={!dirty || saving} onClick={() => setDraft(draftOf(saved))}>
            元に戻す
          </Button>
          <Button type="submit" variant="primary" disabled={!dirty || saving || off}>
            控えの設定を保存
          </Button>
        </div>
      </EntryForm>
      {leave.dialog}
    </section>
  );
}

/** What only this form knows: the password was typed twice the same, and is written down. */
function problemOf({ password, again, written }: Draft): { path: string; message: string } | null {
  if (password === '') return null;
  if (password.normalize('NFC') !== again.normalize('NFC'))
    return { path: 'again', message: '二つのパスワードが違います。もう一度入れてください。' };
  if (!written) return { path: 'written', message: 'パスワードを書きとめたら、その欄に印を付けてください。' };
  return null;
}

interface PasswordFieldsProps {
  draft: Draft;
  saved: BackupSettings;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  change: (part: Partial<Draft>) => void;
}

function PasswordFields({ draft, saved, errors, disabled, change }: PasswordFieldsProps) {
  return (
    <>
      <div className="notice">
        <p>
          <span aria-hidden="true">△ </span>
          <strong>パスワードを忘れると、その控えはだれにも開けません。</strong>
          作り直すことも、問い合わせることもできません。
        </p>
        <p>
          紙に書き、このパソコンやUSBメモリとは別の、鍵のかかる所に置いてください。前のパスワードで作った控えを開くには、前のパスワードが要ります。
        </p>
      </div>
      <FormRow
        label={saved.hasPassword ? '新しいパスワード（変えるときだけ）' : 'パスワードを決める'}
        required={!saved.hasPassword}
        error={errors['password']}
        help="12文字以上にします。言葉をいくつか並べると、覚えやすく破られにくくなります。"
      >
        {(ids) => (
          <PasswordInput
            {...ids}
            disabled={disabled}
            value={draft.password}
            onChange={(password) => change({ password })}
          />
        )}
      </FormRow>
      {draft.password !== '' && (
        <>
          <FormRow label="もう一度" required error={errors['again']}>
            {(ids) => <PasswordInput {...ids} value={draft.again} onChange={(again) => change({ again })} />}
          </FormRow>
          <label className="check">
            <input
              type="checkbox"
              checked={draft.written}
              onChange={(event) => change({ written: event.target.checked })}
            />
            パスワードを紙に書き、別の所に置きました
          </label>
          {errors['written'] && <p className="form-error">{errors['written']}</p>}
        </>
      )}
    </>
  );
}
