import { fiscalYear } from '../../contract/japanese/date.ts';

/**
 * How a number will look, with the kind, group and serial given (domain.md D17). The same marks as in
 * core/asset/numbering.ts; a pattern without a serial gets one at its end there, so here, too.
 */
export function numberExample(
  pattern: string,
  facts: { readonly kind: string; readonly dateIso: string; readonly group: string; readonly serial: number },
): string {
  const serial = /\{連番(\d?)\}/;
  const whole = serial.test(pattern) ? pattern : `${pattern}{連番}`;
  return whole
    .replaceAll('{区分}', facts.kind)
    .replaceAll('{年度}', String(fiscalYear(facts.dateIso)))
    .replaceAll('{部署}', facts.group)
    .replace(serial, (_, digits: string) => String(facts.serial).padStart(Number(digits || 4), '0'));
}

/** Marks in braces that mean nothing, e.g. a misspelt `{年}`; they would stand in every number as they are. */
export function unknownMarks(pattern: string): readonly string[] {
  return (pattern.match(/\{[^}]*\}?/g) ?? []).filter((mark) => !/^\{(区分|年度|部署|連番\d?)\}$/.test(mark));
}
