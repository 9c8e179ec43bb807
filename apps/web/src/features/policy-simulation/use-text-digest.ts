'use client';

import { useEffect, useState } from 'react';

const digestOf = async (text: string): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
};

/** SHA-256 of a text as simulations name it; null until it is known, and always where the browser has no WebCrypto (plain http). */
export const useTextDigest = (text: string): string | null => {
  const [known, setKnown] = useState<{ readonly text: string; readonly digest: string } | null>(null);
  useEffect(() => {
    if (!globalThis.crypto?.subtle) return;
    let isCurrent = true;
    void digestOf(text).then((digest) => isCurrent && setKnown({ text, digest }));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return known?.text === text ? known.digest : null;
};
