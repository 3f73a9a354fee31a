import type { ReactNode } from 'react';
import type { Output } from '../contract/job.ts';
import { Button } from './ui/Button.tsx';

interface SavedOutputProps {
  output: Output;
  saved: boolean | null;
  onSave: () => void;
  /** What was made, in a sentence. */
  children: ReactNode;
}

/** A file was made: what is in it, what it is called, and whether the person has put it where they want it. */
export function SavedOutput({ output, saved, onSave, children }: SavedOutputProps) {
  return (
    <div className="notice notice-ok row" role="status">
      <p>
        {children}
        {saved === false && 'まだ、ほかの場所には保存していません。'}
        <span className="output-path">{output.fileName}</span>
      </p>
      <Button small onClick={onSave}>
        {saved === false ? '保存' : 'もう一度保存'}
      </Button>
    </div>
  );
}
