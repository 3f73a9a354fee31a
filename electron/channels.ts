/** The channels between the page (preload.ts) and the core (ipc.ts). */
export const CHANNELS = {
  invoke: 'daicho:invoke',
  event: 'daicho:event',
  saveOutput: 'daicho:saveOutput',
  printOutput: 'daicho:printOutput',
  choosePath: 'daicho:choosePath',
} as const;
