import { hrefScreen } from '../router.ts';

const TABS = [
  { part: undefined, label: '台帳（すべての項目）' },
  { part: 'forms', label: '様式' },
] as const;

/** The two ways of putting the register out: everything, or in the shape of a form. */
export function ExportTabs({ shown }: { shown: 'forms' | undefined }) {
  return (
    <nav className="tabs" aria-label="出力の切り替え">
      {TABS.map(({ part, label }) => (
        <a
          key={label}
          className="tab"
          href={hrefScreen('export', part)}
          aria-current={part === shown ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
