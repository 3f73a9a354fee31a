import { useEffect, useState, useSyncExternalStore } from 'react';
import { hideToast, type Toast, toastStore } from './toast.ts';

/** Milliseconds a message stays; longer when something can be taken back, for ever when something failed. */
const STAY = { plain: 6_000, undo: 12_000 };

function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || toast.kind === 'error') return;
    const timer = setTimeout(() => hideToast(toast.id), toast.undo ? STAY.undo : STAY.plain);
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <li
      className={`toast toast-${toast.kind}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="toast-text">{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          className="toast-undo"
          onClick={() => {
            hideToast(toast.id);
            toast.undo?.();
          }}
        >
          {toast.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label="この知らせを閉じる" onClick={() => hideToast(toast.id)}>
        ×
      </button>
    </li>
  );
}

/** The place where messages appear; once, in the frame. */
export function ToastHost() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  return (
    <section className="toasts" aria-label="お知らせ">
      <ul aria-live="polite">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
}
