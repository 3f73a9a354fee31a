import { useEffect, useMemo, useRef, useState } from 'react';
import { ActionButton, RefusalNotice } from '../session/Permit.tsx';
import './asset.css';
import type { AssetDetail } from '../../contract/asset.ts';
import { type Field, KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import { AXES } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { isEmpty, levelOfValue, valueWords } from '../fields/words.ts';
import { useSaveKey, useShortcuts } from '../keys.ts';
import { neighbour, usePosition } from '../neighbours.ts';
import { useRegister } from '../registerContext.tsx';
import { goBack, hrefAsset, hrefAssets, hrefNewAsset, hrefScreen, navigate } from '../router.ts';
import { setSelection } from '../selection.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { showToast } from '../ui/toast.ts';
import { useTitle } from '../ui/useTitle.ts';
import { announceChange } from '../undo.ts';
import { complain, failureOf, useCall } from '../useCall.ts';
import { useLeaveGuard } from '../useLeaveGuard.tsx';
import { AssetFormView, FORM_SECTIONS, PageSection, sectionTitle } from './AssetFormView.tsx';
import { AttachmentsSection } from './AttachmentsSection.tsx';
import { ClassStatus } from './ClassStatus.tsx';
import { FindingsBox } from './FindingsBox.tsx';
import { HandlingSection } from './HandlingSection.tsx';
import { HistorySection } from './HistorySection.tsx';
import { LabelSection } from './LabelSection.tsx';
import { LinksSection } from './LinksSection.tsx';
import { SaveBar } from './SaveBar.tsx';
import { SectionNav } from './SectionNav.tsx';
import { useAssetForm } from './useAssetForm.ts';

/** One asset: seen and edited on the same page. */
export function AssetScreen({ id }: { id: string }) {
  const { data, error, reload } = useCall('asset.get', { id });
  if (data) return <AssetPage detail={data} reload={reload} />;
  if (!error) return <p className="busy">資産を読んでいます…</p>;
  return (
    <div className="page">
      <h1>資産</h1>
      <ErrorMessage failure={error}>
        <Button onClick={() => navigate(hrefAssets())}>台帳へ</Button>
      </ErrorMessage>
    </div>
  );
}

function AssetPage({ detail, reload }: { detail: AssetDetail; reload: () => void }) {
  const register = useRegister();
  const { catalogue } = register;
  const form = useAssetForm(detail.values, detail.revision);
  const attachments = useCall('attachment.list', { assetId: detail.id });
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const scheme = register.scheme(detail.schemeId);
  const name = String(detail.values['name'] ?? '');
  const definition = KIND_DEFINITIONS[detail.kind];
  useTitle([detail.values['number'], name].filter(Boolean).join(' '));
  const refused = useMemo(
    () => Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message])),
    [failure],
  );

  const save = async (): Promise<boolean> => {
    if (busy || Object.keys(form.problems).length > 0) return false;
    if (Object.keys(form.changed).length === 0) return true;
    setBusy(true);
    try {
      const saved = await call('asset.update', {
        id: detail.id,
        revision: detail.revision,
        values: form.changed as never,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      });
      setFailure(null);
      setReason('');
      form.saved(form.changed, saved.revision);
      if (saved.waiting)
        showToast(
          `「${name}」の分類の変更は、承認を待っています。${saved.changed > 0 ? 'ほかの変更は保存しました。' : ''}`,
        );
      else announceChange(saved.changeId, `「${name}」を保存しました。`);
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      document.getElementById('main')?.scrollTo({ top: 0 });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const leave = useLeaveGuard(form.dirty, '保存', save);

  const many = async (method: 'asset.bin' | 'asset.restore', words: string) => {
    try {
      const { changeId } = await call(method, { ids: [detail.id] });
      announceChange(changeId, words);
    } catch (error) {
      complain(error);
    }
  };
  const position = usePosition(detail.id);
  const go = async (step: 1 | -1) => {
    if (!position || form.dirty) return showToast('先に変更を保存するか、元に戻してください。');
    const next = await neighbour(position, step).catch(() => null);
    if (next) navigate(hrefAsset(next), { replace: true });
  };
  const copy = () => navigate(hrefNewAsset(detail.kind, detail.id));
  const printLabel = () => {
    setSelection({ ids: [detail.id] }, 1, `「${name}」1件`);
    navigate(hrefScreen('labels'));
  };

  const saveKey = useSaveKey(save);
  // The save bar goes with its button: go on in the field one came from.
  const lastField = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (form.dirty || document.activeElement !== document.body) return;
    lastField.current?.focus({ preventScroll: true });
  }, [form.dirty]);

  useEffect(() => {
    if (failure?.fields?.length) document.querySelector<HTMLElement>('.asset-body [aria-invalid=true]')?.focus();
  }, [failure]);

  useShortcuts({
    'ctrl+s': saveKey,
    'ctrl+d': copy,
    'ctrl+p': printLabel,
    'alt+arrowup': () => void go(-1),
    'alt+arrowdown': () => void go(1),
    escape: () => goBack(),
  });

  const missingIn = (section: string) =>
    catalogue
      .fieldsOf(detail.kind)
      .filter((field: Field) => field.section === section && detail.missing.includes(field.id)).length;
  const sections = [
    ...FORM_SECTIONS.filter((section) =>
      catalogue.fieldsOf(detail.kind).some((field) => field.section === section),
    ).map((section) => ({
      id: `section-${section}`,
      title: sectionTitle(section, detail.kind),
      open: missingIn(section),
    })),
    { id: 'section-handling', title: '取扱いカード' },
    { id: 'section-links', title: `つながり（${detail.links.length}）` },
    { id: 'section-attachments', title: `添付（${attachments.data?.length ?? 0}）` },
    { id: 'section-labels', title: 'ラベル' },
    { id: 'section-history', title: '履歴' },
  ];
  const state = catalogue.fieldById('state')!;
  const wordsOf = (id: string) => {
    const field = catalogue.fieldById(id);
    return field ? valueWords(register, field, detail.values[id], detail.schemeId) : '';
  };

  return (
    <div className="asset-page">
      <header className="asset-header">
        <div className="asset-title">
          <p className="asset-number">
            <span className="number">{String(detail.values['number'] ?? '')}</span>
            <a href={hrefAssets(detail.kind)}>{definition.label}</a>
          </p>
          <h1>{name || '（名称なし）'}</h1>
          <p className="asset-facts">
            <LevelMarks levels={AXES.map((axis) => levelOfValue(scheme, axis, detail.values[axis]))} />
            {!isEmpty(detail.values['state']) && (
              <span className="asset-state">{valueWords(register, state, detail.values['state'])}</span>
            )}
            {detail.binned && <span className="asset-state asset-binned">ごみ箱にあります</span>}
          </p>
        </div>
        <div className="page-actions">
          {position && (
            <nav className="neighbours" aria-label="一覧の前後">
              <Button small onClick={() => go(-1)} disabled={position.index === 0} title="Alt+↑">
                前へ
              </Button>
              <span className="number muted small">
                {(position.index + 1).toLocaleString('ja-JP')} / {position.count.toLocaleString('ja-JP')}
              </span>
              <Button small onClick={() => go(1)} disabled={position.index + 1 >= position.count} title="Alt+↓">
                次へ
              </Button>
            </nav>
          )}
          {detail.binned ? (
            <ActionButton
              needs="asset.restore"
              small
              onClick={() => many('asset.restore', `「${name}」を台帳へ戻しました。`)}
            >
              台帳へ戻す
            </ActionButton>
          ) : (
            <>
              <ActionButton needs="asset.register" small onClick={copy} title="Ctrl+D">
                複製
              </ActionButton>
              <ActionButton needs="label.print" small onClick={printLabel} title="Ctrl+P">
                ラベル
              </ActionButton>
              <ActionButton
                needs="asset.bin"
                small
                variant="danger"
                disabled={form.dirty}
                title={form.dirty ? '先に変更を保存するか、元に戻してください。' : undefined}
                onClick={() => many('asset.bin', `「${name}」をごみ箱へ移しました。`)}
              >
                ごみ箱へ
              </ActionButton>
            </>
          )}
        </div>
      </header>
      <SectionNav sections={sections} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only takes note of which field has the focus */}
      <div
        className="asset-body"
        onFocus={(event) => {
          lastField.current = event.target;
        }}
      >
        {failure && (
          <ErrorMessage failure={failure}>
            {failure.code === 'conflict' && (
              <Button
                small
                onClick={() => {
                  setFailure(null);
                  reload();
                }}
              >
                最新の内容を読み直す（入力は残ります）
              </Button>
            )}
          </ErrorMessage>
        )}
        <RefusalNotice needs="asset.update" />
        <FindingsBox detail={detail} dirty={form.dirty} />
        <AssetFormView
          key={form.generation}
          kind={detail.kind}
          scheme={scheme}
          form={form}
          derived={detail.derived}
          refused={refused}
          findings={detail.findings}
          effective={detail.effective.levels}
          aboutClass={<ClassStatus detail={detail} />}
        />
        <PageSection id="section-handling" title="取扱いカード">
          <HandlingSection assetId={detail.id} dirty={form.dirty} />
        </PageSection>
        <PageSection id="section-links" title="つながり">
          <LinksSection detail={detail} />
        </PageSection>
        <PageSection id="section-attachments" title="添付">
          <AttachmentsSection detail={detail} list={attachments.data} failure={attachments.error} />
        </PageSection>
        <PageSection id="section-labels" title="ラベル">
          <LabelSection assetId={detail.id} onPrint={detail.binned ? null : printLabel} />
        </PageSection>
        <PageSection id="section-history" title="履歴">
          <HistorySection assetId={detail.id} />
        </PageSection>
      </div>
      {form.dirty && (
        <SaveBar
          form={form}
          overtaken={form.overtaken.map((field) => ({ field, words: wordsOf(field) }))}
          reason={reason}
          onReason={setReason}
          busy={busy}
          onReset={() => {
            form.reset();
            setFailure(null);
          }}
          onSave={() => save()}
        />
      )}
      {leave.dialog}
    </div>
  );
}
