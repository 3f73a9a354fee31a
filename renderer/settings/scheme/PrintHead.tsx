import { useRegister } from '../../registerContext.tsx';

/** First line on paper: the union, the day, and the marking at the right (screens.md "Prints"). */
export function PrintHead() {
  const { status, settings, dateWords } = useRegister();
  return (
    <p className="print-only print-head">
      <span>{`${status.unionName}　基準日 ${dateWords(status.today)}`}</span>
      <span>{settings.marking}</span>
    </p>
  );
}
