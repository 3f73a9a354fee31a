import type { JobState } from './job.ts';
import { ErrorMessage } from './ui/ErrorMessage.tsx';
import { ProgressBar } from './ui/ProgressBar.tsx';

interface JobProgressProps {
  job: JobState;
  /** 件, 行, 枚 … */
  unit: string;
  onCancel: () => void;
}

/** What a long piece of work says while it runs, and when it failed. */
export function JobProgress({ job: { progress, failure }, unit, onCancel }: JobProgressProps) {
  return (
    <>
      {progress && (
        <div className="card">
          <ProgressBar
            label={progress.phase}
            done={progress.done}
            total={progress.total}
            unit={unit}
            onCancel={onCancel}
          />
        </div>
      )}
      {failure && <ErrorMessage failure={failure} />}
    </>
  );
}
