import { type SignedBundle, signedBundleSchema } from '@sallyport/contracts';

/** The signed bundle a text holds; null when it holds none. */
export const readSignedBundle = (text: string): SignedBundle | null => {
  try {
    return signedBundleSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
