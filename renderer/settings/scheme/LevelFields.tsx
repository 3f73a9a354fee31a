import type { Level, Scheme } from '../../../contract/scheme.ts';
import { WEIGHT_WORDS } from '../../../contract/schemeWords.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextInput } from '../../ui/TextInput.tsx';
import { Checks } from './Checks.tsx';
import type { Problems } from './problems.ts';
import { WordsInput } from './WordsInput.tsx';

interface LevelFieldsProps {
  scheme: Scheme;
  level: Level;
  problems: Problems;
  /** Place of the level in the scheme. */
  path: string;
  edit: (work: (level: Level) => void) => void;
}

const WEIGHTS = Object.entries(WEIGHT_WORDS).map(([value, label]) => ({ value, label }));

/** Everything of one level but its code and its place. */
export function LevelFields({ scheme, level, problems, path, edit }: LevelFieldsProps) {
  const short = (field: 'name' | 'short' | 'neutral', label: string, help?: string) => (
    <FormRow label={label} required help={help} error={problems.at(`${path}.${field}`)}>
      {(ids) => (
        <TextInput
          {...ids}
          maxLength={60}
          value={level[field]}
          onChange={(text) =>
            edit((one) => {
              one[field] = text;
            })
          }
        />
      )}
    </FormRow>
  );
  const long = (field: 'definition' | 'examples' | 'ownText', label: string, help?: string) => (
    <FormRow wide label={label} help={help} error={problems.at(`${path}.${field}`)}>
      {(ids) => (
        <TextArea
          {...ids}
          maxLength={2000}
          value={level[field] ?? ''}
          onChange={(text) =>
            edit((one) => {
              if (field === 'ownText') one.ownText = text || undefined;
              else one[field] = text;
            })
          }
        />
      )}
    </FormRow>
  );
  return (
    <div className="scheme-fields">
      {short('name', '名前')}
      {short('short', '印', '台帳やラベルに出ます。例 機3B')}
      {short('neutral', '来庁者に見える記号', '分類を知られたくない物に付けます。例 C3B')}
      <FormRow label="印の形" help="白黒の印刷でも見分けられるようにします。">
        {(ids) => (
          <Select
            {...ids}
            value={level.weight}
            options={WEIGHTS}
            onChange={(value) =>
              edit((one) => {
                one.weight = value as Level['weight'];
              })
            }
          />
        )}
      </FormRow>
      {long('ownText', '組合の対策基準の文', '対策基準にある文をそのまま写します。定義より先に表示します。')}
      {long('definition', '定義')}
      {long('examples', '例')}
      <div className="form-row-wide">
        <Checks
          label="取扱制限"
          options={scheme.duties.map((duty) => ({ value: duty.code, label: duty.code, title: duty.text }))}
          value={level.duties}
          onChange={(duties) =>
            edit((one) => {
              one.duties = duties;
            })
          }
        />
      </div>
      <FormRow wide label="ほかの書き方" help="取り込む台帳で、この段階と読む書き方です。「、」で区切ります。">
        {(ids) => (
          <WordsInput
            ids={ids}
            words={level.aliases}
            onChange={(words) =>
              edit((one) => {
                one.aliases = words;
              })
            }
          />
        )}
      </FormRow>
    </div>
  );
}
