import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';

interface FoldProps {
  /** What it is, for screen readers and on the button. */
  name: string;
  /** Shown while it is closed too. */
  head: ReactNode;
  actions: ReactNode;
  /** Number of problems inside; then it cannot be overlooked. */
  problems: number;
  startOpen?: boolean;
  children: ReactNode;
}

/** One entry of a list that is edited: its heading with its actions, and the fields behind 「開く」. */
export function Fold({ name, head, actions, problems, startOpen = false, children }: FoldProps) {
  const id = useId();
  const [open, setOpen] = useState(startOpen);
  return (
    <li className={`scheme-fold ${problems > 0 ? 'scheme-fold-wrong' : ''}`}>
      <div className="scheme-fold-head">
        <div className="scheme-fold-words">{head}</div>
        {problems > 0 && <span className="form-error">▲ 直すところ {problems}</span>}
        {actions}
        <Button
          small
          aria-expanded={open}
          aria-controls={id}
          aria-label={`${name}を${open ? '閉じる' : '開く'}`}
          onClick={() => setOpen(!open)}
        >
          {open ? '閉じる' : '開く'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need its name a second time as a legend */}
      <div id={id} role="group" aria-label={name} className="scheme-fold-body" hidden={!open}>
        {open && children}
      </div>
    </li>
  );
}
