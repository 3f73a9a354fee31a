import { useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { BackupChoice, RecoveryLook, RecoverySearch } from '../../contract/recovery.ts';
import { PasswordInput } from '../session/PasswordInput.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { whenWords } from '../when.ts';
import { MissingChanges } from './MissingChanges.tsx';

/** Where a person points to, and the password of what lies there. */
export type Where = InputOf<'recovery.search'>;

const count = (n: number) => n.toLocaleString('ja-JP');
const PLACES: Readonly<Record<BackupChoice['place'], string>> = {
  local: 'このパソコン',
  second: '二つめの置き場所',
  given: '指定した場所',
};

interface Props {
  readonly look: RecoveryLook;
  readonly found: RecoverySearch;
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onView: () => void;
  readonly onSearch: (where: Where) => void;
}

/** The newest good backup and what it has not; where there is none, where to look for one. */
export function BackupCard({ look, found, busy, onRestore, onView, onSearch }: Props) {
  const { best, refused, missing } = found;
  const mayRestore = look.state === 'damaged' && look.restorable;
  return (
    <section className="card stack" aria-labelledby="recovery-backup">
      <h2 id="recovery-backup">いちばん新しい、検査済みの控え</h2>
      {best ? (
        <>
          <p className="notice notice-ok">
            <span aria-hidden="true">✓ </span>
            {whenWords(best.at, 'wareki')}の控え（{best.unionName}、資産{count(best.assets)}件、{PLACES[best.place]}の「
            {best.name}」）。今、全部を読んで確かめました。
          </p>
          {look.state === 'damaged' && <MissingChanges missing={missing} />}
          <div className="row">
            {mayRestore && (
              <Button variant="primary" disabled={busy} onClick={onRestore}>
                この控えで続ける…
              </Button>
            )}
            <Button disabled={busy} onClick={onView}>
              控えを見る
            </Button>
          </div>
        </>
      ) : (
        <p className="notice notice-error">
          <span aria-hidden="true">▲ </span>
          使える控えは、まだ見つかっていません。台帳は消えていません。ほかの場所（USBメモリ、共有フォルダー、前のパソコン）にある控えを、下の欄で指定してください。
          {found.readable && '見つからないときは、読めるところをExcelに読み出せます。'}
          ファイルはこのまま残し、担当者に知らせてください。
        </p>
      )}
      {refused.length > 0 && (
        <details>
          <summary>使えなかった控え（{count(refused.length)}個）</summary>
          <ul className="recovery-problems">
            {refused.map((one) => (
              <li key={one.id}>
                {one.name}（{whenWords(one.at, 'wareki')}、{PLACES[one.place]}）: {one.why}
              </li>
            ))}
          </ul>
        </details>
      )}
      <ElsewhereForm encrypted={refused.some((one) => one.encrypted)} busy={busy} onSearch={onSearch} />
    </section>
  );
}

function ElsewhereForm({ encrypted, busy, onSearch }: { encrypted: boolean } & Pick<Props, 'busy' | 'onSearch'>) {
  const [from, setFrom] = useState('');
  const [password, setPassword] = useState('');
  return (
    <EntryForm
      className="recovery-from"
      onSubmit={() => {
        const typed = { from: from.trim(), password };
        if (!busy) onSearch(Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')));
      }}
    >
      <FormRow label="ほかの場所の控え" help="控えのファイルか、それの入ったフォルダーの場所。例: E:\控え">
        {(ids) => <TextInput {...ids} value={from} onChange={setFrom} />}
      </FormRow>
      {encrypted && (
        <FormRow label="控えのパスワード" help="パスワードのかかった控えを開くときに入れます。">
          {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
        </FormRow>
      )}
      <Button type="submit" disabled={busy}>
        さがす
      </Button>
    </EntryForm>
  );
}
