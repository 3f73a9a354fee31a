import { searchTerms } from '../../contract/japanese/fold.ts';

/**
 * The list of all assets in memory, for lists that answer within a frame at 100,000 assets: filter, search and order
 * run over it, and SQLite is asked only for the rows of one page. The database stays the truth: the index is read from
 * it at the start and each changed asset is read again after its transaction.
 *
 * Search is "contains", exactly: every word of the query occurs in the asset's folded search text. A bitmap of the
 * characters of each text skips nearly all texts that can't hold the word, so that one- and two-character words are
 * as fast as long ones (a trigram index finds nothing for those; docs/architecture.md).
 */
export interface IndexEntry {
  readonly id: number;
  readonly kind: string;
  readonly binned: boolean;
  readonly missing: number;
  /** Folded text of all searchable fields. */
  readonly text: string;
  /** Values of the filter fields; several for multi fields, `['']` for an empty one. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export interface IndexFilter {
  readonly kind?: string | undefined;
  readonly query?: string | undefined;
  readonly filters?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly ids?: readonly number[] | undefined;
  readonly binned?: boolean | undefined;
  readonly incomplete?: boolean | undefined;
}

/** Sort keys: numbers before strings are never mixed in one field. */
export type SortKey = string | number;
export interface SortSource {
  /** Key of every asset. */
  all(): ReadonlyMap<number, SortKey>;
  /** Key of one asset. */
  one(id: number): SortKey;
}

const WORDS = 16;
const bitOf = (code: number) => (Math.imul(code, 0x9e3779b1) >>> 23) & (WORDS * 32 - 1);

interface Order {
  readonly source: SortSource;
  readonly keys: Map<number, SortKey>;
  /** Slots in ascending order. */
  slots: number[];
}

export class ListIndex {
  private readonly entries: IndexEntry[] = [];
  private readonly slotOf = new Map<number, number>();
  private bitmap = new Uint32Array(1024 * WORDS);
  private readonly orders = new Map<string, Order>();
  private last: { readonly key: string; readonly ids: number[] } | null = null;

  get size(): number {
    return this.entries.length;
  }

  /** Adds an asset or replaces what is known of it, and moves it to its place in every order in use. */
  put(entry: IndexEntry): void {
    let slot = this.slotOf.get(entry.id);
    const isNew = slot === undefined;
    if (slot === undefined) {
      slot = this.entries.length;
      this.slotOf.set(entry.id, slot);
      if ((slot + 1) * WORDS > this.bitmap.length) {
        const larger = new Uint32Array(this.bitmap.length * 2);
        larger.set(this.bitmap);
        this.bitmap = larger;
      }
    }
    this.entries[slot] = entry;
    this.drawBitmap(slot, entry.text);
    for (const order of this.orders.values()) this.place(order, slot, isNew);
    this.last = null;
  }

  get(id: number): IndexEntry | undefined {
    const slot = this.slotOf.get(id);
    return slot === undefined ? undefined : this.entries[slot];
  }

  all(): readonly IndexEntry[] {
    return this.entries;
  }

  /** Forgets an order whose keys no longer hold (a master entry was renamed). */
  forgetOrders(): void {
    this.orders.clear();
    this.last = null;
  }

  /**
   * Ids that pass the filter, in order. The answer to the same question is kept until something changes, so that
   * scrolling through pages costs nothing.
   */
  find(filter: IndexFilter, sortName: string, sortSource: () => SortSource, descending: boolean): readonly number[] {
    const key = JSON.stringify([filter, sortName, descending]);
    if (this.last?.key === key) return this.last.ids;
    const order = this.orderBy(sortName, sortSource);
    const passes = this.test(filter);
    const ids: number[] = [];
    const { slots } = order;
    const take = (slot: number) => {
      if (passes(slot)) ids.push(this.entries[slot]!.id);
    };
    // Empty ones stand at the end in both directions: nobody looks for them at the top.
    const filled = descending ? this.countFilled(order) : slots.length;
    if (descending) for (let i = filled - 1; i >= 0; i -= 1) take(slots[i]!);
    else for (let i = 0; i < filled; i += 1) take(slots[i]!);
    for (let i = filled; i < slots.length; i += 1) take(slots[i]!);
    this.last = { key, ids };
    return ids;
  }

  /** How many assets are in the register (or in the bin), of one kind if asked. */
  held(kind: string | undefined, binned: boolean): number {
    let n = 0;
    for (const entry of this.entries)
      if (entry.binned === binned && (kind === undefined || entry.kind === kind)) n += 1;
    return n;
  }

  private test(filter: IndexFilter): (slot: number) => boolean {
    const { entries, bitmap } = this;
    const binned = filter.binned ?? false;
    const ids = filter.ids ? new Set(filter.ids) : null;
    const wanted = Object.entries(filter.filters ?? {})
      .filter(([, values]) => values.length > 0)
      .map(([field, values]) => ({ field, values: new Set(values) }));
    const terms = searchTerms(filter.query ?? '').map((text) => ({ text, bits: bitsOf(text) }));
    return (slot) => {
      const entry = entries[slot]!;
      if (entry.binned !== binned) return false;
      if (filter.kind !== undefined && entry.kind !== filter.kind) return false;
      if (filter.incomplete && entry.missing === 0) return false;
      if (ids && !ids.has(entry.id)) return false;
      for (const { field, values } of wanted)
        if (!entry.filters[field]?.some((value) => values.has(value))) return false;
      for (const { text, bits } of terms) {
        for (const bit of bits) if (((bitmap[slot * WORDS + (bit >>> 5)]! >>> (bit & 31)) & 1) === 0) return false;
        if (!entry.text.includes(text)) return false;
      }
      return true;
    };
  }

  private drawBitmap(slot: number, text: string): void {
    const { bitmap } = this;
    bitmap.fill(0, slot * WORDS, (slot + 1) * WORDS);
    for (let i = 0; i < text.length; i += 1) {
      const bit = bitOf(text.charCodeAt(i));
      bitmap[slot * WORDS + (bit >>> 5)]! |= 1 << (bit & 31);
    }
  }

  private orderBy(name: string, source: () => SortSource): Order {
    const known = this.orders.get(name);
    if (known) return known;
    const made = source();
    const keys = new Map(made.all());
    const order: Order = { source: made, keys, slots: this.entries.map((_, slot) => slot) };
    const { entries } = this;
    order.slots.sort((a, b) =>
      compare(keys.get(entries[a]!.id), entries[a]!.id, keys.get(entries[b]!.id), entries[b]!.id),
    );
    this.orders.set(name, order);
    return order;
  }

  /** How many assets have a key: they stand before the empty ones. */
  private countFilled({ keys, slots }: Order): number {
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isEmptyKey(keys.get(this.entries[slots[middle]!]!.id))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private place(order: Order, slot: number, isNew: boolean): void {
    const id = this.entries[slot]!.id;
    if (!isNew) {
      const at = order.slots.indexOf(slot);
      if (at >= 0) order.slots.splice(at, 1);
    }
    const key = order.source.one(id);
    order.keys.set(id, key);
    let low = 0;
    let high = order.slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.entries[order.slots[middle]!]!.id;
      if (compare(order.keys.get(other), other, key, id) < 0) low = middle + 1;
      else high = middle;
    }
    order.slots.splice(low, 0, slot);
  }
}

function bitsOf(text: string): number[] {
  const bits = new Set<number>();
  for (let i = 0; i < text.length; i += 1) bits.add(bitOf(text.charCodeAt(i)));
  return [...bits];
}

/** '' and no key at all are the same: an asset without the field, and one whose field is empty. */
function isEmptyKey(key: SortKey | undefined): boolean {
  return key === undefined || key === '';
}

/** Ascending by key, then by id (age). An empty key comes last. */
function compare(a: SortKey | undefined, idA: number, b: SortKey | undefined, idB: number): number {
  const emptyA = isEmptyKey(a);
  const emptyB = isEmptyKey(b);
  if (a === b || (emptyA && emptyB)) return idA - idB;
  if (emptyA) return 1;
  if (emptyB) return -1;
  return a! < b! ? -1 : 1;
}
