import type { RoundTripOutline } from '../../contract/roundTrip.ts';
import { useRegister } from '../registerContext.tsx';

/** Where the ledger comes from, what it was compared with, and what could not be compared. */
export function OriginNotice({ outline }: { outline: RoundTripOutline }) {
  const { whenWords, dateWords } = useRegister();
  const { origin, base, notes } = outline;
  const { output } = origin;
  return (
    <>
      <p>
        「{outline.fileName}」は、
        {output
          ? `${whenWords(output.at)}に${output.who}さんが書き出した台帳「${output.fileName}」です。`
          : `Daichoが書き出した台帳（基準日 ${dateWords(origin.asOf)}、照合番号 ${origin.number}）です。`}
        資産の行は{outline.rows.toLocaleString('ja-JP')}行で、{outline.same.toLocaleString('ja-JP')}
        行は変わりありません。
      </p>
      {base === 'other' && (
        <p className="notice notice-error">
          別の台帳（識別番号 {origin.registerId.slice(0, 8).toUpperCase()}
          ）から書き出したファイルです。いまの台帳と、番号で見比べています。同じ番号でも別の資産かもしれません。行がなくても、なくなったものとは数えません。
        </p>
      )}
      {base === 'unknown' && (
        <p className="notice">
          この台帳の履歴に、ファイルの照合番号（{origin.number}
          ）がありません。古い控えに戻したあとなどです。書き出したときの値が分からないので、いまの台帳とだけ見比べています。
        </p>
      )}
      {notes.length > 0 && (
        <ul className="notice trip-notes" aria-label="見比べていないところ">
          {notes.slice(0, 20).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
