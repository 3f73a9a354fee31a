import { type ReactNode, useId, useState } from 'react';

interface FileDropProps {
  /** What is asked for, above: ここにファイルを置く */
  title: string;
  /** On the button. */
  choose: string;
  /** For the file dialog: .xlsx,.csv */
  accept: string;
  multiple?: boolean;
  disabled?: boolean;
  /** A lower box, where it is one of several things on the page. */
  compact?: boolean;
  onFiles: (files: readonly File[]) => void;
  /** What can be given, below. */
  children?: ReactNode;
}

/** Files, dropped or chosen in the dialog of the system; the button is for the keyboard, too. */
export function FileDrop(props: FileDropProps) {
  const { title, choose, accept, multiple = false, disabled = false, compact = false, onFiles, children } = props;
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1);
    if (files.length > 0 && !disabled) onFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's
    <div
      className={`file-drop ${compact ? 'file-drop-compact' : ''} ${over ? 'file-drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p className="file-drop-title">{title}</p>
      <p className="muted">または</p>
      <label className={`button ${compact ? 'button-normal button-small' : 'button-primary'}`} htmlFor={id}>
        {choose}
      </label>
      <input
        id={id}
        type="file"
        className="visually-hidden file-drop-input"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => {
          take(event.target.files);
          // The same file, put right meanwhile, must be choosable again.
          event.target.value = '';
        }}
      />
      {children && <p className="form-help">{children}</p>}
    </div>
  );
}
