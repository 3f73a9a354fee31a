import type { AssetFilter } from '../contract/asset.ts';
import { KINDS, type Kind } from '../contract/catalogue/field.ts';

/** Where the person is. The hash holds it, so that back, forward and reload work without a server. */
export type Route =
  | { readonly screen: 'today' }
  /** `preset` is the filter that a link brought along; the list takes it over once. */
  | {
      readonly screen: 'assets';
      readonly kind: Kind | null;
      readonly binned: boolean;
      readonly preset: AssetFilter | null;
    }
  | { readonly screen: 'asset'; readonly id: string }
  /** Without an id: all that are not classed yet, one after the other. */
  | { readonly screen: 'classify'; readonly id: string | null }
  | { readonly screen: 'newAsset'; readonly kind: Kind | null; readonly copyOf: string | null }
  | {
      readonly screen: 'labels' | 'import' | 'export' | 'history' | 'move' | 'settings';
      readonly part: string | null;
      /** Id of the one thing of that part that is shown. */
      readonly item?: string;
    };

const SIMPLE = ['labels', 'import', 'export', 'history', 'move', 'settings'] as const;

function asKind(text: string | undefined): Kind | null {
  return KINDS.find((kind) => kind === text) ?? null;
}

function asFilter(text: string | null): AssetFilter | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? (value as AssetFilter) : null;
  } catch {
    return null;
  }
}

/** Reads a path such as `/assets/hardware?filter={…}`; unknown ones lead to 今日の仕事. */
export function parseRoute(path: string): Route {
  const [way = '', search = ''] = path.split('?', 2);
  const params = new URLSearchParams(search);
  const [head, second, third] = way.split('/').filter(Boolean).map(decodeURIComponent);
  if (head === 'assets')
    return {
      screen: 'assets',
      kind: asKind(second),
      binned: second === 'bin',
      preset: asFilter(params.get('filter')),
    };
  if (head === 'asset' && second === 'new')
    return { screen: 'newAsset', kind: asKind(third), copyOf: params.get('copyOf') };
  if (head === 'asset' && second) return { screen: 'asset', id: second };
  if (head === 'classify') return { screen: 'classify', id: second ?? null };
  const simple = SIMPLE.find((name) => name === head);
  if (!simple) return { screen: 'today' };
  return { screen: simple, part: second ?? null, ...(third ? { item: third } : {}) };
}

/** Address of the list of all assets or of one kind, optionally with a filter to start from. */
export function hrefAssets(kind?: Kind | 'bin' | null, filter?: AssetFilter): string {
  const query = filter ? `?filter=${encodeURIComponent(JSON.stringify(filter))}` : '';
  return `#/assets${kind ? `/${kind}` : ''}${query}`;
}
export function hrefAsset(id: string): string {
  return `#/asset/${encodeURIComponent(id)}`;
}
export function hrefClassify(id?: string): string {
  return `#/classify${id ? `/${encodeURIComponent(id)}` : ''}`;
}
export function hrefNewAsset(kind?: Kind, copyOf?: string): string {
  return `#/asset/new${kind ? `/${kind}` : ''}${copyOf ? `?copyOf=${encodeURIComponent(copyOf)}` : ''}`;
}
export function hrefScreen(screen: 'today' | (typeof SIMPLE)[number], part?: string, item?: string): string {
  return `#/${[screen, part, item].flatMap((step) => (step ? [encodeURIComponent(step)] : [])).join('/')}`;
}
