import { Button } from './Button.tsx';

interface ProgressBarProps {
  /** What is being done: 「行を書いています」 */
  label: string;
  done: number;
  /** null while it is not known. */
  total: number | null;
  /** 件, 行, 枚 … */
  unit?: string;
  onCancel?: () => void;
}

/** Progress of a long piece of work, in words and as a bar; やめる cancels. */
export function ProgressBar({ label, done, total, unit = '件', onCancel }: ProgressBarProps) {
  const count =
    total === null
      ? `${done.toLocaleString('ja-JP')}${unit}`
      : `${total.toLocaleString('ja-JP')}${unit}中${done.toLocaleString('ja-JP')}${unit}`;
  // Read out at every tenth only: a voice that speaks every row is no help.
  const tenth = total ? Math.floor((done / total) * 10) * 10 : 0;
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span className="number">{count}</span>
      </div>
      <progress aria-label={label} {...(total === null ? {} : { max: Math.max(total, 1), value: done })} />
      <span className="visually-hidden" aria-live="polite">
        {total ? `${label} ${tenth}%` : label}
      </span>
      {onCancel && (
        <Button small onClick={onCancel}>
          やめる
        </Button>
      )}
    </div>
  );
}
