import { hrefScreen } from '../router.ts';
import { LinkButton } from '../ui/Button.tsx';
import { useCall } from '../useCall.ts';

/** The way from the schemes to 分類体系の切替. */
export function MoveEntrance() {
  const open = useCall('move.status', {}).data?.open ?? null;
  return (
    <p className={open ? 'notice row' : 'row'}>
      {open
        ? `分類体系の切替の途中です。あと${open.open.toLocaleString('ja-JP')}件あります。`
        : 'もう分類してある資産を、別の分類体系に移すときは、切替を使います。'}
      <LinkButton small href={hrefScreen('move')}>
        {open ? '切替を続ける' : '分類体系を切り替える'}
      </LinkButton>
    </p>
  );
}
