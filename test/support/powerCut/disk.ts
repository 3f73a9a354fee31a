import type { Random } from '../random.ts';
import type { Files, Op } from './vfs.ts';

/** A disk loses or keeps 512 bytes at a time. */
const SECTOR = 512;

type Change = Extract<Op, { type: 'write' | 'size' }>;

/** What has been written to one file (one inode): what a sync has made safe, and what came after it. */
interface Inode {
  safe: Uint8Array;
  pending: Change[];
}

/** A name that came or went and is not yet known to be on the disk. */
type NameChange = { readonly name: string; readonly inode: Inode | null };

/**
 * What a disk may hold when the power goes.
 *
 * A sync makes safe what was written to that file before, and the names that came and went in the folder up to the
 * file's own (SQLite syncs the folder with a new journal or log; ext4 and NTFS keep the order of names). Everything
 * else may be there or not: each write by itself whole, not at all, or in any of its sectors of 512 bytes; in any order
 * where writes overlap; names up to some point. A file that grew may have its new length without the new bytes (zeros).
 */
export class Disk {
  readonly #safeNames = new Map<string, Inode>();
  readonly #names = new Map<string, Inode>();
  #pendingNames: NameChange[] = [];

  constructor(start: Files) {
    for (const [name, bytes] of start) {
      const inode = { safe: bytes, pending: [] };
      this.#safeNames.set(name, inode);
      this.#names.set(name, inode);
    }
  }

  apply(op: Op): void {
    if (op.type === 'create') this.#name(op.file, { safe: new Uint8Array(0), pending: [] });
    else if (op.type === 'remove') {
      this.#name(op.file, null);
      if (op.synced) this.#settleNames(this.#pendingNames.length);
    } else if (op.type === 'write' || op.type === 'size') this.#names.get(op.file)!.pending.push(op);
    else if (op.type === 'sync') {
      const inode = this.#names.get(op.file)!;
      if (inode.pending.length > 0) inode.safe = after(inode.safe, inode.pending);
      inode.pending = [];
      const own = this.#pendingNames.findLastIndex((change) => change.inode === inode);
      if (own >= 0) this.#settleNames(own + 1);
    }
  }

  /** How much is not yet safe: writes, lengths and names. 0: there is one state only. */
  get pending(): number {
    let n = this.#pendingNames.length;
    for (const inode of new Set(this.#names.values())) n += inode.pending.length;
    return n;
  }

  /** The files as they are while the power is on. */
  now(): Files {
    return contents(this.#names, (inode) => after(inode.safe, inode.pending));
  }

  /** One of the states that the disk may be in after a power cut now; `key` tells two draws apart. */
  state(random: Random): { readonly files: Files; readonly key: string } {
    const names = new Map(this.#safeNames);
    const reached = random.below(this.#pendingNames.length + 1);
    let key = `${reached}`;
    for (const { name, inode } of this.#pendingNames.slice(0, reached)) {
      if (inode) names.set(name, inode);
      else names.delete(name);
    }
    const drawn = new Map<Inode, Uint8Array>();
    for (const inode of names.values()) {
      if (drawn.has(inode)) continue;
      const { bytes, choices } = survivors(inode, random);
      drawn.set(inode, bytes);
      key += `|${choices}`;
    }
    return { files: contents(names, (inode) => drawn.get(inode)!), key };
  }

  #name(name: string, inode: Inode | null): void {
    if (inode) this.#names.set(name, inode);
    else this.#names.delete(name);
    this.#pendingNames.push({ name, inode });
  }

  #settleNames(count: number): void {
    for (const { name, inode } of this.#pendingNames.splice(0, count)) {
      if (inode) this.#safeNames.set(name, inode);
      else this.#safeNames.delete(name);
    }
  }
}

function contents(names: ReadonlyMap<string, Inode>, of: (inode: Inode) => Uint8Array): Files {
  return new Map([...names].map(([name, inode]) => [name, of(inode)]));
}

/** The bytes with all changes made in their order. */
function after(safe: Uint8Array, changes: readonly Change[]): Uint8Array {
  const image = new Image(safe, changes);
  for (const change of changes) {
    if (change.type === 'size') image.resize(change.size);
    else image.write(change.at, change.bytes);
  }
  return image.bytes();
}

/** How the writes fare: what a disk that is cut off does, from the harmless to the nasty. */
const FATES = ['few', 'half', 'most', 'upToOne', 'allButOne', 'onlyOne', 'onlyLast', 'tornOne', 'tornAll'] as const;

function survivors(inode: Inode, random: Random): { readonly bytes: Uint8Array; readonly choices: string } {
  const { safe, pending } = inode;
  if (pending.length === 0) return { bytes: safe, choices: '' };
  const fate = random.pick(FATES);
  const chosen = random.below(pending.length);
  const part = fate === 'few' ? 0.1 : fate === 'half' ? 0.5 : 0.9;
  const order = pending.map((_, i) => i);
  // The order matters only where writes overlap, but nothing is said about where they do.
  if (random.chance(0.5)) shuffle(order, random);
  const grows = random.chance(0.5);
  const image = new Image(safe, pending);
  let choices = grows ? '+' : '';
  for (const i of order) {
    const change = pending[i]!;
    const kept = survives(fate, i, pending.length, chosen, part, random);
    if (kept === 'lost') {
      // A file may have its new length before it has the new bytes.
      if (grows && change.type === 'write') image.grow(change.at + change.bytes.length);
    } else if (change.type === 'size') image.resize(change.size);
    else if (kept === 'whole') image.write(change.at, change.bytes);
    else choices += `${i}:${writeTorn(image, change.at, change.bytes, random)}`;
    choices += kept === 'lost' ? '' : `,${i}`;
  }
  return { bytes: image.bytes(), choices };
}

function survives(
  fate: (typeof FATES)[number],
  i: number,
  count: number,
  chosen: number,
  part: number,
  random: Random,
): 'whole' | 'torn' | 'lost' {
  switch (fate) {
    case 'upToOne':
      return i < chosen ? 'whole' : i === chosen ? 'torn' : 'lost';
    case 'allButOne':
      return i === chosen ? 'lost' : 'whole';
    case 'onlyOne':
      return i === chosen ? 'whole' : 'lost';
    case 'onlyLast':
      return i === count - 1 ? 'whole' : 'lost';
    case 'tornOne':
      return i === chosen ? 'torn' : 'whole';
    case 'tornAll':
      return 'torn';
    default:
      return random.chance(part) ? (random.chance(0.1) ? 'torn' : 'whole') : 'lost';
  }
}

/** Some of the sectors that the write lies in; within a sector all of its bytes or none. @returns which ones */
function writeTorn(image: Image, at: number, bytes: Uint8Array, random: Random): string {
  const end = at + bytes.length;
  let which = '';
  for (let from = at; from < end; ) {
    const to = Math.min(end, from - (from % SECTOR) + SECTOR);
    const kept = random.chance(0.5);
    if (kept) image.write(from, bytes.subarray(from - at, to - at));
    which += kept ? '1' : '0';
    from = to;
  }
  return which;
}

function shuffle<T>(list: T[], random: Random): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}

/** Bytes of a file that grow and shrink; room for the largest that it can become is taken once. */
class Image {
  readonly #room: Uint8Array;
  #size: number;

  constructor(start: Uint8Array, changes: readonly Change[]) {
    let room = start.length;
    for (const change of changes)
      room = Math.max(room, change.type === 'size' ? change.size : change.at + change.bytes.length);
    this.#room = new Uint8Array(room);
    this.#room.set(start);
    this.#size = start.length;
  }

  write(at: number, bytes: Uint8Array): void {
    this.#room.set(bytes, at);
    this.grow(at + bytes.length);
  }

  grow(size: number): void {
    this.#size = Math.max(this.#size, size);
  }

  resize(size: number): void {
    if (size < this.#size) this.#room.fill(0, size, this.#size);
    this.#size = size;
  }

  bytes(): Uint8Array {
    return this.#room.subarray(0, this.#size);
  }
}
