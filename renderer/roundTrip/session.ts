import type { DifferenceKind, RoundTripItem, RoundTripOutline, RoundTripReceipt } from '../../contract/roundTrip.ts';
import { call } from '../client.ts';
import { fileForJob } from '../fileForJob.ts';
import { createJob, type JobState, type JobWords } from '../job.ts';
import { createStore } from '../store.ts';
import { undoChange } from '../undo.ts';
import { failureOf } from '../useCall.ts';

/** Differences fetched in one call. */
const PAGE = 5000;

/** What is to be done about a difference; without one it stays as it is. `bin` and `dispose` are for missing rows. */
export type Choice = 'take' | 'bin' | 'dispose';

/** What is shown: one kind of difference, all of them, or what cannot be taken. */
export type Shown = DifferenceKind | 'all' | 'refused';

/** One round trip. Outside React, so that looking something up on another screen loses nothing. */
interface Kept {
  readonly outline: RoundTripOutline | null;
  readonly items: readonly RoundTripItem[];
  readonly choices: ReadonlyMap<string, Choice>;
  readonly shown: Shown;
  readonly receipt: RoundTripReceipt | null;
  readonly undone: boolean;
}

const EMPTY: Kept = { outline: null, items: [], choices: new Map(), shown: 'all', receipt: null, undone: false };

const store = createStore(EMPTY);
const job = createJob();

export const useRoundTrip = (): Kept & JobState => ({ ...store.use(), ...job.use() });

const patch = (part: Partial<Kept>) => store.set({ ...store.get(), ...part });

const cancelled = '途中でやめました。台帳には何も書いていません。';
const READING: JobWords = { phase: 'ファイルを読んでいます', cancelled };
const COMMITTING: JobWords = { phase: '台帳に書いています', cancelled };

export const cancelWork = job.cancel;

export function startOver(): void {
  job.cancel();
  job.set({ failure: null });
  store.set(EMPTY);
}

/** The file that was chosen at 取り込み, for when it turns out to be our own ledger. */
let offered: File | null = null;

export function offerFile(file: File): void {
  offered = file;
}

/** Compares the file that was chosen at 取り込み. */
export async function compareOffered(): Promise<void> {
  if (offered) await compareFile(offered);
}

/** Reads a ledger that came back and lists its differences. */
export async function compareFile(file: File): Promise<void> {
  store.set(EMPTY);
  const chosen = await fileForJob(job, file, READING.phase);
  const outline = chosen && (await job.run('roundTrip.read', chosen, READING));
  if (!outline) return;
  try {
    patch({ outline, items: await itemsOf(outline.roundTripId) });
  } catch (error) {
    job.set({ failure: failureOf(error) });
  }
}

async function itemsOf(roundTripId: string): Promise<RoundTripItem[]> {
  const items: RoundTripItem[] = [];
  for (;;) {
    const page = await call('roundTrip.items', { roundTripId, offset: items.length, limit: PAGE });
    items.push(...page.items);
    if (items.length >= page.total || page.items.length === 0) return items;
  }
}

export function show(shown: Shown): void {
  patch({ shown });
}

export function choose(item: RoundTripItem, choice: Choice | null): void {
  const choices = new Map(store.get().choices);
  if (choice === null) choices.delete(item.key);
  else choices.set(item.key, choice);
  patch({ choices });
}

/** What Space does: take or not; of a missing row one after the other 廃棄, bin and nothing. */
export function nextChoice(item: RoundTripItem): void {
  const now = store.get().choices.get(item.key) ?? null;
  const missing: readonly (Choice | null)[] = item.gone ? [null, 'bin'] : [null, 'dispose', 'bin'];
  const order = item.what === 'missing' ? missing : ([null, 'take'] as const);
  choose(item, order[(order.indexOf(now) + 1) % order.length]!);
}

/**
 * What one press on すべて選ぶ takes: of what is listed. What empties a field, decides a conflict or takes a row away is
 * only taken where the person looks at nothing else.
 */
export function takenTogether(items: readonly RoundTripItem[], shown: Shown): readonly RoundTripItem[] {
  const wanted = shown === 'all' ? ['new', 'changed'] : [shown];
  return items.filter(({ what }) => what !== 'missing' && wanted.includes(what));
}

export function chooseAll(items: readonly RoundTripItem[], on: boolean): void {
  const choices = new Map(store.get().choices);
  for (const { key } of items) {
    if (on) choices.set(key, 'take');
    else choices.delete(key);
  }
  patch({ choices });
}

/** Takes in what was chosen. @returns false when it failed */
export async function commit(reason: string): Promise<boolean> {
  const { outline, choices } = store.get();
  if (!outline) return false;
  const keys = (wanted: Choice) => [...choices].flatMap(([key, choice]) => (choice === wanted ? [key] : []));
  const receipt = await job.run(
    'roundTrip.commit',
    {
      roundTripId: outline.roundTripId,
      accept: keys('take'),
      bin: keys('bin'),
      dispose: keys('dispose'),
      ...(reason.trim() && { reason: reason.trim() }),
    },
    COMMITTING,
  );
  if (receipt) patch({ receipt, undone: false });
  return receipt !== null;
}

/** Takes the whole batch back. */
export async function undo(): Promise<void> {
  const { receipt } = store.get();
  if (receipt && (await undoChange(receipt.changeId, 'never'))) patch({ undone: true });
}
