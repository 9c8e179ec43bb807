import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalize } from '@sallyport/audit';
import { AppError } from '@sallyport/contracts';

const MAC_BYTES = 16;

/** What a cursor belongs to. A cursor of another organisation, operation or filter is refused like a forged one. */
export interface CursorScope {
  readonly orgId: string;
  readonly operation: string;
  readonly filter?: unknown;
}

export interface CursorCodec {
  /** @param position  the last row's key; together at most about 300 bytes */
  encode(scope: CursorScope, position: readonly string[]): string;
  /** @throws AppError `cursor.invalid` */
  decode(scope: CursorScope, cursor: string): readonly string[];
}

/**
 * Opaque page cursors: the key of the last row, authenticated with HMAC-SHA-256 under a key derived from the data key
 * (RFC 5869), so that a position can be neither forged nor carried over to another tenant's list.
 */
export const createCursorCodec = (dataKey: Buffer): CursorCodec => {
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'sallyport/page-cursor/v1', 32));
  const macOf = (scope: CursorScope, position: string): Buffer => {
    const bound = canonicalize([scope.orgId, scope.operation, scope.filter ?? null, position]);
    return createHmac('sha256', key).update(bound).digest().subarray(0, MAC_BYTES);
  };
  return {
    encode: (scope, position) => {
      const body = JSON.stringify(position);
      return Buffer.concat([macOf(scope, body), Buffer.from(body)]).toString('base64url');
    },
    decode: (scope, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const body = bytes.subarray(MAC_BYTES).toString();
      const mac = bytes.subarray(0, MAC_BYTES);
      if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, macOf(scope, body))) throw new AppError('cursor.invalid');
      return JSON.parse(body) as readonly string[];
    },
  };
};
