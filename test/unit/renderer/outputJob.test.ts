import { beforeEach, expect, test, vi } from 'vitest';

const client = vi.hoisted(() => ({
  /** What the person answers when asked where to save. */
  answer: true as boolean | Error,
  /** What the job comes to. */
  outcome: {} as object | Error,
}));
vi.mock('../../../renderer/client.ts', () => {
  class CallError extends Error {
    readonly failure: { readonly code: string };
    constructor(code: string) {
      super(code);
      this.failure = { code };
    }
  }
  const settle = async (value: unknown) => {
    if (value instanceof Error) throw new CallError(value.message);
    return value;
  };
  return {
    CallError,
    run: () => ({ result: settle(client.outcome), cancel: () => undefined }),
    saveOutput: () => settle(client.answer),
    call: () => settle(null),
    onEvent: () => () => undefined,
  };
});
// A store is followed by components; here it is only asked.
vi.mock('../../../renderer/store.ts', () => ({
  createStore: (value: unknown) => {
    const get = () => value;
    const set = (next: unknown) => {
      value = next;
    };
    return { get, set, use: get };
  },
}));

import { createOutputJob } from '../../../renderer/job.ts';
import { hideToast, toastStore } from '../../../renderer/ui/toast.ts';

const OUTPUT = { outputId: 'out-1', fileName: '台帳.xlsx', path: '/data/outputs/台帳.xlsx', bytes: 1 };
const said = () => toastStore.get().map((toast) => toast.text);
const ledgerJob = () => createOutputJob('ledger.export', { phase: '組み立てています', cancelled: 'やめました。' });

beforeEach(() => {
  for (const toast of toastStore.get()) hideToast(toast.id);
  client.answer = true;
  client.outcome = OUTPUT;
});

test('a file whose saving was cancelled is not said to be saved, neither at first nor later', async () => {
  const job = ledgerJob();
  client.answer = false;
  await job.make({ filter: {} });
  expect(job.use()).toMatchObject({ result: OUTPUT, saved: false, failure: null });
  await job.save(OUTPUT);
  expect(job.use().saved).toBe(false);
  expect(said()).toEqual([]);
  // Control: chosen a place, it is.
  client.answer = true;
  await job.save(OUTPUT);
  expect(job.use().saved).toBe(true);
  expect(said()).toEqual(['「台帳.xlsx」を保存しました。']);
});

test('a failed saving is a failure of its own: the file is there', async () => {
  const job = ledgerJob();
  client.answer = new Error('diskFull');
  await job.make({ filter: {} });
  expect(job.use()).toMatchObject({ result: OUTPUT, saved: false, failure: { code: 'diskFull' } });
});

test('やめる is no failure; anything else is', async () => {
  const job = ledgerJob();
  client.outcome = new Error('cancelled');
  await job.make({ filter: {} });
  expect(job.use()).toMatchObject({ result: null, failure: null, progress: null });
  expect(said()).toEqual(['やめました。']);
  client.outcome = new Error('busy');
  await job.make({ filter: {} });
  expect(job.use()).toMatchObject({ result: null, failure: { code: 'busy' }, progress: null });
});
