import { useEffect, useMemo, useRef, useState } from 'react';
import './asset.css';
import type { Finding, Values } from '../../contract/asset.ts';
import { KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import { AXES } from '../../contract/scheme.ts';
import { CLASS_FACTS, ClassingDialog, type Decided } from '../classify/ClassingDialog.tsx';
import { call } from '../client.ts';
import { offeredItems } from '../fields/validity.ts';
import { isEmpty } from '../fields/words.ts';
import { useSaveKey, useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { goBack, hrefAsset, hrefAssets, hrefNewAsset, navigate } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useTitle } from '../ui/useTitle.ts';
import { announceChange } from '../undo.ts';
import { failureOf } from '../useCall.ts';
import { useLeaveGuard } from '../useLeaveGuard.tsx';
import { AssetFormView, FORM_SECTIONS, sectionTitle } from './AssetFormView.tsx';
import { SectionNav } from './SectionNav.tsx';
import { useAssetForm } from './useAssetForm.ts';

interface NewAssetScreenProps {
  kind: Kind | null;
  /** The asset to copy from. */
  copyOf: string | null;
}

/** 新規: first what it is, then the same form as the asset's page. */
export function NewAssetScreen({ kind, copyOf }: NewAssetScreenProps) {
  const [copied, setCopied] = useState<Values | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!copyOf) return;
    call('asset.draftCopy', { id: copyOf }).then(
      (draft) => setCopied(draft.values),
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, [copyOf]);
  if (!kind) return <ChooseKind />;
  if (failure)
    return (
      <div className="page">
        <h1>複製</h1>
        <ErrorMessage failure={failure} />
      </div>
    );
  if (copyOf && !copied) return <p className="busy">元の資産を読んでいます…</p>;
  return <NewAsset kind={kind} copyOf={copyOf} initial={copied ?? {}} />;
}

const GROUP_WORDS = {
  ア: 'ア ネットワーク、情報システム、設備、電磁的記録媒体',
  イ: 'イ 情報（印刷した文書を含む）',
  ウ: 'ウ 仕様書、構成図などのシステム関連文書',
  外部: '外部サービス・業務委託',
} as const;

function ChooseKind() {
  return (
    <div className="page">
      <PageHeader title="新しい資産を登録する" about="どの資産か選んでください。" />
      <div className="kind-groups">
        {(['ア', 'イ', 'ウ', '外部'] as const).map((group) => (
          <section key={group} aria-label={GROUP_WORDS[group]}>
            <h2 className="kind-group">{GROUP_WORDS[group]}</h2>
            <ul className="kind-cards">
              {KIND_ORDER.filter((kind) => KIND_DEFINITIONS[kind].policyGroup === group).map((kind) => (
                <li key={kind}>
                  <a className="kind-card" href={hrefNewAsset(kind)}>
                    <strong>{KIND_DEFINITIONS[kind].label}</strong>
                    <span>{KIND_DEFINITIONS[kind].help}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

const NO_VALUES: Values = {};
const NO_FINDINGS: readonly Finding[] = [];

/** What is filled in from the start: the copied values, or what is nearly always so (利用中; the only 実施機関). */
function useStartValues(copied: Values | null): Values {
  const { itemsOf, status } = useRegister();
  return useState<Values>(() => {
    if (copied) return copied;
    const offered = (list: string) => offeredItems(itemsOf(list), status.today);
    const [inUse] = offered('state');
    const bodies = offered('body');
    return {
      ...(inUse ? { state: inUse.id } : {}),
      ...(bodies.length === 1 ? { body: bodies[0]!.id } : {}),
    };
  })[0];
}

function NewAsset({ kind, copyOf, initial }: { kind: Kind; copyOf: string | null; initial: Values }) {
  const { catalogue, scheme } = useRegister();
  const start = useStartValues(copyOf ? initial : null);
  const form = useAssetForm(NO_VALUES, 0, start);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const registered = useRef<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [decided, setDecided] = useState<Decided | null>(null);
  const definition = KIND_DEFINITIONS[kind];
  const refused = useMemo(
    () => Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message])),
    [failure],
  );

  const register = async (): Promise<boolean> => {
    if (busy || Object.keys(form.problems).length > 0) return false;
    if (isEmpty(form.value('name'))) {
      setFailure({ code: 'invalidInput', fields: [{ path: 'name', message: '資産名称を書いてください。' }] });
      document.getElementById('main')?.scrollTo({ top: 0 });
      return false;
    }
    setBusy(true);
    try {
      const made = await call('asset.register', {
        kind,
        values: form.changed as never,
        ...(copyOf ? { copiedFrom: copyOf } : {}),
        // Levels changed by hand since are not what the answers led to.
        ...(decided && AXES.every((axis) => decided.levels[axis] === (form.value(axis) ?? null))
          ? { answers: { ...decided.answers } }
          : {}),
      });
      registered.current = made.id;
      announceChange(made.changeId, `${made.number} として登録しました。`);
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      document.getElementById('main')?.scrollTo({ top: 0 });
      setBusy(false);
      return false;
    }
  };
  const title = copyOf ? `${definition.label}を複製して登録する` : `${definition.label}を登録する`;
  useTitle(title);
  // A copy that nobody touched is no work to lose.
  const dirty = Object.keys(form.changed).some((id) => form.changed[id] !== start[id]);
  const leave = useLeaveGuard(dirty && registered.current === null, '登録', register);
  const registerAndOpen = async () => {
    if (await register()) leave.leaveTo(hrefAsset(registered.current!), { replace: true });
  };
  const saveKey = useSaveKey(registerAndOpen);
  useShortcuts({
    'ctrl+s': saveKey,
    escape: () => goBack(),
  });

  const body = useRef<HTMLDivElement>(null);
  // The name comes first, and is what the person came to write.
  useEffect(() => body.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (failure?.fields?.length) body.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failure]);

  const missing = catalogue
    .fieldsOf(kind)
    .filter(
      (field) =>
        field.required && field.origin !== 'system' && field.origin !== 'derived' && isEmpty(form.value(field.id)),
    );
  const sections = FORM_SECTIONS.filter((section) =>
    catalogue.fieldsOf(kind).some((field) => field.section === section),
  ).map((section) => ({
    id: `section-${section}`,
    title: sectionTitle(section, kind),
    open: missing.filter((field) => field.section === section).length,
  }));
  return (
    <div className="asset-page">
      <header className="asset-header">
        <div className="asset-title">
          <p className="asset-number">
            <span>番号は登録したときに付きます</span>
            <a href={hrefAssets(kind)}>{definition.label}</a>
          </p>
          <h1>{title}</h1>
          <p className="muted">{definition.help}</p>
        </div>
        <div className="page-actions">
          <Button small onClick={() => navigate(hrefNewAsset())}>
            種類を選び直す
          </Button>
        </div>
      </header>
      <SectionNav sections={sections} />
      <div ref={body} className="asset-body">
        {failure && <ErrorMessage failure={failure} />}
        <AssetFormView
          key={form.generation}
          kind={kind}
          scheme={scheme()}
          form={form}
          derived={NO_VALUES}
          refused={refused}
          findings={NO_FINDINGS}
          isNew
          aboutClass={
            <p>
              <Button small variant="primary" onClick={() => setAsking(true)}>
                質問に答えて決める
              </Button>
            </p>
          }
        />
      </div>
      <section className="save-bar" aria-label="登録">
        <p className="save-what">
          {missing.length > 0 ? (
            <span className="muted">
              未記入の必要項目 <span className="number">{missing.length}</span>か所（あとからでも書けます）
            </span>
          ) : (
            <span>必要な項目はすべて書けています。</span>
          )}
        </p>
        <Button onClick={() => goBack()} disabled={busy}>
          やめる
        </Button>
        <Button
          variant="primary"
          onClick={registerAndOpen}
          disabled={busy || Object.keys(form.problems).length > 0}
          title="Ctrl+S"
        >
          登録
        </Button>
      </section>
      {asking && (
        <ClassingDialog
          kind={kind}
          values={Object.fromEntries(CLASS_FACTS.map((id) => [id, form.value(id) ?? null]))}
          onClose={() => setAsking(false)}
          onDecide={(made) => {
            for (const axis of AXES) form.set(axis, made.levels[axis]);
            form.set('classificationReason', made.reason);
            setDecided(made);
            setAsking(false);
          }}
        />
      )}
      {leave.dialog}
    </div>
  );
}
