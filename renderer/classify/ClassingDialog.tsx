import { useMemo } from 'react';
import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/field.ts';
import type { Answers } from '../../contract/questionnaire.ts';
import type { Levels } from '../../contract/scheme.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ClassingPanel } from './ClassingPanel.tsx';
import { factsFrom, NO_LEVELS } from './classing.ts';
import { EMPTY_CLASSING, useClassing } from './useClassing.ts';

/** Fields of the form that the questions look at. */
export const CLASS_FACTS = [
  'name',
  'businessCategory',
  'summary',
  'note',
  'personalData',
  'subjectCount',
  'subjectBand',
] as const;

export interface Decided {
  readonly levels: Levels;
  readonly reason: string;
  readonly answers: Answers;
}

interface ClassingDialogProps {
  kind: Kind;
  /** What the form holds of CLASS_FACTS. */
  values: Values;
  onClose: () => void;
  onDecide: (decided: Decided) => void;
}

const NOTHING: Values = {};

/** The questionnaire over a form that is not saved yet: it sets levels and reason there. */
export function ClassingDialog({ kind, values, onClose, onDecide }: ClassingDialogProps) {
  const { scheme: schemeById, item } = useRegister();
  const scheme = schemeById();
  const key = JSON.stringify(values);
  const facts = useMemo(() => factsFrom(JSON.parse(key) as Values, NOTHING, item), [key, item]);
  const classing = useClassing({ scheme, kind, facts, content: NO_LEVELS, start: EMPTY_CLASSING });
  const decide = () =>
    onDecide({ levels: classing.choice.levels, reason: classing.fullReason, answers: { ...classing.answers } });
  return (
    <Dialog title="質問に答えて分類を決める" size="large" onClose={onClose}>
      <ClassingPanel
        classing={classing}
        inDialog
        onAccept={decide}
        actions={(accept) => (
          <>
            <Button onClick={onClose}>やめる</Button>
            <Button variant="primary" title="Enter" onClick={accept}>
              この分類にする
            </Button>
          </>
        )}
      />
    </Dialog>
  );
}
