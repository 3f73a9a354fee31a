import { formatDate } from '../contract/japanese/date.ts';
import { localDate } from './context.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** 20261123-103215, local time: in names of files, which sort by it. */
export function fileStamp(at: Date): string {
  return `${localDate(at).replaceAll('-', '')}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

/** 令和8年11月23日 10:32, local time. */
export function formatMoment(at: Date): string {
  return `${formatDate(localDate(at), 'wareki')} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
