import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import './classify.css';
import { AXES, type Axis, UNSURE } from '../../contract/scheme.ts';
import { LevelChoice } from '../asset/LevelChoice.tsx';
import { useShortcuts } from '../keys.ts';
import { ProposalBar } from './ProposalBar.tsx';
import { focusQuestion, QuestionList } from './QuestionList.tsx';
import type { Classing } from './useClassing.ts';

interface ClassingPanelProps {
  classing: Classing;
  /** Called when everything is there that a decision needs. */
  onAccept: () => void;
  inDialog?: boolean;
  /** Buttons; `accept` checks what is missing first. */
  actions: (accept: () => void) => ReactNode;
}

const within = (event: KeyboardEvent, selector: string) =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** Questions at the left, levels with their definitions at the right, the proposal below; all of it by keyboard. */
export function ClassingPanel({ classing, onAccept, inDialog = false, actions }: ClassingPanelProps) {
  const { scheme, questions, choice, proposal } = classing;
  const [active, setActive] = useState(0);
  const [complaint, setComplaint] = useState<string | null>(null);
  const levels = useRef<HTMLDivElement>(null);
  const question = questions[active];

  // Where the work begins: the first question that nobody has answered, else the first.
  const first = useRef(questions.find((one) => classing.answers[one.id] === undefined)?.id ?? questions[0]?.id);
  useEffect(() => {
    if (first.current) focusQuestion(first.current);
    else levels.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);

  // The definitions of the axis that the question speaks about.
  const axis = AXES.find((one) => question?.choices.some((option) => option.levels[one] !== undefined));
  useEffect(() => {
    if (axis) levels.current?.querySelector(`[data-axis="${axis}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [axis]);

  const focusAxis = (which: Axis) => {
    const at = levels.current?.querySelector(`[data-axis="${which}"]`);
    (at?.querySelector<HTMLElement>('input:checked') ?? at?.querySelector<HTMLElement>('input'))?.focus();
  };
  const accept = () => {
    const { open } = classing;
    setComplaint(open?.message ?? null);
    if (open === null) return onAccept();
    if (open.at === 'question') focusQuestion(open.questionId);
    else if (open.at === 'axis') focusAxis(open.axis);
    else document.querySelector<HTMLElement>(`[data-classing="${open.at}"]`)?.focus();
  };
  const latestAccept = useRef(accept);
  latestAccept.current = accept;

  const shortcuts = useMemo(() => {
    const go = (event: KeyboardEvent, step: 1 | -1) => {
      // In the levels the arrows choose a level, in a drop-down an option.
      if (within(event, '.level-choice, select') || questions.length === 0) return false;
      focusQuestion(questions[Math.min(questions.length - 1, Math.max(0, active + step))]?.id);
      return true;
    };
    const answer = (choiceId: string | undefined) => {
      if (!question || choiceId === undefined) return false;
      classing.answer(question.id, choiceId);
      focusQuestion((questions[active + 1] ?? question).id);
      return true;
    };
    const digits = Array.from({ length: 9 }, (_, index) => [
      String(index + 1),
      () => answer(question?.choices[index]?.id),
    ]);
    return {
      ...Object.fromEntries(digits),
      '0': () => answer(UNSURE),
      '?': () => answer(UNSURE),
      arrowdown: (event: KeyboardEvent) => go(event, 1),
      arrowup: (event: KeyboardEvent) => go(event, -1),
      enter: (event: KeyboardEvent) => {
        if (within(event, 'button, a, summary, select, textarea')) return false;
        latestAccept.current();
        return true;
      },
      'ctrl+enter': () => latestAccept.current(),
      'ctrl+s': () => latestAccept.current(),
    };
  }, [questions, question, active, classing]);
  useShortcuts(shortcuts, { inDialog });

  return (
    <div className="classing">
      <div className="classing-questions">
        <QuestionList classing={classing} active={active} onActive={setActive} />
      </div>
      <div ref={levels} className="classing-levels">
        {AXES.map((one) => (
          <div key={one} data-axis={one}>
            <LevelChoice
              scheme={scheme}
              axis={one}
              value={choice.levels[one] ?? ''}
              proposed={proposal.levels[one]}
              emptyWord="未定"
              onChange={(code) => classing.choose(one, code)}
              advice={choice.asks
                .filter(({ axis: asked }) => asked === one)
                .map(({ message }) => ({ message, code: null }))}
            />
          </div>
        ))}
      </div>
      <section className="classing-proposal" aria-label="提案と理由">
        <ProposalBar
          classing={classing}
          complaint={classing.open?.message === complaint ? complaint : null}
          onAccept={accept}
          actions={actions(accept)}
        />
      </section>
    </div>
  );
}
