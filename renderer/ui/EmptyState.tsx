import type { ReactNode } from 'react';

/** Nothing to show: says why, and what can be done. */
export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-title">{title}</p>
      {children}
      {actions && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
