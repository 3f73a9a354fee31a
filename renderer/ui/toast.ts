/** Short messages at the lower edge. Kept outside React, so that any code can say something. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'error';
  readonly undo: (() => unknown) | null;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of [...listeners]) listener();
}

/** Says something; with `undo` a button 取り消す stands beside it. Returns its id for hideToast. */
export function showToast(text: string, options: { undo?: () => unknown; kind?: 'done' | 'error' } = {}): number {
  const toast: Toast = { id: nextId++, text, kind: options.kind ?? 'done', undo: options.undo ?? null };
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
