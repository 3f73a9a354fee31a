import { useEffect, useRef } from 'react';
import { JobProgress } from '../JobProgress.tsx';
import { OwnLedgerOffer } from '../roundTrip/OwnLedgerOffer.tsx';
import { Button } from '../ui/Button.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FileStep } from './FileStep.tsx';
import { ReceiptStep } from './ReceiptStep.tsx';
import { SheetsStep } from './SheetsStep.tsx';
import { cancelWork, goTo, STEPS, type StepIndex, startOver, useSession } from './session.ts';
import './importing.css';

const ABOUT = [
  '今ある台帳（Excel・CSV）を読み取ります。取り込む前に、1件ずつ確かめられます。',
  '1行ずつの読み取りと、何の台帳かを確かめてください。',
  '表の列が、この台帳のどの項目に当たるかを確かめてください。',
  'まだ何も取り込んでいません。気になるところはここで直せます。元のファイルを直して読み直すこともできます。',
  '取り込みが終わりました。',
] as const;

/** 取り込み: file, what was understood, columns, dry run, receipt. */
export function ImportScreen() {
  const session = useSession();
  const { step, outline, progress, failure } = session;
  const steps = useRef<HTMLOListElement>(null);
  const shown = useRef(step);

  // A new step begins at its top; the button that led here is gone, so the place in the steps takes the focus.
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    steps.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
    steps.current?.closest('main')?.scrollTo({ top: 0 });
  }, [step]);

  // Progress and failures stand at the top; the button that led to them may be far below.
  const talking = progress !== null || failure !== null;
  useEffect(() => {
    if (talking) steps.current?.closest('main')?.scrollTo({ top: 0 });
  }, [talking]);

  return (
    <div className="page">
      <PageHeader
        title="取り込み"
        about={ABOUT[step]}
        {...(outline
          ? {
              actions: (
                <Button small disabled={progress !== null} onClick={startOver}>
                  はじめからやり直す
                </Button>
              ),
            }
          : {})}
      />
      <ol ref={steps} className="import-steps" aria-label="進み具合">
        {STEPS.map((name, index) => (
          <li key={name} aria-current={index === step ? 'step' : undefined} tabIndex={index === step ? -1 : undefined}>
            {/* After the import the way back would only show what no longer applies. */}
            {index < step && step < 4 && index > 0 ? (
              <button type="button" disabled={progress !== null} onClick={() => goTo(index as StepIndex)}>
                {index + 1} {name}
              </button>
            ) : (
              <span>
                {index + 1} {name}
              </span>
            )}
          </li>
        ))}
      </ol>
      <JobProgress job={session} unit="行" onCancel={cancelWork} />
      {outline?.own && step < 4 && <OwnLedgerOffer busy={progress !== null} />}
      {step === 0 && <FileStep busy={progress !== null} />}
      {step === 1 && <SheetsStep session={session} />}
      {step === 2 && <ColumnsStep session={session} />}
      {step === 3 && <CheckStep session={session} />}
      {step === 4 && <ReceiptStep session={session} />}
    </div>
  );
}
