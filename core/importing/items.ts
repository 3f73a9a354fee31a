import { createHash } from 'node:crypto';
import { foldHeading } from '../../contract/japanese/fold.ts';
import type { MasterItem } from '../../contract/master.ts';
import { newItem } from '../register/masters.ts';
import type { RegisterState } from '../register/state.ts';
import type { Spelling } from './understand/near.ts';

/** How a word of the ledger was found in a master list. */
export interface Match {
  readonly item: MasterItem;
  /** exact: the label itself; folded: another spelling or an alias; new: an entry that the import adds. */
  readonly how: 'exact' | 'folded' | 'new';
  readonly closed: boolean;
  /** True the first time this word of this list is met, so that it is said once. */
  readonly first: boolean;
}

/** So many different names in one column are no slips of each other. */
const MANY = 300;

/** List id -> word -> cells. */
export type Mentioned = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Words {
  readonly closed: boolean;
  readonly exact: Map<string, MasterItem>;
  readonly folded: Map<string, MasterItem>;
  readonly met: Set<string>;
  last: number;
}

/** Finds the words of a ledger in the master lists and plans the entries that are not there yet. */
export class Items {
  readonly #state: RegisterState;
  readonly #lists = new Map<string, Words>();
  readonly #added = new Map<string, { item: MasterItem; count: number }>();
  /** Entries that the row being read uses. */
  #inRow: string[] = [];

  readonly #mentioned: Mentioned;
  readonly #spellings = new Map<string, (Spelling & { readonly count: number })[]>();

  /** @param mentioned words of the file for lists whose entries are names, with the number of cells that say them */
  constructor(state: RegisterState, mentioned: Mentioned = new Map()) {
    this.#state = state;
    this.#mentioned = mentioned;
  }

  /** True for a word that a cell of the file says alone. */
  isMentioned(listId: string, text: string): boolean {
    return this.#mentioned.get(listId)?.has(text) ?? false;
  }

  /**
   * Names that a word may be a slip of: the list's own, and those that the file says at least as often, as of two
   * spellings the rarer one is the slip. In a column of thousands of different names only what is said twice counts.
   */
  namesBeside(listId: string, text: string): Spelling[] {
    let names = this.#spellings.get(listId);
    if (!names) {
      const own = this.#state.lists.find((one) => one.id === listId)?.items ?? [];
      const said = [...(this.#mentioned.get(listId) ?? [])];
      const spell = (label: string, count: number) => ({ label, folded: foldHeading(label), count });
      names = [
        ...own.map(({ label }) => spell(label, Number.POSITIVE_INFINITY)),
        ...said.filter(([, count]) => said.length < MANY || count > 1).map(([label, count]) => spell(label, count)),
      ];
      this.#spellings.set(listId, names);
    }
    const own = this.#mentioned.get(listId)?.get(text) ?? 0;
    return names.filter(({ label, count }) => label !== text && count >= own);
  }

  /** Entries to add, in the order in which they are met, with the number of cells that use them. */
  added(): readonly { readonly item: MasterItem; readonly count: number }[] {
    return [...this.#added.values()].filter((one) => one.count > 0);
  }

  /** Ends a row. @param comes false: it is left out, and what only such rows use is not added */
  endRow(comes: boolean): void {
    if (!comes) for (const id of this.#inRow) this.#added.get(id)!.count -= 1;
    this.#inRow = [];
  }

  /** Name of an entry, also of one that is to be added. */
  label(id: string): string {
    return this.#state.items.get(id)?.label ?? this.#added.get(id)?.item.label ?? id;
  }

  /** True for a list whose preset entries rules depend on. */
  isClosed(listId: string): boolean {
    return this.#words(listId).closed;
  }

  /** True where the list has an entry with this id. */
  has(listId: string, id: string): boolean {
    return this.#state.items.get(id)?.list === listId;
  }

  /** Names of the list's own entries, without those that the import adds. */
  labels(listId: string): readonly string[] {
    return this.#state.lists.find((one) => one.id === listId)?.items.map((item) => item.label) ?? [];
  }

  /** The entry with this label or spelling; null when there is none. Plans and counts nothing. */
  look(listId: string, text: string): { readonly item: MasterItem; readonly exact: boolean } | null {
    const words = this.#words(listId);
    const exact = words.exact.get(text);
    if (exact) return { item: exact, exact: true };
    const item = words.folded.get(foldHeading(text));
    return item ? { item, exact: false } : null;
  }

  /** The entry with this label or spelling, else a planned new one. */
  use(listId: string, text: string): Match {
    const words = this.#words(listId);
    const known = this.look(listId, text);
    const first = !words.met.has(text);
    words.met.add(text);
    if (!known) return { item: this.#add(listId, text), how: 'new', closed: words.closed, first };
    const added = this.#added.get(known.item.id);
    if (added) {
      added.count += 1;
      this.#inRow.push(known.item.id);
    }
    return { item: known.item, how: known.exact ? 'exact' : 'folded', closed: words.closed, first };
  }

  #add(listId: string, label: string): MasterItem {
    const words = this.#words(listId);
    words.last += 10;
    const item = newItem(this.#newId(listId, label), listId, label, words.last);
    words.exact.set(label, item);
    const folded = foldHeading(label);
    if (folded !== '' && !words.folded.has(folded)) words.folded.set(folded, item);
    this.#added.set(item.id, { item, count: 1 });
    this.#inRow.push(item.id);
    return item;
  }

  /** From list and label, so that dry run and import agree; past ids whose entry was renamed since. */
  #newId(listId: string, label: string): string {
    for (let round = 0; ; round += 1) {
      const hex = createHash('sha256').update(`${listId}\n${label}\n${round}`).digest('hex');
      const id = `${listId}.${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`;
      if (!this.#state.items.has(id)) return id;
    }
  }

  #words(listId: string): Words {
    let words = this.#lists.get(listId);
    if (words) return words;
    const list = this.#state.lists.find((one) => one.id === listId);
    const items = list?.items ?? [];
    const exact = new Map(items.map((item) => [item.label, item]));
    const folded = new Map<string, MasterItem>();
    const spell = (text: string, item: MasterItem) => {
      const key = foldHeading(text);
      if (key !== '' && !folded.has(key)) folded.set(key, item);
    };
    for (const item of items) spell(item.label, item);
    for (const item of items) for (const alias of item.aliases) spell(alias, item);
    words = { closed: list?.closed ?? false, exact, folded, met: new Set(), last: items.at(-1)?.sort ?? 0 };
    this.#lists.set(listId, words);
    return words;
  }
}
