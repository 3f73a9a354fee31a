import { parseInteger } from '../../contract/japanese/number.ts';
import { cleanText } from '../asset/values.ts';
import type { Cell } from '../excel/read/index.ts';

/** What a single cell of a hand-made ledger says. */

/** Text of a cell without outer spaces; '' for a blank one. */
export function textOf(cell: Cell | null | undefined): string {
  return cell ? cleanText(cell.text) : '';
}

/** 1,200 or １２: figures and nothing else. 3か月 is a number only where a heading says what it counts. */
export function isPlainNumber(text: string): boolean {
  return parseInteger(text) !== null && /[\d０-９]$/.test(text);
}

/** In audited ledgers a lone dash stands for a blank (domain.md §10 "empty cells"). */
export function isBlank(text: string): boolean {
  return text === '' || /^[-‐‑‒–—―−ーｰ－─━]+$/.test(text);
}

/** Marks and words for "the same as in the row above", narrow and without spaces. */
const SAME = '(?:〃{1,3}|々|仝|"{1,2}|同上|仝上|同じ|同前|同様|同|上(?:記)?に?同じ)';
const DITTO = new RegExp(`^\\(?${SAME}\\)?$`);
const DITTO_LIKE = /^\(?(?:〃|々|仝|同上|上に同じ|上記に同じ|同左|左同|同右|同じく|同日|同年|同月|以下同|[↓↑←→⇩⇧|｜]$)/;

const narrow = (text: string) => text.replace(/[”“″]/g, '"').normalize('NFKC').replace(/\s/g, '');

/** One of these is in all that the patterns above match, in any width: most cells need not be looked at further. */
const SIGNS_OF_SAME = /[〃々仝同上㊤"”“″＂↓↑←→⇩⇧|｜￩-￬]/;

/** 〃, 同上 and the like: the same as in the row above. */
export function isDitto(text: string): boolean {
  return text.length < 10 && SIGNS_OF_SAME.test(text) && DITTO.test(narrow(text));
}

/** Says "the same as …" with something besides, or of another neighbour: 同上（分室）, 同左, ↓. What it means is a guess. */
export function isDittoLike(text: string): boolean {
  return SIGNS_OF_SAME.test(text) && !isDitto(text) && DITTO_LIKE.test(narrow(text));
}
