import type { Finding } from '../../contract/asset.ts';
import { type Axis, compareLevels, levelOf, minimumConfidentiality, type Scheme } from '../../contract/scheme.ts';

/** Something to say where a level is chosen. */
export interface Advice {
  readonly message: string;
  /** The level that would settle it; null when that is not known here. */
  readonly code: string | null;
}

interface Situation {
  readonly scheme: Scheme;
  /** Code chosen now; `''`: none. */
  readonly chosen: string;
  /** Code as stored; `''`: none. */
  readonly stored: string;
  readonly personalData: readonly string[];
  /** Broken rules of the stored asset. */
  readonly findings: readonly Finding[];
}

/**
 * What speaks against the chosen level before it is saved: personal data that asks for more (domain.md D5), and, as
 * long as no stricter level than the stored one is chosen, the rules that the stored one breaks (D3: what is held here
 * is classified higher).
 */
export function adviceFor(axis: Axis, { scheme, chosen, stored, personalData, findings }: Situation): Advice[] {
  const advice: Advice[] = [];
  const least = axis === 'confidentiality' ? minimumConfidentiality(scheme, personalData) : null;
  if (least !== null && compareLevels(scheme, axis, chosen || null, least) < 0) {
    const name = levelOf(scheme, axis, least)?.name ?? least;
    advice.push({ message: `この個人情報では「${name}」以上が必要です。`, code: least });
  }
  if (compareLevels(scheme, axis, chosen || null, stored || null) > 0) return advice;
  for (const { fieldId, ruleId, message } of findings)
    if (fieldId === axis && ruleId !== 'D5') advice.push({ message, code: null });
  return advice;
}
