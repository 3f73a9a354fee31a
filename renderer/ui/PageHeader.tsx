import type { ReactNode } from 'react';
import { useTitle } from './useTitle.ts';

interface PageHeaderProps {
  title: string;
  /** What is shown, in one sentence. */
  about?: ReactNode;
  /** 「412件中38件」 */
  count?: ReactNode;
  actions?: ReactNode;
}

/** First line of every screen: its name (h1), what is shown, how many, what can be done. */
export function PageHeader({ title, about, count, actions }: PageHeaderProps) {
  useTitle(title);
  return (
    <header className="page-header">
      <h1>{title}</h1>
      {count && (
        <p className="page-count number" aria-live="polite">
          {count}
        </p>
      )}
      {about && <p className="page-about">{about}</p>}
      {actions && <div className="page-actions">{actions}</div>}
    </header>
  );
}
