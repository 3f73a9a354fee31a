import { fittingProfile, type ImportProfile } from '../../contract/importProfile.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useCall } from '../useCall.ts';
import { applyProfile, dropProfile, type Session } from './session.ts';

/** Offers what was kept of the last import of a book with the same headings. */
export function ProfileNotice({ session }: { session: Session }) {
  const { plan, headings, profile } = session;
  const { catalogue } = useRegister();
  const profiles = useCall('importing.profiles', {});
  const fitting: ImportProfile | null =
    plan && !profile && profiles.data ? fittingProfile(plan, headings, profiles.data) : null;
  if (profile)
    return (
      <div className="notice notice-ok row" role="status">
        <p>
          <span aria-hidden="true">✓ </span>
          保存した読み方「{profile.name}」を使っています。列の対応と言葉の意味は、次の画面で直せます。
        </p>
        <Button small onClick={dropProfile}>
          使わない
        </Button>
      </div>
    );
  if (!fitting) return null;
  return (
    <div className="notice notice-plain row">
      <p>
        見出しが、保存した読み方「<strong>{fitting.name}</strong>
        」とほぼ同じです。列の対応と言葉の意味を、そのまま使えます。
      </p>
      <Button small variant="primary" onClick={() => applyProfile(catalogue, fitting)}>
        この読み方を使う
      </Button>
    </div>
  );
}
