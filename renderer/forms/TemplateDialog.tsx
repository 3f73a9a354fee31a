import { useState } from 'react';
import type { TemplateFacts } from '../../contract/form.ts';
import { fileAsBase64 } from '../fileBytes.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';

const job = createJob();
const WORDS = { phase: '様式を調べています', cancelled: '様式の登録をやめました。' };

interface TemplateDialogProps {
  onAdded: (id: string, name: string, facts: TemplateFacts) => void;
  onClose: () => void;
}

/** A union's own book with {{…}} becomes a form. */
export function TemplateDialog({ onAdded, onClose }: TemplateDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const running = job.use();
  const add = async () => {
    if (!file || name.trim() === '' || running.progress) return;
    const base64 = await fileAsBase64(file);
    const made = await job.run('form.addTemplate', { name: name.trim(), fileName: file.name, base64 }, WORDS);
    if (made) onAdded(made.form.form.id, made.form.form.name, made.facts);
  };
  return (
    <Dialog
      title="お持ちの様式を使う"
      size="large"
      onClose={onClose}
      onSubmit={add}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={!file || name.trim() === '' || running.progress !== null}>
            登録する
          </Button>
        </>
      }
    >
      <p>
        組合で使っているExcelの様式（.xlsx）に、書き込むところを{'{{資産名称}}'}
        のように項目の名前で書いておくと、資産の値を書き込んで出せます。図形、画像、結合したセル、印刷の設定はそのまま残ります。
      </p>
      <ul className="form-help">
        <li>くり返す行のどこかに{'{{#資産}}'}と書くと、その行を資産の数だけくり返します。</li>
        <li>{'{{組合名}}、{{基準日}}、{{件数}}、{{出力者}}、{{照合番号}}'}なども書けます。</li>
      </ul>
      <FileDrop
        title={file ? file.name : 'ここに様式のファイルを置く'}
        choose="ファイルを選ぶ"
        accept=".xlsx"
        compact
        onFiles={([first]) => {
          if (!first) return;
          setFile(first);
          if (name === '') setName(first.name.replace(/\.xlsx$/i, '').slice(0, 60));
        }}
      >
        .xlsx、2MBまで。マクロの入ったものは使えません。
      </FileDrop>
      <FormRow label="様式の名前" required>
        {(ids) => <TextInput {...ids} maxLength={60} value={name} onChange={setName} />}
      </FormRow>
      <JobProgress job={running} unit="件" onCancel={job.cancel} />
    </Dialog>
  );
}
