import type { HealthLine, HealthPlace } from '../../contract/health.ts';

/** What one check says of its line. */
export type Finding = Omit<HealthLine, 'id'>;

export const good = (found: string): Finding => ({ state: 'good', found, next: null, place: null });

export const notice = (found: string, next: string, place: HealthPlace | null = null): Finding => ({
  state: 'notice',
  found,
  next,
  place,
});

export const bad = (found: string, next: string, place: HealthPlace | null = null): Finding => ({
  state: 'bad',
  found,
  next,
  place,
});

/** Days from one ISO day to another; 0 where a clock was set back. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

export const count = (n: number) => n.toLocaleString('ja-JP');

/** 今日, きのう, 12日前 */
export function ago(days: number): string {
  return days === 0 ? '今日' : days === 1 ? 'きのう' : `${count(days)}日前`;
}
