export interface SectionLink {
  readonly id: string;
  readonly title: string;
  /** Something is missing or wrong there. */
  readonly open?: number;
}

/** Jumps within the page; the hash belongs to the router, so these are buttons. */
export function SectionNav({ sections }: { sections: readonly SectionLink[] }) {
  return (
    <nav className="section-nav" aria-label="このページの区切り">
      <ul>
        {sections.map(({ id, title, open }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                document.getElementById(id)?.scrollIntoView({ block: 'start' });
                document.getElementById(`${id}-title`)?.focus({ preventScroll: true });
              }}
            >
              {title}
              {open ? (
                <span className="section-open">
                  <span className="visually-hidden">未記入</span>
                  {open}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
