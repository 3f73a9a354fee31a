/** Short messages at the lower edge. Kept outside React, so that any code can say something. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'error';
  readonly undo: (() => unknown) | null;
  /** What the button beside it says. */
  readonly label: string;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of [...listeners]) listener();
}

/** Says something; with `undo` a button stands beside it, 取り消す or as `label` says. Returns its id for hideToast. */
export function showToast(
  text: string,
  options: { undo?: () => unknown; label?: string; kind?: 'done' | 'error' } = {},
): number {
  const { undo = null, label = '取り消す', kind = 'done' } = options;
  const toast: Toast = { id: nextId++, text, kind, undo, label };
  publish([...toasts, toast].slice(-2));
  return toast.id;
}

export function hideToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Takes every message away: what it says is not for whoever comes next. */
export function hideAllToasts(): void {
  publish([]);
}

export const toastStore = {
  get: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
