import { useRegister } from '../registerContext.tsx';
import { useRefusal } from '../session/session.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SchemeEditor } from './scheme/SchemeEditor.tsx';
import { SchemeList } from './scheme/SchemeList.tsx';
import { SchemeRevisions } from './scheme/SchemeRevisions.tsx';
import { SchemeView } from './scheme/SchemeView.tsx';
import './scheme/scheme.css';

interface SchemesPanelProps {
  /** What is done with the scheme: read, edit, its revisions. */
  part: string | null;
  /** Id of the scheme; null: the list of all. */
  schemeId: string | null;
}

/** 分類体系: the list, and one scheme to read or, where it is the union's own, to edit. */
export function SchemesPanel({ part, schemeId }: SchemesPanelProps) {
  const { schemes } = useRegister();
  const refusal = useRefusal('scheme.save');
  const scheme = schemes.find((one) => one.id === schemeId);
  if (schemeId === null) return <SchemeList />;
  if (!scheme) return <EmptyState title="この分類体系は、もうありません。" />;
  if (part === 'scheme-revisions') return <SchemeRevisions scheme={scheme} />;
  if (part === 'scheme-edit' && !scheme.preset && refusal === null)
    return <SchemeEditor key={scheme.id} stored={scheme} />;
  return <SchemeView scheme={scheme} />;
}
