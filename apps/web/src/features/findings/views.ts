import type { View } from '@sallyport/contracts';

/** How a finding became visible, in words that follow "Seen in". */
export const VIEW_LABEL: Readonly<Record<View, string>> = {
  raw: 'the text as it is',
  nfkc: 'the text after Unicode normalisation',
  stripped: 'the text without invisible characters',
  tags: 'text hidden in Unicode tag characters',
  percent: 'the percent-decoded text',
  html: 'the text after HTML decoding',
  base64: 'the base64-decoded text',
  hex: 'the hex-decoded text',
  joined: 'several parts joined',
};
