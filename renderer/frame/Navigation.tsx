import type { AssetCounts } from '../../contract/asset.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { hrefAssets, hrefScreen, type Route } from '../router.ts';
import { SCREEN_NEEDS } from '../session/needs.ts';
import { refusalOf, useSession } from '../session/session.tsx';

/** The policy's own grouping of the assets (policy 4(2), 6(8)). */
const GROUPS = [
  { id: 'ア', name: 'ア 機器・システム等' },
  { id: 'イ', name: 'イ 情報' },
  { id: 'ウ', name: 'ウ システム関連文書' },
  { id: '外部', name: '外部' },
] as const;

function Entry(props: { href: string; label: string; here: boolean; count?: number | undefined; indent?: boolean }) {
  return (
    <li>
      <a
        href={props.href}
        className={`nav-link ${props.indent ? 'nav-indent' : ''}`}
        aria-current={props.here ? 'page' : undefined}
      >
        <span>{props.label}</span>
        {props.count !== undefined && (
          <span className="nav-count number">
            {props.count.toLocaleString('ja-JP')}
            <span className="visually-hidden">件</span>
          </span>
        )}
      </a>
    </li>
  );
}

interface NavigationProps {
  route: Route;
  unionName: string;
  counts: AssetCounts | undefined;
  /** No room beside the screen: shown only when its button asks for it. */
  folded: boolean;
}

const ID = 'navigation';

/** Opens and closes the folded navigation. */
export function NavigationButton() {
  return (
    <button type="button" className="top-button navigation-button" popoverTarget={ID}>
      <span aria-hidden="true">☰ </span>画面
    </button>
  );
}

/** The screens below the kinds; those that whoever works here may not use are left out. */
const SCREENS = [
  { screen: 'labels', label: 'ラベル' },
  { screen: 'import', label: '取り込み' },
  { screen: 'export', label: '出力' },
  { screen: 'history', label: '点検・履歴' },
  { screen: 'settings', label: '設定' },
] as const;

/** Left column: the screens, and the kinds of asset grouped as the policy groups them. */
export function Navigation({ route, unionName, counts, folded }: NavigationProps) {
  const inList = route.screen === 'assets';
  const session = useSession();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are what is pressed
    <nav
      id={ID}
      className={`navigation ${folded ? 'navigation-folded' : ''}`}
      aria-label="画面"
      {...(folded ? { popover: 'auto' as const } : {})}
      onClick={({ currentTarget, target }) => {
        // The way was chosen, be it to where one is already.
        if (folded && (target as Element).closest('a')) currentTarget.hidePopover();
      }}
    >
      <div className="nav-title">
        <p className="nav-app">情報資産台帳</p>
        <p className="nav-union">{unionName}</p>
      </div>
      <ul>
        <Entry href={hrefScreen('today')} label="今日の仕事" here={route.screen === 'today'} />
        <Entry
          href={hrefAssets()}
          label="台帳（すべて）"
          here={inList && !route.kind && !route.binned}
          count={counts?.total}
        />
      </ul>
      {GROUPS.map((group) => (
        <section key={group.id} aria-label={group.name}>
          <p className="nav-group" aria-hidden="true">
            {group.name}
          </p>
          <ul>
            {KIND_ORDER.filter((kind) => KIND_DEFINITIONS[kind].policyGroup === group.id).map((kind) => (
              <Entry
                key={kind}
                indent
                href={hrefAssets(kind)}
                label={KIND_DEFINITIONS[kind].label}
                here={inList && route.kind === kind}
                count={counts?.byKind[kind]}
              />
            ))}
          </ul>
        </section>
      ))}
      <hr />
      <ul>
        {SCREENS.filter(({ screen }) => refusalOf(session, SCREEN_NEEDS[screen] ?? 'session.touch') === null).map(
          ({ screen, label }) => (
            <Entry key={screen} href={hrefScreen(screen)} label={label} here={route.screen === screen} />
          ),
        )}
        <Entry href={hrefAssets('bin')} label="ごみ箱" here={inList && route.binned} count={counts?.binned} />
      </ul>
    </nav>
  );
}
