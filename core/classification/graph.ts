import { AXES, type Axis, type Levels, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, assetsByIds } from '../../db/assets.ts';
import { carryingLinks, carryingLinksFrom } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { Context } from '../context.ts';
import { opened } from '../context.ts';
import { isGone, type RegisterState } from '../register/state.ts';
import { CARRYING } from './carrying.ts';

/** The strictest level per axis of what an asset holds, in one scheme, and who each comes from. */
export interface Held extends Levels {
  readonly schemeId: string;
  readonly from: Readonly<Record<Axis, number | null>>;
}

interface Node {
  readonly id: number;
  schemeId: string;
  levels: readonly (string | null)[];
  /** By axis; 0: no level. */
  ranks: readonly number[];
  /** In the register and still there: neither in the bin nor disposed of. */
  present: boolean;
  /** What it holds, and what holds it; NONE until there is something: most assets have only one of the two. */
  inside: Set<number>;
  around: Set<number>;
  held: readonly HeldIn[];
}

/** Nothing is ever put into it. */
const NONE: Set<number> = new Set();
const HOLDS_NOTHING: readonly HeldIn[] = [];

interface HeldIn {
  readonly schemeId: string;
  readonly levels: (string | null)[];
  readonly ranks: number[];
  readonly from: (number | null)[];
}

/** An asset that holds less now than before. */
export interface Drop {
  readonly id: number;
  readonly schemeId: string;
  readonly axis: Axis;
  readonly before: string;
  readonly after: string | null;
}

const NODE_COLUMNS = ['scheme_id', 'binned', 'state', ...AXES];

/**
 * Which class travels where (domain.md D3, ⑤): the assets that links carry a class between, in memory, each with the
 * strictest levels of everything it holds through any depth of links. Read from the database when it is first asked for;
 * a change names the assets it touched, and only what lies around those is computed anew, content first.
 *
 * Levels of different schemes can't be compared: they are kept apart, by scheme.
 */
export class ClassGraph {
  readonly #db: ReadableDb;
  readonly #state: () => RegisterState;
  #nodes: Map<number, Node> | null = null;
  /** Revisions of the schemes that the ranks belong to, and the state they were last looked up in. */
  #schemes = '';
  #seen: RegisterState | null = null;

  constructor(db: ReadableDb, state: () => RegisterState) {
    this.#db = db;
    this.#state = state;
  }

  /** Forgets everything; read again when it is next asked for (after a rollback, after an import). */
  reset(): void {
    this.#nodes = null;
  }

  /** Reads it now: what a change takes away can only be seen by what stood before. */
  load(): void {
    this.#loaded();
  }

  /** The strictest levels inside, in the asset's own scheme; null for one that holds nothing classed in it. */
  held(id: number): Held | null {
    const node = this.#loaded().get(id);
    return node ? toHeld(node.held.find((one) => one.schemeId === node.schemeId)) : null;
  }

  /** The same for what is classed in other schemes than the asset itself. */
  heldInOtherSchemes(id: number): Held[] {
    const node = this.#loaded().get(id);
    return node ? node.held.filter((one) => one.schemeId !== node.schemeId).map((one) => toHeld(one)!) : [];
  }

  /** Everything that holds this asset, through any depth, itself left out. */
  holdersOf(id: number): number[] {
    return this.#reach([id], (node) => node.around);
  }

  /** Everything this asset holds that is still there, through any depth, itself left out. */
  contentOf(id: number): number[] {
    const nodes = this.#loaded();
    return this.#reach([id], (node) => [...node.inside].filter((inner) => nodes.get(inner)?.present));
  }

  /** Whether it holds anything, there or not. */
  holds(id: number): boolean {
    return (this.#loaded().get(id)?.inside.size ?? 0) > 0;
  }

  /**
   * Reads some assets and their links again, after or inside the transaction that changed them, and computes what lies
   * around them. @returns what holds less than before
   */
  refresh(ids: Iterable<number>): Drop[] {
    if (this.#nodes === null) return [];
    const nodes = this.#loaded();
    const touched = [...new Set(ids)];
    const links = carryingLinksFrom(this.#db, touched, CARRYING);
    const linked = new Set(links.flatMap(({ from_id, to_id }) => [from_id, to_id]));
    const stale = touched.filter((id) => nodes.has(id) || linked.has(id));
    const unknown = [...linked].filter((id) => !nodes.has(id));
    const before = new Map<number, Pick<Node, 'schemeId' | 'levels' | 'present' | 'around'>>();
    for (const id of stale) {
      const node = nodes.get(id);
      if (!node) continue;
      before.set(id, { ...node });
      for (const holder of node.around) nodes.get(holder)!.inside.delete(id);
      node.around = NONE;
    }
    this.#read([...new Set([...stale, ...unknown])]);
    for (const { from_id, to_id } of links) connect(nodes, from_id, to_id);
    // What nothing has changed for is not computed: an asset may lie in ten thousand others when its remark is edited.
    const starts = new Set<number>();
    for (const id of stale) {
      const node = nodes.get(id);
      if (!node) continue;
      const was = before.get(id);
      if (!was) starts.add(id);
      const same = was !== undefined && countsTheSame(was, node);
      for (const holder of node.around) if (!same || !was.around.has(holder)) starts.add(holder);
      for (const holder of was?.around ?? []) if (!node.around.has(holder)) starts.add(holder);
    }
    return this.#compute(starts);
  }

  #loaded(): Map<number, Node> {
    const state = this.#state();
    if (this.#nodes !== null && this.#seen === state) return this.#nodes;
    this.#seen = state;
    const revisions = [...state.schemeRevisions].join();
    if (this.#nodes === null || this.#schemes !== revisions) {
      this.#schemes = revisions;
      this.#nodes = new Map();
      const links = carryingLinks(this.#db, CARRYING);
      this.#read([...new Set(links.flatMap(({ from_id, to_id }) => [from_id, to_id]))]);
      for (const { from_id, to_id } of links) connect(this.#nodes, from_id, to_id);
      this.#compute(this.#nodes.keys());
    }
    return this.#nodes;
  }

  #read(ids: readonly number[]): void {
    const state = this.#state();
    const nodes = this.#nodes!;
    // A hundred thousand assets have a few dozen different classes.
    const classes = new Map<string, Pick<Node, 'schemeId' | 'levels' | 'ranks'>>();
    const classOf = (record: AssetRecord) => {
      const schemeId = record.scheme_id;
      const levels = AXES.map((axis) => (record[axis] as string | null) ?? null);
      const key = [schemeId, ...levels].join('\n');
      const known = classes.get(key);
      if (known) return known;
      const scheme = state.schemes.get(schemeId);
      const ranks = AXES.map((axis, i) => (scheme && levelOf(scheme, axis, levels[i]!)?.rank) ?? 0);
      const made = { schemeId, levels, ranks };
      classes.set(key, made);
      return made;
    };
    for (const record of assetsByIds(this.#db, ids, NODE_COLUMNS)) {
      const present = record.binned === 0 && !isGone(state, record['state']);
      const facts = { ...classOf(record), present };
      const known = nodes.get(record.id);
      if (known) Object.assign(known, facts);
      else nodes.set(record.id, { id: record.id, ...facts, inside: NONE, around: NONE, held: HOLDS_NOTHING });
    }
  }

  #reach(starts: Iterable<number>, next: (node: Node) => Iterable<number>): number[] {
    const nodes = this.#loaded();
    const seen = new Set(starts);
    const queue = [...seen];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const node = nodes.get(id);
      if (!node) continue;
      for (const other of next(node)) {
        if (seen.has(other)) continue;
        seen.add(other);
        queue.push(other);
      }
    }
    for (const id of starts) seen.delete(id);
    return [...seen];
  }

  /** Computes these assets and all that hold them, content before holder. */
  #compute(starts: Iterable<number>): Drop[] {
    const nodes = this.#nodes!;
    const first = [...starts].filter((id) => nodes.has(id));
    const affected = new Set([...first, ...this.#reach(first, (node) => node.around)]);
    const { order, circle } = contentFirst(nodes, affected);
    const before = order.map((node) => node.held);
    // Bottom first: in a circle of links (imported ones) the greatest level must come from an asset, not from itself.
    for (const node of order) node.held = HOLDS_NOTHING;
    for (let again = true; again; ) {
      again = false;
      for (const node of order) {
        const held = gather(nodes, node);
        if (circle && !sameHeld(held, node.held)) again = true;
        node.held = held;
      }
    }
    const drops: Drop[] = [];
    for (const [place, node] of order.entries())
      if (before[place] !== node.held) takeDrops(node, before[place]!, drops);
    return drops;
  }
}

/** Does an asset mean to its holders what it meant before? */
function countsTheSame(was: Pick<Node, 'schemeId' | 'levels' | 'present'>, now: Node): boolean {
  return (
    was.present === now.present &&
    was.schemeId === now.schemeId &&
    was.levels.every((level, axis) => level === now.levels[axis])
  );
}

function connect(nodes: Map<number, Node>, from: number, to: number): void {
  const inner = nodes.get(from);
  const outer = nodes.get(to);
  if (!inner || !outer) return;
  if (inner.around === NONE) inner.around = new Set();
  if (outer.inside === NONE) outer.inside = new Set();
  inner.around.add(to);
  outer.inside.add(from);
}

/** Topological order of the affected part, content first; `circle` where there is none. */
function contentFirst(nodes: Map<number, Node>, affected: ReadonlySet<number>): { order: Node[]; circle: boolean } {
  const order: Node[] = [];
  const state = new Map<number, 'open' | 'done'>();
  let circle = false;
  for (const start of affected) {
    // Without recursion: a chain of links may be longer than the stack.
    const stack: { node: Node; inside: Iterator<number> }[] = [];
    const enter = (id: number) => {
      if (!affected.has(id)) return;
      const known = state.get(id);
      if (known === 'open') circle = true;
      if (known) return;
      state.set(id, 'open');
      const node = nodes.get(id)!;
      stack.push({ node, inside: node.inside.values() });
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.inside.next();
      if (next.done) {
        stack.pop();
        state.set(top.node.id, 'done');
        order.push(top.node);
      } else enter(next.value);
    }
  }
  return { order, circle };
}

/** What a node holds: of each thing inside its own levels and what that holds in turn. */
function gather(nodes: Map<number, Node>, node: Node): readonly HeldIn[] {
  if (node.inside.size === 0) return HOLDS_NOTHING;
  const held: HeldIn[] = [];
  const take = (
    schemeId: string,
    levels: readonly (string | null)[],
    ranks: readonly number[],
    from: readonly (number | null)[],
  ) => {
    if (ranks.every((rank) => rank === 0)) return;
    let own = held.find((one) => one.schemeId === schemeId);
    if (!own) {
      own = { schemeId, levels: [null, null, null], ranks: [0, 0, 0], from: [null, null, null] };
      held.push(own);
    }
    for (let axis = 0; axis < 3; axis += 1) {
      const rank = ranks[axis]!;
      const source = from[axis]!;
      // Of equals the one registered first, so that the same register always names the same asset.
      if (rank < own.ranks[axis]! || rank === 0) continue;
      if (rank === own.ranks[axis]! && own.from[axis]! <= source) continue;
      own.ranks[axis] = rank;
      own.levels[axis] = levels[axis]!;
      own.from[axis] = source;
    }
  };
  for (const id of node.inside) {
    const inner = nodes.get(id)!;
    if (!inner.present) continue;
    take(inner.schemeId, inner.levels, inner.ranks, [id, id, id]);
    for (const one of inner.held) take(one.schemeId, one.levels, one.ranks, one.from);
  }
  return held;
}

function sameHeld(a: readonly HeldIn[], b: readonly HeldIn[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Puts what a node holds less than before to the drops. */
function takeDrops(node: Node, before: readonly HeldIn[], drops: Drop[]): void {
  for (const was of before) {
    const now = node.held.find((one) => one.schemeId === was.schemeId);
    for (const [i, axis] of AXES.entries()) {
      if ((now?.ranks[i] ?? 0) >= was.ranks[i]!) continue;
      drops.push({ id: node.id, schemeId: was.schemeId, axis, before: was.levels[i]!, after: now?.levels[i] ?? null });
    }
  }
}

function toHeld(one: HeldIn | undefined): Held | null {
  if (!one) return null;
  const by = <T>(values: readonly T[]) => ({
    confidentiality: values[0]!,
    integrity: values[1]!,
    availability: values[2]!,
  });
  return { schemeId: one.schemeId, ...by(one.levels), from: by(one.from) };
}

const graphs = new WeakMap<ReadableDb, ClassGraph>();

/** The graph that is kept for the connection of the open register; undefined on any other connection. */
export function keptGraph(db: ReadableDb): ClassGraph | undefined {
  return graphs.get(db);
}

/** The graph of the open register. */
export function classGraph(context: Context): ClassGraph {
  const { db } = opened(context);
  const known = graphs.get(db) ?? new ClassGraph(db, () => opened(context).state);
  graphs.set(db, known);
  return known;
}
