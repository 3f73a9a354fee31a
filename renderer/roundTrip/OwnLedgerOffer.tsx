import { hrefScreen, navigate } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { compareOffered } from './session.ts';

/** At 取り込み, where the chosen file is a ledger that Daicho wrote: its changes are wanted, hardly ever all of it as new. */
export function OwnLedgerOffer({ busy }: { busy: boolean }) {
  return (
    <div className="notice trip-offer">
      <p>
        <strong>この台帳はDaichoが書き出したものです。</strong>
        変更点を取り込みますか。資産番号で今の台帳と見比べ、変わったところだけを選べます。
      </p>
      <Button
        variant="primary"
        disabled={busy}
        onClick={() => {
          navigate(hrefScreen('import', 'round-trip'));
          void compareOffered();
        }}
      >
        変更点を見る
      </Button>
    </div>
  );
}
