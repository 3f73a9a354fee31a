import { z } from 'zod';
import type { Kind } from './catalogue/field.ts';

/**
 * Typed links between two assets. `forward` reads from the first asset to the second, `backward` the other way.
 * `carriesClass`: the class of the first travels to the second (D3: what holds is at least as strict as what it holds).
 */
export const LINK_TYPES = {
  storedOn: { forward: '保存先', backward: '保存している情報', carriesClass: true },
  partOf: { forward: '属するシステム・設備', backward: '構成するもの', carriesClass: true },
  describes: { forward: '説明の対象', backward: '説明する文書', carriesClass: false },
  installedOn: { forward: '導入先', backward: '導入しているソフトウェア', carriesClass: true },
  handledBy: { forward: '取り扱う委託・サービス', backward: '取り扱うもの', carriesClass: true },
  copyOf: { forward: '複製元', backward: '複製', carriesClass: false },
  related: { forward: '関連する資産', backward: '関連する資産', carriesClass: false },
} as const;
export type LinkType = keyof typeof LINK_TYPES;
export const LINK_TYPE_IDS = Object.keys(LINK_TYPES) as [LinkType, ...LinkType[]];

export const addLinkSchema = z.object({
  fromId: z.string().min(1).max(64),
  toId: z.string().min(1).max(64),
  type: z.enum(LINK_TYPE_IDS),
});

/** A link as seen from one of its two assets. */
export interface LinkView {
  readonly id: string;
  readonly type: LinkType;
  /** 'forward': this asset is the first one; 'backward': the other is. */
  readonly direction: 'forward' | 'backward';
  readonly other: {
    readonly id: string;
    readonly kind: Kind;
    readonly number: string;
    readonly name: string;
    readonly binned: boolean;
    /** 機3B 完2 可2, or '' when not classified */
    readonly levels: string;
  };
}
