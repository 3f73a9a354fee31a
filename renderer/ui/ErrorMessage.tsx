import type { ReactNode } from 'react';
import type { Failure } from '../../contract/errors.ts';
import { messageOf } from '../../contract/messages.ts';

/** A failure in three parts: what happened, is the data safe, what to do next. `children`: buttons that help. */
export function ErrorMessage({ failure, children }: { failure: Failure; children?: ReactNode }) {
  const words = messageOf(failure.code);
  return (
    <div className="error-message" role="alert">
      <p className="error-what">
        <span aria-hidden="true">▲ </span>
        {words.what}
        {failure.detail ? ` ${failure.detail}` : ''}
      </p>
      {failure.fields && failure.fields.length > 0 && (
        <ul>
          {failure.fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>{field.message}</li>
          ))}
        </ul>
      )}
      <p>{words.safe}</p>
      <p>
        {words.next}
        {failure.ref ? `（参照番号 ${failure.ref}）` : ''}
      </p>
      {children && <div className="error-actions">{children}</div>}
    </div>
  );
}
