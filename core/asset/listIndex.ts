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
  /** Values of the filter fields that are not empty; several for multi fields. */
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
  /** Reads what the next few lack (setValues, setTexts). @returns false when nothing was left to read */
  next(): boolean;
}

interface Order {
  readonly source: SortSource;
  /** By slot. */
  readonly keys: SortKey[];
  /** Slots in ascending order. */
  slots: number[];
}

/** The values of one filter field: a number for each slot that stands for its values; 0 for an empty one. */
interface Column {
  codes: Uint32Array<ArrayBuffer>;
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
/** Neither a text nor a word of a query holds it: folding makes spaces of it. */
const BETWEEN = '\n';
const KIND = 'kind';
const EMPTY: readonly string[] = [''];

/** What forEach tells of an asset. */
export interface IndexedAsset extends Pick<IndexEntry, 'kind' | 'binned' | 'missing'> {
  /** Of the field that was asked for. */
  readonly values: readonly string[];
}

/**
 * Nothing stands here twice and nothing as an object for each asset: at 100,000 of them entries with their fields would
 * cost three times as much memory as their texts (docs/architecture.md).
 */
export class ListIndex {
  private readonly slotOf = new Map<number, number>();
  /** By slot, as all that follows. */
  private readonly ids: number[] = [];
  private binned = new Uint8Array(1024);
  private missing = new Uint16Array(1024);
  private readonly columns = new Map<string, Column>();
  /** Word by word, each by slot: a search walks through few of them from end to end. */
  private bitmap = Array.from({ length: WORDS }, () => new Uint32Array(1024));
  /** For each UTF-16 unit its bit and 1; 0 for one that no text has held so far. */
  private readonly bits = new Uint16Array(0x10000);
  private ownBits = 0;
  /** Texts of BLOCK slots each; single ones since one of them has changed, until they are next searched. */
  private readonly blocks: (Block | string[])[] = [];
  private readonly orders = new Map<string, Order>();
  private rest: IndexRest | null = null;
  private last: { readonly key: string; readonly ids: number[] } | null = null;

  get size(): number {
    return this.ids.length;
  }

  /** Adds an asset or replaces what is known of it, and moves it to its place in every order in use. */
  put(entry: IndexEntry): void {
    let slot = this.slotOf.get(entry.id);
    const isNew = slot === undefined;
    if (slot === undefined) {
      slot = this.ids.push(entry.id) - 1;
      this.slotOf.set(entry.id, slot);
      if (slot === this.binned.length) this.grow();
    }
    this.binned[slot] = entry.binned ? 1 : 0;
    this.missing[slot] = entry.missing;
    const filters = entry.filters[KIND] ? entry.filters : { ...entry.filters, [KIND]: [entry.kind] };
    for (const field of Object.keys(filters)) this.column(field);
    for (const [field, column] of this.columns) setCode(column, slot, filters[field] ?? EMPTY);
    if (!isNew || entry.text !== '') this.setText(slot, entry.text);
    for (const order of this.orders.values()) this.place(order, slot, isNew);
    this.last = null;
  }

  /** Takes what was put so far as a beginning: `rest` gives what it lacks, bit by bit (loadMore) or when needed. */
  completeFrom(rest: IndexRest): void {
    this.rest = rest;
  }

  /** Reads what the next few lack. @returns false when all is done */
  loadMore(): boolean {
    const more = this.rest?.next() ?? false;
    if (!more) this.rest = null;
    return more;
  }

  has(id: number): boolean {
    return this.slotOf.has(id);
  }

  /** Undefined for an asset that is not there. */
  kindOf(id: number): string | undefined {
    return this.valuesOf(id, KIND)?.[0];
  }

  /** The values of a filter field; undefined for an asset that is not there. */
  valuesOf(id: number, field: string): readonly string[] | undefined {
    const slot = this.slotOf.get(id);
    if (slot === undefined) return undefined;
    const { codes, values } = this.column(field);
    return values[codes[slot]!]!;
  }

  /**
   * Sets the values of one filter field, for an asset that is there. The orders in use and the last answer stay: no
   * question about what is still to be read is answered before it is.
   */
  setValues(id: number, field: string, values: readonly string[]): void {
    setCode(this.column(field), this.slotOf.get(id)!, values);
  }

  /** Sets the texts of some assets that are there, and gets them ready for searching. */
  setTexts(texts: readonly (readonly [id: number, text: string])[]): void {
    const touched = new Set<number>();
    for (const [id, text] of texts) {
      const slot = this.slotOf.get(id)!;
      this.setText(slot, text);
      touched.add(slot - (slot % BLOCK));
    }
    for (const first of touched) this.block(first);
  }

  /** Calls `each` for every asset, those in the bin too. @param field a filter field */
  forEach(field: string, each: (asset: IndexedAsset) => void): void {
    const [kinds, column] = [this.column(KIND), this.column(field)];
    for (let slot = 0; slot < this.ids.length; slot += 1) {
      each({
        kind: kinds.values[kinds.codes[slot]!]![0]!,
        binned: this.binned[slot] === 1,
        missing: this.missing[slot]!,
        values: column.values[column.codes[slot]!]!,
      });
    }
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
    const { codes, codeOf } = this.column(KIND);
    const code = kind === undefined ? undefined : codeOf.get(kind);
    if (kind !== undefined && code === undefined) return 0;
    for (let slot = 0; slot < this.ids.length; slot += 1)
      if (this.binned[slot] === (binned ? 1 : 0) && (code === undefined || codes[slot] === code)) n += 1;
    return n;
  }

  /**
   * 1 for each slot that passes. Slot by slot, one condition after the other: memory is walked in one direction, which
   * at 100,000 assets is several times as fast as asking everything of each asset in the order of the list.
   */
  private passing(filter: IndexFilter): Uint8Array {
    const wanted = Object.entries(filter.filters ?? {}).filter(([, values]) => values.length > 0);
    const terms = searchTerms(filter.query ?? '');
    if (terms.length > 0 || wanted.some(([field]) => this.rest?.fields.has(field))) while (this.loadMore());
    const { kind, incomplete } = filter;
    const binned = filter.binned ? 1 : 0;
    const ids = filter.ids ? new Set(filter.ids) : null;
    const passing = new Uint8Array(this.size);
    for (let slot = 0; slot < passing.length; slot += 1) passing[slot] = this.binned[slot] === binned ? 1 : 0;
    const keep = (test: (slot: number) => boolean) => {
      for (let slot = 0; slot < passing.length; slot += 1) if (passing[slot] === 1 && !test(slot)) passing[slot] = 0;
    };
    if (kind !== undefined) this.keepWith(passing, KIND, new Set([kind]));
    if (incomplete) keep((slot) => this.missing[slot]! > 0);
    if (ids) keep((slot) => ids.has(this.ids[slot]!));
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
    const known = this.blocks[at] ?? [];
    if (!Array.isArray(known)) return known;
    const starts = [0];
    for (let i = 0; i < BLOCK; i += 1) starts.push(starts[i]! + (known[i]?.length ?? 0) + BETWEEN.length);
    const block = { text: Array.from({ length: BLOCK }, (_, i) => known[i]).join(BETWEEN), starts };
    this.blocks[at] = block;
    return block;
  }

  private setText(slot: number, text: string): void {
    const at = Math.floor(slot / BLOCK);
    const known = this.blocks[at] ?? [];
    const texts = Array.isArray(known) ? known : known.text.split(BETWEEN);
    texts[slot % BLOCK] = quickToFind(text);
    this.blocks[at] = texts;
    this.drawBitmap(slot, text);
  }

  private column(field: string): Column {
    const known = this.columns.get(field);
    if (known) return known;
    const codes = new Uint32Array(this.binned.length);
    const column: Column = { codes, values: [EMPTY], codeOf: new Map([['', 0]]) };
    this.columns.set(field, column);
    return column;
  }

  private grow(): void {
    const length = this.binned.length * 2;
    this.binned = longer(this.binned, new Uint8Array(length));
    this.missing = longer(this.missing, new Uint16Array(length));
    this.bitmap = this.bitmap.map((word) => longer(word, new Uint32Array(length)));
    for (const column of this.columns.values()) column.codes = longer(column.codes, new Uint32Array(length));
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
    const keys = new Array<SortKey>(this.size).fill('');
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
    for (const slot of empty.sort((a, b) => this.ids[a]! - this.ids[b]!)) order.slots.push(slot);
    this.orders.set(name, order);
    return order;
  }

  /** Most columns have few different keys: then only these are sorted, and the slots of each by age. */
  private sorted(slots: number[], keys: readonly SortKey[]): number[] {
    const byId = (a: number, b: number) => this.ids[a]! - this.ids[b]!;
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
    const id = this.ids[slot]!;
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
      if (compare(order.keys[other], this.ids[other]!, key, id) < 0) low = middle + 1;
      else high = middle;
    }
    order.slots.splice(low, 0, slot);
  }
}

function longer<T extends Uint8Array | Uint16Array | Uint32Array>(short: T, long: T): T {
  long.set(short);
  return long;
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
