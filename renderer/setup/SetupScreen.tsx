import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { SetupProposal } from '../../contract/register.ts';
import { call } from '../client.ts';
import { hrefScreen, navigate } from '../router.ts';
import { RecoveryCode } from '../session/RecoveryCode.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useTitle } from '../ui/useTitle.ts';
import { failureOf, useCall } from '../useCall.ts';
import { createInput, draftOf, type SetupDraft, stepProblem } from './draft.ts';
import { GroupsStep } from './GroupsStep.tsx';
import { SchemeStep } from './SchemeStep.tsx';
import { BodiesStep, FinishStep, NameStep } from './steps.tsx';
import './setup.css';

const STEPS = ['組合の名前', '実施機関', 'グループ', '分類体系', '作成者と確認'] as const;
const SAMPLE: InputOf<'register.create'> = { unionName: '水郷地方環境衛生組合', sample: true };

interface SetupScreenProps {
  /** The register exists now; the app shows the list. */
  onDone: () => void;
  /** The register is about to be made, and a step comes after it: the app is not shown yet. */
  onHold: () => void;
}

/** はじめに: five short steps to a usable register, or the sample at once. */
export function SetupScreen(props: SetupScreenProps) {
  useTitle('はじめに');
  const proposal = useCall('register.proposal', {});
  if (proposal.error) return <ErrorMessage failure={proposal.error} />;
  if (!proposal.data) return <p className="busy">用意しています…</p>;
  return <SetupSteps proposal={proposal.data} {...props} />;
}

function SetupSteps({ proposal, onDone, onHold }: SetupScreenProps & { proposal: SetupProposal }) {
  const [draft, setDraft] = useState<SetupDraft>(() => draftOf(proposal));
  const [step, setStep] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [making, setMaking] = useState<'own' | 'sample' | null>(null);
  const [code, setCode] = useState<{ readonly words: string; readonly then: 'list' | 'import' } | null>(null);
  /** The register is there already; what is left are the accounts. */
  const made = useRef(false);
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef<number | null>(null);

  // A new step begins at its heading, for eyes, keyboard and voice alike; the first field takes over where there is one.
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const field = title.current?.closest('form')?.querySelector<HTMLElement>('[data-autofocus]');
    (field ?? title.current)?.focus();
  }, [step]);

  const change = (part: Partial<SetupDraft>) => {
    setDraft({ ...draft, ...part });
    setProblem(null);
  };
  const go = (to: number) => {
    setProblem(null);
    setFailure(null);
    setStep(to);
  };
  const finish = (then: 'list' | 'import') => {
    onDone();
    if (then === 'import') navigate(hrefScreen('import'));
  };
  const create = async (input: InputOf<'register.create'>, then: 'list' | 'import') => {
    const accounts = draft.accounts && !input.sample;
    setMaking(input.sample ? 'sample' : 'own');
    setFailure(null);
    try {
      if (accounts) onHold();
      if (!made.current) await call('register.create', input);
      made.current = true;
      if (!accounts) return finish(then);
      const { name, post, password } = draft;
      const begun = await call('account.begin', { name, post, password });
      setCode({ words: begun.code, then });
    } catch (error) {
      setFailure(failureOf(error));
      setMaking(null);
    }
  };
  const next = (then: 'list' | 'import' = 'list') => {
    const wrong = stepProblem(draft, step);
    setProblem(wrong);
    if (wrong) return;
    if (step < STEPS.length - 1) go(step + 1);
    else void create(createInput(draft), then);
  };

  if (code)
    return (
      <div className="setup">
        <header className="setup-header">
          <h1>復旧コードを保管します</h1>
          <p>台帳はできました。このコードを紙に残し、打ち返すと、利用者の登録が終わります。</p>
        </header>
        <section className="card setup-card">
          <RecoveryCode code={code.words} onDone={() => finish(code.then)} />
          <p className="form-help">ここで閉じると、利用者は登録されません。「設定」の「利用者」で、やり直せます。</p>
        </section>
      </div>
    );
  return (
    <div className="setup">
      <header className="setup-header">
        <h1>情報資産台帳をはじめます</h1>
        <p>五つの問いに答えると、台帳が使えるようになります。あとから「設定」で変えられます。</p>
      </header>
      <div className="setup-panes">
        <ol className="setup-steps" aria-label="進み具合">
          {STEPS.map((name, index) => (
            <li
              key={name}
              aria-current={index === step ? 'step' : undefined}
              className={index < step ? 'setup-past' : ''}
            >
              <span className="setup-number" aria-hidden="true">
                {index < step ? '✓' : index + 1}
              </span>
              {index < step ? (
                <button type="button" onClick={() => go(index)}>
                  {name}
                  <span className="visually-hidden">（記入済み。戻って直す）</span>
                </button>
              ) : (
                <span>{name}</span>
              )}
            </li>
          ))}
        </ol>
        <EntryForm className="card setup-card" onSubmit={() => making || next()}>
          <h2 ref={title} tabIndex={-1}>
            {step + 1}. {STEPS[step]}
          </h2>
          {step === 0 && <NameStep draft={draft} change={change} problem={problem} />}
          {step === 1 && <BodiesStep draft={draft} change={change} proposal={proposal} />}
          {step === 2 && <GroupsStep draft={draft} change={change} proposal={proposal} />}
          {step === 3 && <SchemeStep draft={draft} change={change} proposal={proposal} />}
          {step === 4 && <FinishStep draft={draft} change={change} proposal={proposal} />}
          {problem && step !== 0 && (
            <p className="form-error" role="alert">
              <span aria-hidden="true">▲ </span>
              {problem}
            </p>
          )}
          {failure && <ErrorMessage failure={failure} />}
          <div className="setup-buttons">
            {step > 0 && (
              <Button onClick={() => go(step - 1)} disabled={making !== null}>
                戻る
              </Button>
            )}
            <span className="setup-gap" />
            {step === STEPS.length - 1 && (
              <Button disabled={making !== null} onClick={() => next('import')}>
                作って、Excelから取り込む
              </Button>
            )}
            <Button type="submit" variant="primary" disabled={making !== null}>
              {step < STEPS.length - 1
                ? '次へ'
                : making === 'own'
                  ? '作っています…'
                  : draft.accounts
                    ? '台帳を作って、復旧コードへ'
                    : '台帳を作る'}
            </Button>
          </div>
        </EntryForm>
        {/* Only before anything is written: pressed later by mistake, it would throw the answers away. */}
        {step === 0 && (
          <aside className="card setup-sample" aria-labelledby="setup-sample">
            <h2 id="setup-sample">見本で試す</h2>
            <p>架空の組合「{SAMPLE.unionName}」の資産およそ70件が入った台帳で、すぐに試せます。</p>
            <p className="muted">見本は見本のままです。本番の台帳は、別の保存先に作り直してください。</p>
            <Button disabled={making !== null} onClick={() => create(SAMPLE, 'list')}>
              {making === 'sample' ? '作っています…' : '見本で試す'}
            </Button>
          </aside>
        )}
      </div>
    </div>
  );
}
