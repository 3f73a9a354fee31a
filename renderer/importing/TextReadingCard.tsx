import { useId } from 'react';
import { TEXT_ENCODINGS, type TextEncoding, type TextReading } from '../../contract/importing.ts';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { rereadFile } from './session.ts';
import './text.css';

const ENCODING_WORDS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  shift_jis: 'シフトJIS（CP932）',
  'utf-16le': 'UTF-16（LE）',
  'utf-16be': 'UTF-16（BE）',
};

const SURE: Readonly<Record<TextReading['confidence'], string>> = {
  certain: '確かです。',
  likely: 'おそらく合っています。見本の文字が読めるか、見てください。',
  doubtful: '決め手がありません。文字が正しく読めるほうを選んでください。',
};

const DELIMITER_OPTIONS = [
  { value: ',', label: 'コンマ（,）' },
  { value: '\t', label: 'タブ' },
  { value: ';', label: 'セミコロン（;）' },
];

/** How a text file was read, how sure that is, and every other way in which it can be read. */
export function TextReadingCard({ text, busy }: { text: TextReading; busy: boolean }) {
  const id = useId();
  const { encoding, delimiter, confidence, readings } = text;
  const doubtful = confidence === 'doubtful';
  return (
    <section className={`card stack text-reading ${doubtful ? 'text-doubtful' : ''}`} aria-labelledby={id}>
      <details open={doubtful}>
        <summary>
          <h2 id={id}>文字コード：{ENCODING_WORDS[encoding]}</h2>
          <span className={doubtful ? 'text-unsure' : 'muted'}>
            {doubtful && <span aria-hidden="true">△ </span>}
            {SURE[confidence]}
          </span>
        </summary>
        <fieldset disabled={busy}>
          <legend className="visually-hidden">文字コード</legend>
          {TEXT_ENCODINGS.map((one) => {
            const reading = readings.find((other) => other.encoding === one);
            return (
              <label key={one} className={`text-choice ${reading ? '' : 'text-no'}`}>
                <input
                  type="radio"
                  name={id}
                  checked={one === encoding}
                  disabled={!reading}
                  onChange={() => void rereadFile({ encoding: one, delimiter })}
                />
                <span className="text-name">{ENCODING_WORDS[one]}</span>
                <span className="text-sample">
                  {!reading
                    ? 'この文字コードでは読めません。'
                    : reading.sample.length > 0
                      ? reading.sample.map((line) => <span key={line}>{line}</span>)
                      : '（英数字だけのファイルです）'}
                </span>
              </label>
            );
          })}
        </fieldset>
        <FormRow label="区切りの文字" className="text-delimiter">
          {(ids) => (
            <Select
              {...ids}
              value={delimiter}
              disabled={busy}
              options={DELIMITER_OPTIONS}
              onChange={(value) => void rereadFile({ encoding, delimiter: value as TextReading['delimiter'] })}
            />
          )}
        </FormRow>
      </details>
    </section>
  );
}
