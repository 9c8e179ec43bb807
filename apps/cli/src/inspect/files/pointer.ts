/** An RFC 6901 pointer with one more step. */
export const appendPointer = (pointer: string, member: string | number): string =>
  `${pointer}/${String(member).replace(/~/g, '~0').replace(/\//g, '~1')}`;
