import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { foldForSearch, foldHeading } from '../../contract/japanese/fold.ts';
import type { PresentAsset } from '../../db/assets.ts';
import { equalValues, isEmpty } from '../asset/values.ts';
import { isNearName, skeletonOf } from './understand/near.ts';

/** What the register holds of one kind, outside of the bin. */
export interface Present {
  readonly ofKind: (kind: Kind) => readonly PresentAsset[];
  readonly standing: (id: number) => Standing;
  /** Its last entry when it was looked at. */
  readonly seen: number;
}

/** An asset as the register has it. */
export interface Standing {
  readonly schemeId: string;
  readonly values: Values;
  /** Numbers of the assets it is linked to, or waits for. */
  readonly related: readonly string[];
}

/** What a row looks like: something that an earlier import, or a person, has brought in already. */
export interface TakenRow {
  /** The first one, where it may be several. */
  readonly asset: PresentAsset;
  /**
   * - same: nothing that the row says is another than what is stored.
   * - other: the name is the same, something else is not.
   * - similar: the name is nearly the same.
   */
  readonly as: 'same' | 'other' | 'similar';
  readonly by: 'serialNumber' | 'name';
  /** As many assets may be meant; of several none is certain enough to be overwritten. */
  readonly count: number;
}

interface Index {
  readonly all: readonly PresentAsset[];
  readonly numbers: ReadonlyMap<string, readonly PresentAsset[]>;
  readonly serials: ReadonlyMap<string, readonly PresentAsset[]>;
  readonly names: ReadonlyMap<string, readonly PresentAsset[]>;
  /** By skeleton and length; made when it is first asked for. */
  similar?: ReadonlyMap<string, readonly { readonly asset: PresentAsset; readonly folded: string }[]>;
}

/**
 * Finds rows that are in the register already, so that a corrected book can be imported once more. A row is known by its
 * number; without one by its serial number, else by kind and name with nothing in it that contradicts what is stored.
 * Each asset stands for one row only: of six equal chairs in a file five that are there leave one to come in.
 */
export class Taken {
  readonly #present: Present | undefined;
  readonly #byKind = new Map<Kind, Index>();
  readonly #met = new Set<number>();

  constructor(present: Present | undefined) {
    this.#present = present;
  }

  /** The asset that has this number, in whatever letters. */
  byNumber(kind: Kind, number: string): PresentAsset | null {
    const [asset] = this.#free(this.#index(kind)?.numbers.get(foldForSearch(number)));
    if (asset) this.#met.add(asset.id);
    return asset ?? null;
  }

  /** What a row with a number of its own looks like: that number may be a slip. */
  bySerial(kind: Kind, values: Values): TakenRow | null {
    const serial = values['serialNumber'];
    const twins = typeof serial === 'string' ? this.#free(this.#index(kind)?.serials.get(foldForSearch(serial))) : [];
    return this.#take(twins, 'same', 'serialNumber');
  }

  find(kind: Kind, values: Values): TakenRow | null {
    const index = this.#index(kind);
    if (!index) return null;
    const twin = this.bySerial(kind, values);
    if (twin) return twin;
    const name = String(values['name'] ?? '');
    const named = this.#free(index.names.get(foldForSearch(name)));
    const same = named.find(({ id }) => this.#agrees(values, this.standing(id).values));
    return (
      // Those that agree are equal as far as the row tells: it does not matter which of them it is.
      this.#take(same ? [same] : [], 'same', 'name') ??
      this.#take(named, 'other', 'name') ??
      this.#take(this.#similar(index, foldHeading(name)), 'similar', 'name')
    );
  }

  standing(id: number): Standing {
    return this.#present!.standing(id);
  }

  #take(found: readonly PresentAsset[], as: TakenRow['as'], by: TakenRow['by']): TakenRow | null {
    const [asset] = found;
    if (!asset) return null;
    // What only resembles it may still be the one that a later row names.
    if (as !== 'similar') this.#met.add(asset.id);
    return { asset, as, by, count: found.length };
  }

  #free(list: readonly PresentAsset[] = []): readonly PresentAsset[] {
    return list.filter(({ id }) => !this.#met.has(id));
  }

  /** What is blank in one of the two contradicts nothing: it was doubtful then, and is corrected now. */
  #agrees(row: Values, stored: Values): boolean {
    return Object.entries(row).every(([id, value]) => {
      if (id === 'importedNotes' || isEmpty(value) || isEmpty(stored[id])) return true;
      return equalValues(value, stored[id]);
    });
  }

  #similar(index: Index, folded: string): PresentAsset[] {
    index.similar ??= Map.groupBy(
      index.all.map((asset) => ({ asset, folded: foldHeading(asset.name) })),
      (one) => `${skeletonOf(one.folded)}\n${one.folded.length}`,
    );
    const skeleton = skeletonOf(folded);
    const near = [0, -1, 1].flatMap((more) => index.similar!.get(`${skeleton}\n${folded.length + more}`) ?? []);
    return near.filter((one) => !this.#met.has(one.asset.id) && isNearName(folded, one.folded)).map((one) => one.asset);
  }

  #index(kind: Kind): Index | null {
    if (!this.#present) return null;
    let index = this.#byKind.get(kind);
    if (!index) {
      const all = this.#present.ofKind(kind);
      const withSerial = all.filter((one) => one.serial !== null && one.serial !== '');
      index = {
        all,
        numbers: Map.groupBy(all, (one) => foldForSearch(one.number)),
        serials: Map.groupBy(withSerial, (one) => foldForSearch(one.serial!)),
        names: Map.groupBy(all, (one) => foldForSearch(one.name)),
      };
      this.#byKind.set(kind, index);
    }
    return index;
  }
}
