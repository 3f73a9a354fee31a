import type { SetupProposal } from '../../contract/register.ts';
import { PASSWORD_HELP, PasswordInput } from '../session/PasswordInput.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type SetupDraft, wantedGroups } from './draft.ts';

export interface StepProps {
  draft: SetupDraft;
  change: (part: Partial<SetupDraft>) => void;
}

export function NameStep({ draft, change, problem }: StepProps & { problem: string | null }) {
  return (
    <FormRow
      label="組合の名前"
      required
      error={problem}
      help="正式な名前を書きます。台帳、ラベル、出力するファイルに入ります。例：水郷地方環境衛生組合"
    >
      {(ids) => (
        <TextInput
          {...ids}
          data-autofocus
          maxLength={100}
          value={draft.unionName}
          onChange={(unionName) => change({ unionName })}
        />
      )}
    </FormRow>
  );
}

export function BodiesStep({ draft, change, proposal }: StepProps & { proposal: SetupProposal }) {
  return (
    <fieldset className="setup-checks">
      <legend>組合にある実施機関を選んでください。資産がどの機関のものかを記録します。</legend>
      {proposal.bodies.map((body, index) => (
        <label key={body.id} className="check">
          <input
            type="checkbox"
            data-autofocus={index === 0 ? true : undefined}
            checked={draft.bodyIds.includes(body.id)}
            onChange={(event) =>
              change({
                // The order of the proposal, whatever the order of clicks.
                bodyIds: proposal.bodies
                  .map((one) => one.id)
                  .filter((id) => (id === body.id ? event.target.checked : draft.bodyIds.includes(id))),
              })
            }
          />
          {body.label}
        </label>
      ))}
    </fieldset>
  );
}

export function FinishStep({ draft, change, proposal }: StepProps & { proposal: SetupProposal }) {
  const bodies = proposal.bodies.filter((body) => draft.bodyIds.includes(body.id)).map((body) => body.label);
  const groups = wantedGroups(draft).map((group) => `${group.code} ${group.label}`);
  const scheme = proposal.schemes.find((one) => one.id === draft.schemeId);
  return (
    <>
      <div className="setup-person">
        <FormRow label="職名" help="例：総務グループ 主任">
          {(ids) => (
            <TextInput
              {...ids}
              data-autofocus
              maxLength={60}
              value={draft.post}
              onChange={(post) => change({ post })}
            />
          )}
        </FormRow>
        <FormRow label="氏名" help="変更の記録に、この職と氏名が残ります。">
          {(ids) => <TextInput {...ids} maxLength={60} value={draft.name} onChange={(name) => change({ name })} />}
        </FormRow>
      </div>
      <fieldset className="setup-accounts stack">
        <legend>利用者の登録</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={draft.accounts}
            onChange={(event) => change({ accounts: event.target.checked })}
          />
          利用者を登録し、パスワードで入る（何人かで一台を使うときに、おすすめします）
        </label>
        <p className="form-help">
          だれが何をしたかが確かに残り、席を離れると画面が隠れます。登録しないと、この画面の前の人はだれでも、すべてできます。あとから「設定」の「利用者」で始めることもできます。
        </p>
        {draft.accounts && (
          <FormRow label="あなた（管理者）のパスワード" required help={PASSWORD_HELP}>
            {(ids) => <PasswordInput {...ids} value={draft.password} onChange={(password) => change({ password })} />}
          </FormRow>
        )}
      </fieldset>
      <h3>この内容で台帳を作ります</h3>
      <dl className="setup-summary">
        <dt>組合</dt>
        <dd>{draft.unionName.trim()}</dd>
        <dt>実施機関</dt>
        <dd>{bodies.join('、')}</dd>
        <dt>グループ</dt>
        <dd>{groups.join('、')}</dd>
        <dt>分類体系</dt>
        <dd>{scheme?.name}</dd>
      </dl>
    </>
  );
}
