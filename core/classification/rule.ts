import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import { type Axis, compareLevels, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import type { RegisterState } from '../register/state.ts';
import type { Held } from './graph.ts';

/** A rule as data: name, words, severity, source and the check of one asset (domain.md §6). */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly severity: 'error' | 'warning';
  /** Where the rule is written down. */
  readonly source: string;
  /** What it rests on, in words that an auditor knows. */
  readonly basis: string;
  readonly check: (subject: Subject) => readonly Hit[];
}

export interface Hit {
  readonly fieldId: string;
  readonly message: string;
  /** Names the finding as it stands now; default: field and message. Without the names of other assets it outlives a renaming. */
  readonly key?: string;
  /** Where it is graver (or less grave) than the rule says. */
  readonly severity?: 'error' | 'warning';
}

/** One asset, as the rules see it. */
export interface Subject {
  readonly id: number;
  readonly state: RegisterState;
  readonly kind: Kind;
  readonly scheme: Scheme;
  readonly values: Values;
  readonly levels: Levels;
  readonly personalData: readonly string[];
  /** Strictest levels of what it holds, in its own scheme; null when it holds nothing. */
  readonly held: Held | null;
  /** Own level or that of the content, whichever is stricter. */
  readonly effective: Levels;
  /** What it holds in other schemes. */
  readonly otherSchemes: readonly Held[];
  /** Facts of other assets, read only where a rule asks. */
  readonly others: Others;
}

export interface OtherAsset {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly schemeId: string;
  readonly levels: Levels;
  readonly values: Values;
}

export interface Others {
  nameOf(id: number): { readonly number: string; readonly name: string };
  /** Everything it holds that is still there, through any depth. */
  content(id: number): readonly OtherAsset[];
  /** Information of the same name in another form (paper, electronic). */
  twins(id: number): readonly OtherAsset[];
  /** The assets it is a copy of. */
  origins(id: number): readonly OtherAsset[];
}

export function atLeast(scheme: Scheme, axis: Axis, code: string | null, least: string): boolean {
  return code !== null && compareLevels(scheme, axis, code, least) >= 0;
}

export function levelName(scheme: Scheme, axis: Axis, code: string | null): string {
  return levelOf(scheme, axis, code)?.name ?? code ?? '未記入';
}
