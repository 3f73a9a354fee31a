import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Catalogue, catalogueOf } from '../contract/catalogue/own.ts';
import { formatDate } from '../contract/japanese/date.ts';
import type { MasterItem, MasterList, Settings } from '../contract/master.ts';
import type { RegisterStatus } from '../contract/register.ts';
import type { Scheme, SchemeInfo } from '../contract/scheme.ts';
import { validityMark } from './fields/validity.ts';
import { ErrorMessage } from './ui/ErrorMessage.tsx';
import { useCall } from './useCall.ts';
import { whenWords } from './when.ts';

export interface Register {
  readonly status: RegisterStatus;
  /** The fields of this register, with the union's own ones. */
  readonly catalogue: Catalogue;
  readonly lists: readonly MasterList[];
  readonly schemes: readonly SchemeInfo[];
  readonly settings: Settings;
  /** Items of a list in their order; an unknown list has none. */
  itemsOf(listId: string): readonly MasterItem[];
  item(itemId: string): MasterItem | undefined;
  /** Name of a master item; an unknown id is shown as it is rather than as nothing. */
  labelOf(itemId: string): string;
  /** The name, and （終了） or （使用前） beside it when the item is not in use today. */
  itemWords(itemId: string): string;
  /** The scheme of that id, else the current one. */
  scheme(schemeId?: string): Scheme;
  /** An ISO date as the union writes dates. */
  dateWords(iso: string): string;
  /** A UTC moment in local time, its date as the union writes dates. */
  whenWords(at: string): string;
}

const Context = createContext<Register | null>(null);

/** Loads what every screen needs, once, and again when the register changes. */
export function RegisterProvider({ status, children }: { status: RegisterStatus; children: ReactNode }) {
  const lists = useCall('master.lists', {});
  const schemes = useCall('scheme.list', {});
  const settings = useCall('setting.get', {});
  const ownFields = useCall('ownField.list', {});
  const register = useMemo<Register | null>(() => {
    if (!lists.data || !schemes.data || !settings.data || !ownFields.data) return null;
    const items = new Map(lists.data.flatMap((list) => list.items).map((item) => [item.id, item]));
    const byList = new Map(lists.data.map((list) => [list.id, list.items]));
    const bySchemeId = new Map(schemes.data.map((scheme) => [scheme.id, scheme]));
    const current = bySchemeId.get(settings.data.schemeId) ?? schemes.data[0];
    if (!current) return null;
    const dateStyle = settings.data.dateStyle;
    return {
      status,
      catalogue: catalogueOf(ownFields.data),
      lists: lists.data,
      schemes: schemes.data,
      settings: settings.data,
      itemsOf: (listId) => byList.get(listId) ?? [],
      item: (itemId) => items.get(itemId),
      labelOf: (itemId) => items.get(itemId)?.label ?? itemId,
      itemWords: (itemId) => {
        const item = items.get(itemId);
        return item ? `${item.label}${validityMark(item, status.today)}` : itemId;
      },
      scheme: (schemeId) => (schemeId && bySchemeId.get(schemeId)) || current,
      dateWords: (iso) => formatDate(iso, dateStyle),
      whenWords: (at) => whenWords(at, dateStyle),
    };
  }, [status, lists.data, schemes.data, settings.data, ownFields.data]);

  const error = lists.error ?? schemes.error ?? settings.error ?? ownFields.error;
  if (!register) {
    return error ? <ErrorMessage failure={error} /> : <p className="busy">台帳を開いています…</p>;
  }
  return <Context value={register}>{children}</Context>;
}

/** The open register; only inside RegisterProvider. */
export function useRegister(): Register {
  const register = useContext(Context);
  if (!register) throw new Error('useRegister needs RegisterProvider');
  return register;
}
