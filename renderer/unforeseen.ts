import { complain } from './useCall.ts';

/** An error that no screen has caught is said, too: a button that does nothing at all leaves a person without a clue. */
export function sayUnforeseen(): void {
  window.addEventListener('error', ({ error }) => {
    // Without an error it is the engine's remark about a layout that took two rounds.
    if (error) complain(error);
  });
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    complain(event.reason);
  });
}
