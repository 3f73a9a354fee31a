import { useEffect } from 'react';

const APP = '情報資産台帳';

/** Names the window after what it shows: 「ラベル - 情報資産台帳」. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title && title !== APP ? `${title} - ${APP}` : APP;
  }, [title]);
}
