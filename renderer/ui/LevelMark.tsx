/** A level as the marks need it (a level of contract/scheme.ts fits). */
export interface MarkedLevel {
  /** 自治体機密性3B */
  readonly name: string;
  /** 機3B */
  readonly short: string;
  readonly weight: 'filled' | 'half' | 'outlined' | 'plain';
}

/**
 * Class mark as on labels and ledgers: letters first, shape second, colour third. 3A・3B filled, 3C half filled,
 * 2 outlined, 1 plain (screens.md "Class marks"); readable in black and white.
 */
export function LevelMark({ level }: { level: MarkedLevel }) {
  const [axis, ...code] = [...level.short];
  return (
    <span className={`mark mark-${level.weight}`} title={level.name}>
      <span className="mark-axis">{axis}</span>
      <span className="mark-code">{code.join('')}</span>
    </span>
  );
}

/** Class marks of the three axes beside each other; levels that are not decided yet are left out. */
export function LevelMarks({ levels }: { levels: readonly (MarkedLevel | undefined | null)[] }) {
  const given = levels.filter((level) => !!level);
  if (given.length === 0) return <span className="muted">分類なし</span>;
  return (
    <span className="marks">
      {given.map((level) => (
        <LevelMark key={level.short} level={level} />
      ))}
    </span>
  );
}
