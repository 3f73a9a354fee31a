/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'MiB' | 'µs';
  readonly ours: number;
  /** Measured in the same run; the ratio to it counts more than the milliseconds. */
  readonly reference?: { readonly what: string; readonly value: number };
  /** Stands where the reference would: why there is none here, or what `ours` counts. */
  readonly note?: string;
  /** At most this much, in the figure's unit. */
  readonly aim?: number;
}

/** The value below which the given share of the sample lies (nearest rank). */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no sample');
  return value;
}

export function median(sample: readonly number[]): number {
  return percentile(sample, 0.5);
}

export function verdict(figure: Figure): 'ok' | 'over' | '' {
  if (figure.aim === undefined) return '';
  return figure.ours <= figure.aim ? 'ok' : 'over';
}

/** The figures as aligned plain text. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'ours', 'reference', 'ratio', 'aim', ''];
  const rows = figures.map((figure) => [
    figure.name,
    amount(figure.ours, figure.unit),
    figure.reference
      ? `${amount(figure.reference.value, figure.unit)}  ${figure.reference.what}`
      : (figure.note ?? '-'),
    figure.reference ? `${(figure.ours / figure.reference.value).toPrecision(2)}x` : '-',
    figure.aim === undefined ? '-' : `<= ${amount(figure.aim, figure.unit)}`,
    verdict(figure),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 1 || i === 3 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function amount(value: number, unit: Figure['unit']): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
