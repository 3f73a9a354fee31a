import { useSyncExternalStore } from 'react';
import { hrefAssets, parseRoute, type Route } from './route.ts';

export * from './route.ts';

type LeaveGuard = (target: string) => boolean;
let guard: LeaveGuard | null = null;

const listeners = new Set<() => void>();
let path = location.hash.slice(1);
let route = parseRoute(path);

function adopt(next: string) {
  path = next;
  route = parseRoute(next);
  for (const listener of [...listeners]) listener();
}

window.addEventListener('hashchange', () => {
  const next = location.hash.slice(1);
  if (next === path) return;
  if (guard && !guard(next)) {
    // Stay: the address goes back to what is shown; the guard asks the person what to do.
    history.replaceState(null, '', `#${path}`);
    return;
  }
  adopt(next);
});
window.addEventListener('beforeunload', (event) => {
  if (guard && !guard('')) event.preventDefault();
});

/** Goes to a path or a `#/…` address; a guard of unsaved work may hold it back. `replace`: 戻る skips this page. */
export function navigate(target: string, options: { replace?: boolean } = {}): void {
  const hash = `#${target.replace(/^#/, '')}`;
  if (options.replace) location.replace(hash);
  else location.hash = hash;
}

/** Back to where the person came from; to the list when the app was opened right here. */
export function goBack(): void {
  if (history.length > 1) history.back();
  else navigate(hrefAssets());
}

/** Takes what a link brought along (`?filter=…`) out of the address once a screen has taken it over. */
export function settleAddress(): void {
  path = path.split('?', 1)[0]!;
  history.replaceState(null, '', `#${path}`);
}

/**
 * Asks before the page is left. The guard gets the wanted path (`''`: the window closes) and answers true to let go.
 * Returns the function that takes the guard away.
 */
export function guardLeaving(check: LeaveGuard): () => void {
  guard = check;
  return () => {
    if (guard === check) guard = null;
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => route,
  );
}
