import { formatDate } from '../contract/japanese/date.ts';
import type { Settings } from '../contract/master.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** A UTC moment as the clock on the wall says it, date in the union's style: 令和8年11月23日 10:32. */
export function whenWords(at: string, style: Settings['dateStyle']): string {
  const d = new Date(at);
  if (Number.isNaN(d.getTime())) return at;
  const iso = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  return `${formatDate(iso, style)} ${two(d.getHours())}:${two(d.getMinutes())}`;
}
