import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { EntryForm } from './EntryForm.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** Called on Enter in a one-line field and by a submit button in the footer. */
  onSubmit?: () => unknown;
}

/** A modal dialog; mount it to open it. Esc closes, focus goes back to where it was (both by the native element). */
export function Dialog({ title, onClose, children, footer, size = 'medium', onSubmit }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Layout: the element has to be closed while it is still in the page, or the focus does not go back.
  useLayoutEffect(() => {
    const dialog = ref.current!;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <EntryForm onSubmit={() => onSubmit?.()}>
        <header className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label="閉じる" onClick={onClose}>
            ×
          </button>
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer className="dialog-footer">{footer}</footer>}
      </EntryForm>
    </dialog>
  );
}
