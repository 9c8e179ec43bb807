import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Access tokens of the npm registry. Catalogue R6, C6. */
export const secretNpmToken: Detector = secretDetector({
  name: 'npm-token',
  title: 'npm token',
  severity: 'critical',
  gates: [{ literals: [['npm_']] }],
  pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/g,
  confidence: 0.93,
});
