import { sealNumber } from '../../contract/checkCode.ts';
import { type Proof, proofText, shortId } from '../../contract/proof.ts';
import { CHAIN_START } from '../../db/chain.ts';
import { chainHead } from '../../db/history.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { type Code, qrOf } from '../label/qr.ts';

/**
 * What stands on paper for the register as it is now (reliability.md P22). Asked for in the same read as the rows that
 * go on the paper: then the number stands for exactly them.
 */
export function proofNow(db: ReadableDb): Proof {
  const head = chainHead(db);
  return { registerId: registerRow(db)?.uuid ?? '', seq: head?.seq ?? 0, hash: head?.hash ?? CHAIN_START };
}

/** 照合番号 7K3QD-9XWAB-…　第1,234番　台帳 1A2B3C4D */
export function proofLine(proof: Proof): string {
  return `照合番号 ${sealNumber(proof.hash)}　第${proof.seq.toLocaleString('ja-JP')}番　台帳 ${shortId(proof.registerId)}`;
}

/** The QR code of the whole hash. */
export function proofCode(proof: Proof): Code {
  return qrOf(proofText(proof))!;
}
