import { sealNumber } from '../../contract/checkCode.ts';
import type { Proof } from '../../contract/proof.ts';
import type { PrintedProof } from '../excel/write/model.ts';
import { proofCode } from './proof.ts';

/** What a book says of the history behind it. @param rows what is in the book */
export function printedProof(proof: Proof, rows: number): PrintedProof {
  return {
    number: sealNumber(proof.hash),
    facts: [
      ['台帳の識別番号', proof.registerId],
      ['最後の記録の番号', `第${proof.seq.toLocaleString('ja-JP')}番`],
      ['件数', `${rows}件`],
    ],
    code: proofCode(proof),
  };
}
