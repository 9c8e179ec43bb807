/** SHA-256 over the UTF-8 of a text, as simulations name the text they are of. */
export const digestOfText = async (text: string): Promise<`sha256:${string}`> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
};
