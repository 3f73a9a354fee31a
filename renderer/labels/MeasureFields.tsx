import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';

/** What was read off the ruler page, mm; NaN: not measured. */
export interface Measured {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export const NOT_MEASURED: Measured = {
  left: Number.NaN,
  top: Number.NaN,
  width: Number.NaN,
  height: Number.NaN,
};

interface MeasureFieldsProps {
  measured: Measured;
  /** The frames alone were printed (label printers): how far they are out of place is asked instead. */
  frames: boolean;
  disabled: boolean;
  onChange: (measured: Measured) => void;
}

/** Where the cross stands when nothing is out of place. */
const CROSS = 20;
const WIDTH = 150;
const HEIGHT = 200;
/** A printer stretches by less than one percent; more is a page that was fitted to the paper. */
const FITTED = 0.03;

/** Two numbers, and two lengths where the print is too large or too small as well. */
export function MeasureFields({ measured, frames, disabled, onChange }: MeasureFieldsProps) {
  const [lengths, setLengths] = useState(false);
  const fitted = [measured.width / WIDTH, measured.height / HEIGHT].some((stretch) => Math.abs(stretch - 1) > FITTED);
  const field = (key: keyof Measured, label: string, help: string, min: number, max: number) => (
    <FormRow label={label} help={help}>
      {(ids) => (
        <NumberInput
          {...ids}
          disabled={disabled}
          value={measured[key]}
          min={min}
          max={max}
          onChange={(value) => onChange({ ...measured, [key]: value })}
        />
      )}
    </FormRow>
  );
  if (frames) {
    const shift = (key: 'left' | 'top', label: string) => (
      <FormRow label={label} help="反対向きなら、−を付けます。">
        {(ids) => (
          <NumberInput
            {...ids}
            disabled={disabled}
            value={Number((measured[key] - CROSS).toFixed(3))}
            min={-CROSS}
            max={CROSS}
            onChange={(value) => onChange({ ...measured, [key]: CROSS + value })}
          />
        )}
      </FormRow>
    );
    return (
      <div className="labels-pair">
        {shift('left', '枠が右へずれている長さ（mm）')}
        {shift('top', '枠が下へずれている長さ（mm）')}
      </div>
    );
  }
  return (
    <>
      <div className="labels-pair">
        {field('left', '① 紙の左の端から十字まで（mm）', '正しければ20です。0.5mmまで読めば足ります。', 0, 60)}
        {field('top', '② 紙の上の端から十字まで（mm）', '正しければ20です。', 0, 60)}
      </div>
      {lengths ? (
        <div className="labels-pair">
          {field('width', '③ 横の線の長さ（mm）', '正しければ150です。', 120, 180)}
          {field('height', '④ 縦の線の長さ（mm）', '正しければ200です。', 160, 240)}
        </div>
      ) : (
        <p className="form-help">
          横の線が150mm、縦の線が200mmになっていないときは、
          <Button small variant="plain" onClick={() => setLengths(true)}>
            長さも書き入れる
          </Button>
        </p>
      )}
      {fitted && (
        <p className="print-hint" role="status">
          長さが3%より大きく違います。「用紙に合わせる」で印刷したのではありませんか。「100%（実際のサイズ）」で印刷し直して、測ってください。
        </p>
      )}
    </>
  );
}
