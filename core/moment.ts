import { formatDate } from '../contract/japanese/date.ts';
import { localDate } from './context.ts';

/** 令和8年11月23日 10:32, local time. */
export function formatMoment(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${formatDate(localDate(at), 'wareki')} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
