import type { Finding } from '@sallyport/contracts';

/** Names that are known to be genuine. */
export type NameCatalogue = readonly string[];

/** Whether a name imitates one of the genuine ones. */
export const nameFindings = (
  _payload: { readonly name: string },
  _names: NameCatalogue | null,
): readonly Finding[] => [];
