import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** API keys, OAuth client secrets and access tokens of Google Cloud; service-account files are seen by their private key. Catalogue R6, C6. */
export const secretGcpApiKey: Detector = secretDetector({
  name: 'gcp-api-key',
  title: 'Google Cloud credential',
  severity: 'high',
  gates: [{ literals: [['aiza', 'gocspx-', 'ya29.']] }],
  pattern:
    /(?<![A-Za-z0-9_-])(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{30,400})(?![A-Za-z0-9_-])/g,
  confidence: 0.93,
});
