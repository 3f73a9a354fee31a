/**
 * Windows-31J (CP932), the encoding that Excel on a Japanese Windows takes a CSV without a mark for. The platform only
 * reads it, so the table is made once by reading every double byte; where several bytes read as one letter the first
 * wins, but for the IBM extensions, which Windows writes as FAxx to FCxx and not as the copies that NEC chose (EDxx, EExx).
 */

/** Letter -> its one or two bytes. */
let table: ReadonlyMap<string, number> | null = null;

function makeTable(): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (let byte = 0; byte < 0x80; byte += 1) made.set(String.fromCharCode(byte), byte);
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) made.set(String.fromCharCode(0xff61 + byte - 0xa1), byte);
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  const leads = Array.from({ length: 0xfc - 0x81 + 1 }, (_, i) => 0x81 + i).filter(
    (lead) => lead < 0xa0 || lead > 0xdf,
  );
  for (const lead of leads) {
    if (lead === 0xed || lead === 0xee) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      if (trail === 0x7f) continue;
      let letter: string;
      try {
        letter = decoder.decode(Uint8Array.of(lead, trail));
      } catch {
        continue;
      }
      // A union's own characters (外字, F040 to F9FC) are read as the private area of Unicode, where Windows has them, too.
      if ([...letter].length === 1 && !made.has(letter)) made.set(letter, lead * 256 + trail);
    }
  }
  return made;
}

const lettersOf = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/**
 * What CP932 can't hold in a text, as a reader sees it: 𠮷, or 葛 with its variation selector as one.
 * @param found called with each such letter
 */
export function unwritable(text: string, found: (letter: string) => void): void {
  table ??= makeTable();
  let all = true;
  for (const character of text) if (!table.has(character)) all = false;
  if (all) return;
  for (const { segment } of lettersOf.segment(text)) {
    if ([...segment].some((character) => !table!.has(character))) found(segment);
  }
}

/** Bytes of a text; each letter that can't be held becomes 〓. */
export function encodeCp932(text: string): Buffer {
  table ??= makeTable();
  const bytes = Buffer.alloc(text.length * 2);
  let length = 0;
  const put = (code: number) => {
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  };
  for (const line of text.split(/(?<=\n)/)) {
    let whole = true;
    for (const character of line) if (!table.has(character)) whole = false;
    if (whole) {
      for (const character of line) put(table.get(character)!);
      continue;
    }
    for (const { segment } of lettersOf.segment(line)) {
      const codes = [...segment].map((character) => table!.get(character));
      if (codes.some((code) => code === undefined)) put(GETA);
      else for (const code of codes) put(code!);
    }
  }
  return bytes.subarray(0, length);
}

/** 〓 */
const GETA = 0x81ac;
