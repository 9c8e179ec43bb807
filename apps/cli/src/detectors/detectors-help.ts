import type { Page } from '../policy/policy-help.js';

const EXITS: Page[number] = [
  'Exit codes',
  [
    '0     ended as asked',
    '1     something failed; the sentence on stderr says what to do',
    '2     the command line is not understood',
    '3     the bundle has problems',
  ],
];

export const DETECTOR_PAGES: Readonly<Record<string, Page>> = {
  detectors: [
    [
      'sallyport detectors: checks and signs bundles of detectors, to be imported in the console.',
      [
        'sallyport detectors check bundle.json',
        'sallyport detectors sign bundle.json --key bundle-key.pem > bundle.signed.json',
      ],
    ],
    [
      'Commands',
      [
        'check   says what is wrong with a bundle, and runs the tests of its detectors',
        'sign    signs a bundle without problems',
      ],
    ],
    ['More', ['docs/guides/detectors.md']],
    EXITS,
  ],
  'detectors check': [
    ['sallyport detectors check: what is wrong with a bundle.', ['sallyport detectors check bundle.json']],
    ['Usage', ['sallyport detectors check FILE']],
    EXITS,
  ],
  'detectors sign': [
    [
      'sallyport detectors sign: signs a bundle that has no problems.',
      ['sallyport detectors sign bundle.json --key bundle-key.pem > bundle.signed.json'],
    ],
    ['Usage', ['sallyport detectors sign FILE --key KEY']],
    ['Options', ['--key KEY   Ed25519 private key, PEM; its public half is in DETECTOR_BUNDLE_KEYS of the api']],
    EXITS,
  ],
};
