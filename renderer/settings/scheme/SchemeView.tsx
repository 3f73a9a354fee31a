import { useState } from 'react';
import { AXES, type SchemeInfo } from '../../../contract/scheme.ts';
import { useRegister } from '../../registerContext.tsx';
import { hrefScreen } from '../../router.ts';
import { ActionButton, ActionLink } from '../../session/Permit.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { PrintHead } from './PrintHead.tsx';
import { CopyDialog, notInForce, RemoveDialog, UseDialog } from './SchemeDialogs.tsx';
import { AxisTable, DutiesCard, ImportanceCard, QuestionsCard } from './viewParts.tsx';

/** One scheme to read, whole: levels, 対策基準, duties, rules, questions; and what can be done with it. */
export function SchemeView({ scheme }: { scheme: SchemeInfo }) {
  const { settings, status, dateWords } = useRegister();
  const [dialog, setDialog] = useState<'use' | 'copy' | 'remove' | null>(null);
  const current = scheme.id === settings.schemeId;
  const warning = notInForce(scheme, status.today, dateWords);
  const close = () => setDialog(null);
  return (
    <div className="schemes scheme-print">
      <PrintHead />
      <section className="card stack" aria-labelledby="scheme-name">
        <div className="row">
          <h2 id="scheme-name">{scheme.name}</h2>
          {current && <span className="schemes-current">✓ 今使っている分類体系</span>}
          <span className="row scheme-end no-print">
            {!current && (
              <ActionButton needs="setting.save" onClick={() => setDialog('use')}>
                この体系を使う
              </ActionButton>
            )}
            {!scheme.preset && (
              <ActionLink needs="scheme.save" variant="primary" href={hrefScreen('settings', 'scheme-edit', scheme.id)}>
                直す
              </ActionLink>
            )}
            <ActionButton needs="scheme.copy" onClick={() => setDialog('copy')}>
              写しを作る
            </ActionButton>
            <LinkButton href={hrefScreen('settings', 'scheme-revisions', scheme.id)}>改正の記録</LinkButton>
            <Button onClick={() => window.print()}>印刷</Button>
            {!scheme.preset && !current && scheme.assets === 0 && (
              <ActionButton needs="scheme.remove" variant="danger" onClick={() => setDialog('remove')}>
                消す
              </ActionButton>
            )}
            <LinkButton href={hrefScreen('settings', 'schemes')}>一覧に戻る</LinkButton>
          </span>
        </div>
        {current && warning && <p className="notice">{warning}</p>}
        <p>{scheme.note}</p>
        {scheme.source && <p>元にした対策基準　{scheme.source}</p>}
        <p className="muted">
          版 {scheme.version}
          {!scheme.preset && `（第${scheme.revision}版）`}
          {scheme.effectiveFrom && `　${dateWords(scheme.effectiveFrom)}から`}
          {scheme.effectiveUntil && `　${dateWords(scheme.effectiveUntil)}まで`}
          {`　分類している資産 ${scheme.assets}件`}
        </p>
      </section>
      {AXES.map((axis) => (
        <AxisTable key={axis} scheme={scheme} axis={axis} />
      ))}
      <DutiesCard scheme={scheme} />
      <ImportanceCard scheme={scheme} />
      <QuestionsCard scheme={scheme} />
      {dialog === 'use' && <UseDialog scheme={scheme} onClose={close} />}
      {dialog === 'copy' && <CopyDialog scheme={scheme} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog scheme={scheme} onClose={close} />}
    </div>
  );
}
