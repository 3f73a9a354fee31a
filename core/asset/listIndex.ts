import { searchTerms } from '../../contract/japanese/fold.ts';

/**
 * The list of all assets in memory, for lists that answer within a frame at 100,000 assets: filter, search and order
 * run over it, and SQLite is asked only for the rows of one page. The database stays the truth: the index is read from
 * it at the start and each changed asset is read again after its transaction.
 *
 * Search is "contains", exactly: every word of the query occurs in the asset's folded search text. A bitmap of the
 * characters of each text skips the texts that can't hold the word, so that one- and two-character words are as fast
 * as long ones (a trigram index finds nothing for those; docs/architecture.md).
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
/** Characters that have a bit of their own: the first ones met, which are the usual ones. The others share the rest. */
const OWN_BITS = WORDS * 32 - 64;

/** What is not read at the start: search texts and most filter fields, two thirds of the work. */
export interface IndexRest {
  /** Filter fields that the entries put so far don't have yet. */
  readonly fields: ReadonlySet<string>;
  /** The next few whole entries; null when all have been given. */
  next(): readonly IndexEntry[] | null;
}

interface Order {
  readonly source: SortSource;
  /** By slot. */
  readonly keys: SortKey[];
  /** Slots in ascending order. */
  slots: number[];
}

/** The values of one filter field: a number for each slot that stands for its values. */
interface Column {
  readonly codes: number[];
  /** By number. */
  readonly values: (readonly string[])[];
  readonly codeOf: Map<string, number>;
}

/** Texts of neighbouring slots as one string: they lie side by side in memory, and a search walks through them at once. */
interface Block {
  readonly text: string;
  /** Where each text begins; one more for the end. */
  readonly starts: readonly number[];
}
const BLOCK = 16;
/** Blocks made by one call of loadMore; about a millisecond each at most. */
const BLOCKS_AT_ONCE = 8;
/** Neither a text nor a word of a query holds it: folding makes spaces of it. */
const BETWEEN = '\n';

export class ListIndex {
  private readonly entries: IndexEntry[] = [];
  private readonly slotOf = new Map<number, number>();
  private readonly ids: number[] = [];
  private readonly binned: boolean[] = [];
  /** Word by word, each by slot: a search walks through few of them from end to end. */
  private bitmap = Array.from({ length: WORDS }, () => new Uint32Array(1024));
  /** For each UTF-16 unit its bit and 1; 0 for one that no text has held so far. */
  private readonly bits = new Uint16Array(0x10000);
  private ownBits = 0;
  /** Made anew when it is next searched after one of its texts has changed. */
  private readonly blocks: (Block | null)[] = [];
  private blocksMade = 0;
  private readonly orders = new Map<string, Order>();
  private readonly columns = new Map<string, Column>();
  private rest: IndexRest | null = null;
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
      if (slot === this.bitmap[0]!.length) this.bitmap = this.bitmap.map(twiceAsLong);
    }
    this.set(slot, entry);
    for (const order of this.orders.values()) this.place(order, slot, isNew);
    this.last = null;
  }

  /** Takes what was put so far as a beginning: `rest` gives the whole entries, bit by bit (loadMore) or when needed. */
  completeFrom(rest: IndexRest): void {
    this.rest = rest;
    // Made now, so that they are filled as the entries come.
    for (const field of rest.fields) this.column(field);
  }

  /** Reads the next few entries, then gets their texts ready for searching. @returns false when all is done */
  loadMore(): boolean {
    const more = this.rest?.next() ?? null;
    // Their places in the orders stay: what is added here is no sort key.
    for (const entry of more ?? []) this.set(this.slotOf.get(entry.id)!, entry);
    if (more) return true;
    this.rest = null;
    const until = Math.min(this.blocksMade + BLOCKS_AT_ONCE, Math.ceil(this.entries.length / BLOCK));
    for (; this.blocksMade < until; this.blocksMade += 1) this.block(this.blocksMade * BLOCK);
    return this.blocksMade * BLOCK < this.entries.length;
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
    const passing = this.passing(filter);
    const ids: number[] = [];
    const { slots } = order;
    const take = (slot: number) => {
      if (passing[slot] === 1) ids.push(this.ids[slot]!);
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
    for (let slot = 0; slot < this.binned.length; slot += 1) {
      if (this.binned[slot] === binned && (kind === undefined || this.entries[slot]!.kind === kind)) n += 1;
    }
    return n;
  }

  /**
   * 1 for each slot that passes. Slot by slot, one condition after the other: memory is walked in one direction, which
   * at 100,000 assets is several times as fast as asking everything of each asset in the order of the list.
   */
  private passing(filter: IndexFilter): Uint8Array {
    const { entries } = this;
    const wanted = Object.entries(filter.filters ?? {}).filter(([, values]) => values.length > 0);
    const terms = searchTerms(filter.query ?? '');
    if (terms.length > 0 || wanted.some(([field]) => this.rest?.fields.has(field))) while (this.loadMore());
    const { kind, incomplete } = filter;
    const binned = filter.binned ?? false;
    const ids = filter.ids ? new Set(filter.ids) : null;
    const passing = new Uint8Array(entries.length);
    for (let slot = 0; slot < passing.length; slot += 1) passing[slot] = this.binned[slot] === binned ? 1 : 0;
    const keep = (test: (entry: IndexEntry) => boolean) => {
      for (let slot = 0; slot < passing.length; slot += 1)
        if (passing[slot] === 1 && !test(entries[slot]!)) passing[slot] = 0;
    };
    if (kind !== undefined) keep((entry) => entry.kind === kind);
    if (incomplete) keep((entry) => entry.missing > 0);
    if (ids) keep((entry) => ids.has(entry.id));
    for (const [field, values] of wanted) this.keepWith(passing, field, new Set(values));
    for (const term of terms) this.keepContaining(passing, term);
    return passing;
  }

  private keepWith(passing: Uint8Array, field: string, wanted: ReadonlySet<string>): void {
    const { codes, values } = this.column(field);
    const fits = values.map((some) => some.some((value) => wanted.has(value)));
    for (let slot = 0; slot < passing.length; slot += 1) if (!fits[codes[slot]!]) passing[slot] = 0;
  }

  private keepContaining(passing: Uint8Array, term: string): void {
    const { bitmap, bits } = this;
    const masks = new Uint32Array(WORDS);
    for (let i = 0; i < term.length; i += 1) {
      const bit = bits[term.charCodeAt(i)]! - 1;
      if (bit < 0) {
        passing.fill(0);
        return;
      }
      masks[bit >>> 5]! |= 1 << (bit & 31);
    }
    const words = [...masks.keys()].filter((word) => masks[word] !== 0);
    // A single character with a bit of its own: the bitmap itself is the answer.
    const exact = term.length === 1 && bits[term.charCodeAt(0)]! <= OWN_BITS;
    for (const at of words) {
      const mask = masks[at]!;
      const column = bitmap[at]!;
      for (let slot = 0; slot < passing.length; slot += 1) if ((~column[slot]! & mask) !== 0) passing[slot] = 0;
    }
    if (exact) return;
    const word = quickToFind(term);
    for (let first = 0; first < passing.length; first += BLOCK) {
      const end = Math.min(first + BLOCK, passing.length);
      let found = -1;
      for (let slot = passing.indexOf(1, first); slot >= 0 && slot < end; slot = passing.indexOf(1, slot + 1)) {
        const { text, starts } = this.block(first);
        const start = starts[slot - first]!;
        if (found < start) found = text.indexOf(word, start);
        if (found < 0) found = Number.POSITIVE_INFINITY;
        if (found >= starts[slot - first + 1]!) passing[slot] = 0;
      }
    }
  }

  /** The texts of the slots from `first` on. */
  private block(first: number): Block {
    const at = first / BLOCK;
    const known = this.blocks[at];
    if (known) return known;
    const texts = this.entries.slice(first, first + BLOCK).map((entry) => entry.text);
    const starts = [0];
    for (const text of texts) starts.push(starts.at(-1)! + text.length + BETWEEN.length);
    const block = { text: quickToFind(texts.join(BETWEEN)), starts };
    this.blocks[at] = block;
    return block;
  }

  private set(slot: number, entry: IndexEntry): void {
    this.entries[slot] = entry;
    this.drawBitmap(slot, entry.text);
    this.ids[slot] = entry.id;
    this.binned[slot] = entry.binned;
    this.blocks[Math.floor(slot / BLOCK)] = null;
    for (const [field, column] of this.columns) setCode(column, slot, entry.filters[field] ?? []);
  }

  /** Made when a field is first filtered by. */
  private column(field: string): Column {
    const known = this.columns.get(field);
    if (known) return known;
    const column: Column = { codes: [], values: [], codeOf: new Map() };
    for (const [slot, entry] of this.entries.entries()) setCode(column, slot, entry.filters[field] ?? []);
    this.columns.set(field, column);
    return column;
  }

  private drawBitmap(slot: number, text: string): void {
    const { bitmap, bits } = this;
    for (const word of bitmap) word[slot] = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const bit = (bits[code] || this.newBit(code)) - 1;
      bitmap[bit >>> 5]![slot]! |= 1 << (bit & 31);
    }
  }

  private newBit(code: number): number {
    const bit = this.ownBits < OWN_BITS ? this.ownBits++ : OWN_BITS + (code & 63);
    this.bits[code] = bit + 1;
    return bit + 1;
  }

  private orderBy(name: string, source: () => SortSource): Order {
    const known = this.orders.get(name);
    if (known) return known;
    const made = source();
    const keys = new Array<SortKey>(this.entries.length).fill('');
    const slots: number[] = [];
    for (const [id, key] of made.all()) {
      const slot = this.slotOf.get(id);
      if (slot === undefined) continue;
      keys[slot] = key;
      if (!isEmptyKey(key)) slots.push(slot);
    }
    // A source may give its keys in order already; sorting such a list costs little.
    const order: Order = { source: made, keys, slots: this.sorted(slots, keys) };
    const empty = [...keys.keys()].filter((slot) => isEmptyKey(keys[slot]));
    for (const slot of empty.sort((a, b) => this.entries[a]!.id - this.entries[b]!.id)) order.slots.push(slot);
    this.orders.set(name, order);
    return order;
  }

  /** Most columns have few different keys: then only these are sorted, and the slots of each by age. */
  private sorted(slots: number[], keys: readonly SortKey[]): number[] {
    const byId = (a: number, b: number) => this.entries[a]!.id - this.entries[b]!.id;
    const different = new Set(slots.map((slot) => keys[slot]!));
    if (different.size * 4 > slots.length) {
      return slots.sort((a, b) => (keys[a] === keys[b] ? byId(a, b) : keys[a]! < keys[b]! ? -1 : 1));
    }
    const groups = new Map<SortKey, number[]>([...different].sort((a, b) => (a < b ? -1 : 1)).map((key) => [key, []]));
    for (const slot of slots) groups.get(keys[slot]!)!.push(slot);
    return [...groups.values()].flatMap((group) => group.sort(byId));
  }

  /** How many assets have a key: they stand before the empty ones. */
  private countFilled({ keys, slots }: Order): number {
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isEmptyKey(keys[slots[middle]!])) high = middle;
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
    order.keys[slot] = key;
    let low = 0;
    let high = order.slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = order.slots[middle]!;
      if (compare(order.keys[other], this.entries[other]!.id, key, id) < 0) low = middle + 1;
      else high = middle;
    }
    order.slots.splice(low, 0, slot);
  }
}

function twiceAsLong(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(words.length * 2);
  longer.set(words);
  return longer;
}

/**
 * V8 looks for the higher byte of a word's first character. For 0, 、 and 。 this is 0x30, which every kana has too, and
 * such words took five times as long. So these characters stand in a private area, in the texts as in the words.
 */
function quickToFind(text: string): string {
  return text.replaceAll(/[0\u3001-\u302f]/g, (c) => String.fromCharCode(0xe080 + (c.charCodeAt(0) & 0x3f)));
}

function setCode(column: Column, slot: number, values: readonly string[]): void {
  const key = values.length === 1 ? values[0]! : `\u001f${values.join('\u001f')}`;
  let code = column.codeOf.get(key);
  if (code === undefined) {
    code = column.values.push(values) - 1;
    column.codeOf.set(key, code);
  }
  column.codes[slot] = code;
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
