import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Bot, user and app tokens and webhook addresses of Slack. Catalogue R6, C6. */
export const secretSlackToken: Detector = secretDetector({
  name: 'slack-token',
  title: 'Slack token or webhook',
  severity: 'high',
  gates: [
    {
      literals: [
        ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe', 'xoxc-', 'xoxd-', 'xapp-', 'hooks.slack.com'],
      ],
    },
  ],
  pattern:
    /(?<![A-Za-z0-9])(?:xox[bpcd]-(?:\d{9,14}-){1,4}[A-Za-z0-9-]{16,64}|xox[aros]-(?:\d{1,12}-){0,4}[A-Za-z0-9-]{16,64}|xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{100,240}|xapp-\d-[A-Za-z0-9-]{16,240}|hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{30,90})/g,
  confidence: 0.9,
});
