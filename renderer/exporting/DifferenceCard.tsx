import { useState } from 'react';
import { fiscalYear } from '../../contract/japanese/date.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { SavedOutput } from '../SavedOutput.tsx';
import { Button } from '../ui/Button.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { differenceJob } from './ledgerJob.ts';

/** 増減と変更: what was added, removed and changed between the ends of two days; first the fiscal year so far. */
export function DifferenceCard() {
  const { status } = useRegister();
  const exporting = differenceJob.use();
  const [from, setFrom] = useDay(`${fiscalYear(status.today)}-03-31`);
  const [to, setTo] = useDay(status.today);
  const turned = from.iso !== null && to.iso !== null && from.iso >= to.iso;
  const ready = from.iso !== null && to.iso !== null && !turned && exporting.progress === null;
  const { result } = exporting;
  return (
    <section className="card stack" aria-labelledby="export-difference">
      <h2 id="export-difference">増減と変更</h2>
      <p className="muted">
        二つの日の間に増えた資産、減った資産、変わった項目を、だれがなぜ変えたかと一緒に出します。
      </p>
      <EntryForm className="stack" onSubmit={() => ready && differenceJob.make({ from: from.iso!, to: to.iso! })}>
        <div className="export-days">
          <Day label="この日の終わりから" day={from} onChange={setFrom} />
          <Day
            label="この日の終わりまで"
            day={turned ? { ...to, problem: '「から」より後の日付を入れてください。' } : to}
            onChange={setTo}
          />
        </div>
        <div className="row">
          <Button type="submit" disabled={!ready}>
            増減と変更をExcelに出す
          </Button>
        </div>
      </EntryForm>
      <JobProgress job={exporting} unit="件" onCancel={differenceJob.cancel} />
      {result && (
        <SavedOutput output={result} saved={exporting.saved} onSave={() => differenceJob.save(result)}>
          <strong>「{result.fileName}」</strong>に、増えた{count(result.added)}件、減った{count(result.removed)}
          件、変わった項目{count(result.changed)}件を出力しました。
        </SavedOutput>
      )}
    </section>
  );
}

const count = (n: number) => n.toLocaleString('ja-JP');

interface TypedDay {
  readonly iso: string | null;
  readonly problem: string | null;
}

function useDay(first: string): [TypedDay, (day: TypedDay) => void] {
  return useState<TypedDay>({ iso: first, problem: null });
}

function Day({ label, day, onChange }: { label: string; day: TypedDay; onChange: (day: TypedDay) => void }) {
  const { settings } = useRegister();
  return (
    <FormRow label={label} error={day.problem}>
      {(ids) => (
        <DateInput
          {...ids}
          value={day.iso}
          dateStyle={settings.dateStyle}
          onChange={(iso, problem) =>
            onChange({ iso, problem: iso === null && !problem ? '日付を入れてください。' : problem })
          }
        />
      )}
    </FormRow>
  );
}
