/** Characters shown of a longer text. */
const SHOWN = 160;

/** A text as it is; a long one by its beginning, the whole behind a press. */
export function LongWords({ text }: { text: string }) {
  const characters = [...text];
  // A few more are shown rather than folded: opening something for a word or two is no gain.
  if (characters.length <= SHOWN * 1.5) return text;
  return (
    <details className="long-words">
      <summary className="long-words-summary">
        <span className="long-words-start">{characters.slice(0, SHOWN).join('')}…</span>
        <span className="long-words-more">全文（{characters.length.toLocaleString('ja-JP')}字）</span>
      </summary>
      {text}
    </details>
  );
}
