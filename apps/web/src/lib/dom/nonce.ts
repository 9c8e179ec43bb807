/** The nonce of this page's Content Security Policy; browsers give it to scripts that already run, and to nobody else. */
export const readNonce = (): string | undefined =>
  typeof document === 'undefined'
    ? undefined
    : document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined;

/** Radix' scroll lock adds a style element and looks for its nonce under this global name. */
export const shareNonce = (): void => {
  const nonce = readNonce();
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
};
