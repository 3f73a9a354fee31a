import { DaichoError } from '../../../contract/errors.ts';
import type { Limits } from './types.ts';
import { scanXml } from './xml.ts';
import { inflateEntry, type ZipEntry } from './zip.ts';

/** A relationship of one part, its target resolved to a part name. */
export interface Relation {
  readonly id: string;
  /** Last segment of the type, e.g. `worksheet`; the same for transitional and strict books. */
  readonly type: string;
  /** Part name as used by PartStore.read. */
  readonly target: string;
}

const RELATIONS_ROOT = {
  name: 'Relationships',
  namespaces: ['http://schemas.openxmlformats.org/package/2006/relationships'],
};

/** The parts of an Office package by name, whatever the case of their letters. */
export class PartStore {
  readonly #bytes: Uint8Array;
  readonly #limits: Limits;
  #inflated = 0;
  readonly #entries = new Map<string, ZipEntry>();

  constructor(bytes: Uint8Array, entries: readonly ZipEntry[], limits: Limits) {
    this.#bytes = bytes;
    this.#limits = limits;
    for (const entry of entries) this.#entries.set(entry.name.toLowerCase(), entry);
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** @param prefix with the slash at its end */
  hasFolder(prefix: string): boolean {
    const wanted = prefix.toLowerCase();
    return [...this.#entries.keys()].some((name) => name.startsWith(wanted));
  }

  /** Inflated bytes of a part. @throws DaichoError fileUnreadable when it is missing or damaged, fileTooLarge */
  read(name: string): Uint8Array {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new DaichoError('fileUnreadable', `ファイルに必要な部品「${name}」がありません。`);
    // A part that is named many times would be inflated and read as many times.
    this.#inflated += entry.size;
    if (this.#inflated > this.#limits.maxTotalBytes) {
      throw new DaichoError('fileTooLarge', '開いたときの大きさが上限を超えています。');
    }
    return inflateEntry(this.#bytes, entry, this.#limits);
  }

  /** Internal relationships of a part ('' = of the package), in file order; none when it has no relationship part. */
  relations(part: string): Relation[] {
    const slash = part.lastIndexOf('/') + 1;
    const folder = part.slice(0, slash);
    const name = `${folder}_rels/${part.slice(slash)}.rels`;
    const found: Relation[] = [];
    if (!this.has(name)) return found;
    scanXml(this.read(name), 'ブックの部品表', RELATIONS_ROOT, {
      open(element, attributes) {
        if (element !== 'Relationship' || attributes['TargetMode'] === 'External') return;
        const type = attributes['Type'] ?? '';
        const target = resolvePart(folder, attributes['Target'] ?? '');
        found.push({ id: attributes['Id'] ?? '', type: type.slice(type.lastIndexOf('/') + 1), target });
      },
    });
    return found;
  }
}

/** Resolves a relationship target against the folder of its source. Steps above the root end at the root. */
function resolvePart(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const joined = steps.join('/');
  try {
    return decodeURIComponent(joined);
  } catch {
    return joined;
  }
}
