import init from '@sqlite.org/sqlite-wasm';
import { SETTINGS, type Step } from './driver.ts';

/** One thing that SQLite asked of the disk, or a mark between two such things. Names are those in the data folder. */
export type Op =
  | { readonly type: 'write'; readonly file: string; readonly at: number; readonly bytes: Uint8Array }
  | { readonly type: 'size'; readonly file: string; readonly size: number }
  | { readonly type: 'sync'; readonly file: string }
  | { readonly type: 'create'; readonly file: string }
  /** `synced`: the folder was synced, too. */
  | { readonly type: 'remove'; readonly file: string; readonly synced: boolean }
  /** A transaction has ended, as far as SQLite is concerned. */
  | { readonly type: 'commit' }
  /** Marks of the recording (driver.ts). */
  | Extract<Step, { readonly type: 'ask' | 'ack' }>;

export type Files = ReadonlyMap<string, Uint8Array>;

/** The part of the driver's interface that is used here, without its loose types. */
interface Wasm {
  heap8u(): Uint8Array;
  poke32(at: number, value: number): void;
  poke64(at: number, value: bigint): void;
  pokePtr(at: number, value: number): void;
  alloc(bytes: number): number;
  dealloc(at: number): void;
  cstrToJs(at: number): string;
  cstrncpy(to: number, from: number, n: number): number;
}
interface Struct {
  readonly pointer: number;
  dispose(): void;
  [member: `$${string}`]: number;
}
type StructClass = { new (at?: number): Struct; readonly structInfo: { readonly sizeof: number } };
interface Sqlite {
  readonly version: { readonly libVersion: string; readonly sourceId: string };
  readonly wasm: Wasm;
  readonly vfs: { installVfs(parts: Record<string, { struct: Struct; methods: object; name?: string }>): void };
  readonly oo1: { readonly DB: new (options: { filename: string; flags: string; vfs: string }) => Connection };
  readonly capi: {
    readonly sqlite3_vfs: StructClass;
    readonly sqlite3_io_methods: StructClass;
    readonly sqlite3_file: StructClass;
    sqlite3_vfs_find(name: null): number;
    sqlite3_get_autocommit(db: Connection): number;
    sqlite3_bind_parameter_name(statement: Statement, at: number): string | null;
  };
}
interface Connection {
  exec(sql: string | { sql: string; bind?: unknown }): void;
  prepare(sql: string): Statement;
  selectValue(sql: string): unknown;
  close(): void;
}

interface Statement {
  bind(at: number, value: unknown): void;
  step(): boolean;
  finalize(): void;
  readonly parameterCount: number;
}

const OK = 0;
const CANTOPEN = 14;
const NOTFOUND = 12;
const IOERR_SHORT_READ = 522;
const IOERR_DELETE_NOENT = 5898;
const OPEN_CREATE = 4;
const OPEN_DELETEONCLOSE = 8;
/** What os_unix.c and os_win.c say of every disk: a write harms no byte beside it; sectors of 4096 bytes. */
const POWERSAFE_OVERWRITE = 4096;
const SECTOR_SIZE = 4096;

const NAME = 'recording';

/** A file of the recording's own disk, in memory. */
interface Held {
  bytes: Uint8Array;
  size: number;
  /** Shared memory of the write-ahead log's index: never on the disk, made anew from the log after a crash. */
  shm: number[];
}

let loaded: Promise<Recorder> | null = null;

/** SQLite as WebAssembly, of the very version that the driver carries, over a disk that notes what it is asked. */
export class Recorder {
  readonly #sqlite: Sqlite;
  #disk = new Map<string, Held>();
  #ops: Op[] = [];
  readonly #open = new Map<number, { readonly held: Held; readonly name: string; readonly temporary: boolean }>();

  private constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
    this.#install();
  }

  static load(): Promise<Recorder> {
    loaded ??= (init as unknown as () => Promise<Sqlite>)().then((sqlite) => new Recorder(sqlite));
    return loaded;
  }

  get version(): string {
    return this.#sqlite.version.libVersion;
  }

  get sourceId(): string {
    return this.#sqlite.version.sourceId;
  }

  /**
   * Runs what the register's connection ran, on a disk that holds `start`.
   * @param edit another statement in the place of one, for controls
   * @returns everything that was asked of the disk, in order
   */
  replay(steps: readonly Step[], start: Files, edit: (sql: string) => string = (sql) => sql): readonly Op[] {
    this.#disk = new Map(
      [...start].map(([name, bytes]) => [name, { bytes: bytes.slice(), size: bytes.length, shm: [] }]),
    );
    this.#ops = [];
    const ops = this.#ops;
    let db: Connection | null = null;
    let marked = 0;
    const mark = () => {
      if (ops.length > marked && (!db || this.#sqlite.capi.sqlite3_get_autocommit(db))) ops.push({ type: 'commit' });
      marked = ops.length;
    };
    for (const step of steps) {
      if (step.type === 'open') {
        db = new this.#sqlite.oo1.DB({ filename: 'register.sqlite', flags: 'c', vfs: NAME });
      } else if (step.type === 'close') {
        db!.close();
        db = null;
        mark();
      } else if (step.type === 'settings') {
        for (const name of SETTINGS) {
          const pragma = edit(`PRAGMA ${name} = ${step.settings[name]}`);
          if (db!.selectValue(`PRAGMA ${name}`) !== step.settings[name]) db!.exec(pragma);
        }
      } else if (step.type === 'sql') {
        if (step.values.length === 0) db!.exec(edit(step.sql));
        else this.#run(db!, edit(step.sql), step.values);
        if (!this.#sqlite.capi.sqlite3_get_autocommit(db!)) continue;
        mark();
      } else {
        ops.push(step);
        marked = ops.length;
      }
    }
    db?.close();
    return ops;
  }

  /** One prepared statement with its values, which stand in order or, in one object, by name. */
  #run(db: Connection, sql: string, values: readonly unknown[]): void {
    const statement = db.prepare(sql);
    try {
      const byName = isNamed(values[0]) ? values[0] : null;
      for (let at = 1; at <= statement.parameterCount; at += 1) {
        const name = this.#sqlite.capi.sqlite3_bind_parameter_name(statement, at);
        statement.bind(at, byName && name ? byName[name.slice(1)] : values[at - 1]);
      }
      while (statement.step());
    } finally {
      statement.finalize();
    }
  }

  #install(): void {
    const { capi, wasm, vfs } = this.#sqlite;
    const io = new capi.sqlite3_io_methods();
    const own = new capi.sqlite3_vfs();
    const usual = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
    // 2: with shared memory, so that the write-ahead log works as it does in the app, without exclusive locking.
    io.$iVersion = 2;
    own.$iVersion = 2;
    own.$szOsFile = capi.sqlite3_file.structInfo.sizeof;
    own.$mxPathname = 512;
    for (const member of ['$xRandomness', '$xSleep', '$xCurrentTime', '$xCurrentTimeInt64', '$xGetLastError'] as const)
      own[member] = usual[member]!;
    const of = (file: number) => this.#open.get(file)!;
    const methods = {
      xClose: (file: number) => {
        const { name, temporary } = of(file);
        this.#open.delete(file);
        if (temporary) this.#disk.delete(name);
        return OK;
      },
      xRead: (file: number, to: number, n: number, at: bigint) => {
        const { held } = of(file);
        const from = Number(at);
        const there = Math.max(0, Math.min(n, held.size - from));
        wasm.heap8u().set(held.bytes.subarray(from, from + there), to);
        if (there === n) return OK;
        wasm.heap8u().fill(0, to + there, to + n);
        return IOERR_SHORT_READ;
      },
      xWrite: (file: number, from: number, n: number, at: bigint) => {
        const { held, name } = of(file);
        const bytes = wasm.heap8u().slice(from, from + n);
        put(held, Number(at), bytes);
        this.#note(file, { type: 'write', file: name, at: Number(at), bytes });
        return OK;
      },
      xTruncate: (file: number, size: bigint) => {
        const { held, name } = of(file);
        held.bytes.fill(0, Number(size));
        held.size = Number(size);
        this.#note(file, { type: 'size', file: name, size: held.size });
        return OK;
      },
      xSync: (file: number) => {
        this.#note(file, { type: 'sync', file: of(file).name });
        return OK;
      },
      xFileSize: (file: number, to: number) => {
        wasm.poke64(to, BigInt(of(file).held.size));
        return OK;
      },
      // One connection, so that there is nobody to keep out. A function each: they are told apart by their identity.
      xLock: () => OK,
      xUnlock: () => OK,
      xCheckReservedLock: (_file: number, to: number) => {
        wasm.poke32(to, 0);
        return OK;
      },
      xFileControl: () => NOTFOUND,
      xSectorSize: () => SECTOR_SIZE,
      xDeviceCharacteristics: () => POWERSAFE_OVERWRITE,
      xShmMap: (file: number, region: number, size: number, extend: number, to: number) => {
        const { shm } = of(file).held;
        if (shm[region] === undefined && extend) {
          shm[region] = wasm.alloc(size);
          wasm.heap8u().fill(0, shm[region], shm[region] + size);
        }
        wasm.pokePtr(to, shm[region] ?? 0);
        return OK;
      },
      xShmLock: () => OK,
      xShmBarrier: () => undefined,
      xShmUnmap: (file: number) => {
        for (const region of of(file).held.shm.splice(0)) wasm.dealloc(region);
        return OK;
      },
    };
    const ofFolder = {
      xOpen: (_vfs: number, path: number, file: number, flags: number, outFlags: number) => {
        const temporary = path === 0 || (flags & OPEN_DELETEONCLOSE) !== 0;
        const name = path === 0 ? `temporary-${file}` : wasm.cstrToJs(path);
        let held = this.#disk.get(name);
        if (!held && !(flags & OPEN_CREATE)) return CANTOPEN;
        if (!held) {
          held = { bytes: new Uint8Array(0), size: 0, shm: [] };
          this.#disk.set(name, held);
          if (!temporary) this.#ops.push({ type: 'create', file: name });
        }
        this.#open.set(file, { held, name, temporary });
        const struct = new capi.sqlite3_file(file);
        struct.$pMethods = io.pointer;
        struct.dispose();
        if (outFlags) wasm.poke32(outFlags, flags);
        return OK;
      },
      xDelete: (_vfs: number, path: number, synced: number) => {
        const file = wasm.cstrToJs(path);
        if (!this.#disk.delete(file)) return IOERR_DELETE_NOENT;
        this.#ops.push({ type: 'remove', file, synced: synced !== 0 });
        return OK;
      },
      xAccess: (_vfs: number, path: number, _flags: number, to: number) => {
        wasm.poke32(to, this.#disk.has(wasm.cstrToJs(path)) ? 1 : 0);
        return OK;
      },
      xFullPathname: (_vfs: number, path: number, n: number, to: number) =>
        wasm.cstrncpy(to, path, n) < n ? OK : CANTOPEN,
    };
    vfs.installVfs({ io: { struct: io, methods }, vfs: { struct: own, name: NAME, methods: ofFolder } });
  }

  #note(file: number, op: Op): void {
    if (!this.#open.get(file)!.temporary) this.#ops.push(op);
  }
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function put(held: Held, at: number, bytes: Uint8Array): void {
  const end = at + bytes.length;
  if (held.bytes.length < end) {
    const larger = new Uint8Array(Math.max(end, held.bytes.length * 2));
    larger.set(held.bytes);
    held.bytes = larger;
  }
  held.bytes.set(bytes, at);
  held.size = Math.max(held.size, end);
}
