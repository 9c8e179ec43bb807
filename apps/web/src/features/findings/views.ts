import type { View } from '@sallyport/contracts';

/** How a finding became visible, in words that follow "Seen in". */
export const VIEW_LABEL: Readonly<Record<View, string>> = {
  raw: 'the text as it is',
  nfkc: 'the text after Unicode normalisation',
  stripped: 'the text without invisible characters',
  confusables: 'the text with look-alike letters read as Latin ones',
  spaced: 'letters that stood apart, put together',
  leet: 'digits and signs read as letters',
  markdown: 'the text after Markdown',
  comment: 'a comment or another part that is not shown',
  json: 'JSON inside the text',
  base32: 'the base32-decoded text',
  rot13: 'the text with each letter moved by thirteen',
  reversed: 'the text read backwards',
  inflated: 'the decompressed text',
  tags: 'text hidden in Unicode tag characters',
  percent: 'the percent-decoded text',
  html: 'the text after HTML decoding',
  base64: 'the base64-decoded text',
  hex: 'the hex-decoded text',
  joined: 'several parts joined',
};
