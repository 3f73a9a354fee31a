import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import type { PresentAsset } from '../../db/assets.ts';
import { isEmpty, sameValue } from '../asset/values.ts';

/** What the register holds of one kind, outside of the bin. */
export interface Present {
  readonly ofKind: (kind: Kind) => readonly PresentAsset[];
  readonly valuesOf: (id: number) => Values;
}

/** A row that an earlier import, or a person, has brought in already. */
export interface TakenRow {
  readonly number: string;
  /** same: nothing that the row says is another than what is stored; other: the name is the same, something else is not. */
  readonly as: 'same' | 'other';
  readonly by: 'serialNumber' | 'name';
}

/**
 * Finds rows that are in the register already, so that a corrected book can be imported once more. A row without a
 * number is known by its serial number, else by kind and name with nothing in it that contradicts what is stored. Each
 * asset stands for one row only: of six equal chairs in a file five that are there leave one to come in.
 */
export class Taken {
  readonly #present: Present | undefined;
  readonly #byKind = new Map<Kind, { serials: Map<string, PresentAsset[]>; names: Map<string, PresentAsset[]> }>();
  readonly #met = new Set<number>();

  constructor(present: Present | undefined) {
    this.#present = present;
  }

  /** The asset that has this number and this name. */
  hasNumber(kind: Kind, number: string, name: string): boolean {
    const found = this.#index(kind)?.names.get(foldForSearch(name)) ?? [];
    const asset = found.find((one) => foldForSearch(one.number) === foldForSearch(number));
    if (asset) this.#met.add(asset.id);
    return asset !== undefined;
  }

  find(kind: Kind, values: Values): TakenRow | null {
    const index = this.#index(kind);
    if (!index) return null;
    const free = (list: readonly PresentAsset[] = []) => list.filter(({ id }) => !this.#met.has(id));
    const serial = values['serialNumber'];
    const [twin] = typeof serial === 'string' ? free(index.serials.get(foldForSearch(serial))) : [];
    if (twin) return this.#take(twin, 'same', 'serialNumber');
    const named = free(index.names.get(foldForSearch(String(values['name'] ?? ''))));
    const same = named.find(({ id }) => this.#agrees(values, this.#present!.valuesOf(id)));
    if (same) return this.#take(same, 'same', 'name');
    return named[0] ? this.#take(named[0], 'other', 'name') : null;
  }

  #take(asset: PresentAsset, as: TakenRow['as'], by: TakenRow['by']): TakenRow {
    this.#met.add(asset.id);
    return { number: asset.number, as, by };
  }

  /** What is blank in one of the two contradicts nothing: it was doubtful then, and is corrected now. */
  #agrees(row: Values, stored: Values): boolean {
    return Object.entries(row).every(([id, value]) => {
      if (id === 'importedNotes' || isEmpty(value) || isEmpty(stored[id])) return true;
      return sameValue(value, stored[id]);
    });
  }

  #index(kind: Kind) {
    if (!this.#present) return null;
    let index = this.#byKind.get(kind);
    if (!index) {
      const all = this.#present.ofKind(kind);
      const withSerial = all.filter((one) => one.serial !== null && one.serial !== '');
      index = {
        serials: Map.groupBy(withSerial, (one) => foldForSearch(one.serial!)),
        names: Map.groupBy(all, (one) => foldForSearch(one.name)),
      };
      this.#byKind.set(kind, index);
    }
    return index;
  }
}
