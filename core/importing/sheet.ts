import { cleanText } from '../asset/values.ts';
import type { Cell } from '../excel/read/index.ts';

/** What a single cell of a hand-made ledger says. */

/** Text of a cell without outer spaces; '' for a blank one. */
export function textOf(cell: Cell | null | undefined): string {
  return cell ? cleanText(cell.text) : '';
}

/** In audited ledgers a lone dash stands for a blank (domain.md §10 "empty cells"). */
export function isBlank(text: string): boolean {
  return text === '' || /^[-‐‑‒–—―−ーｰ－─━]+$/.test(text);
}

/** 〃, 同上 and the like: the same as in the row above. */
export function isDitto(text: string): boolean {
  return /^[(（]?(?:[〃々仝"”″]{1,2}|同[\s　]*(?:上|じ|前|様)|上[\s　]*記?[\s　]*に?[\s　]*同じ?)[)）]?$/.test(text);
}
