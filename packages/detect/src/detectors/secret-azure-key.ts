import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** `7Q~` and `8Q~` stand fourth in an application's secret; any of these may follow. */
const CLIENT_SECRET_MARKS = [...'abcdefghijklmnopqrstuvwxyz0_~.-'].map((next) => `0q~${next}`);

/** Storage, service-bus and shared-access keys of Azure. Catalogue R6, C6. */
export const secretAzureKey: Detector = secretDetector({
  name: 'azure-key',
  title: 'Azure storage or service key',
  why: 'It opens the storage, queue or application it belongs to, with all rights.',
  severity: 'critical',
  gates: [
    { literals: [['accountkey=', 'sharedaccesskey=', 'sharedaccesssignature', '&sig=', '?sig=']] },
    { literals: [CLIENT_SECRET_MARKS] },
  ],
  pattern:
    /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43})?={1,2})|(?<![A-Za-z0-9_~.-])([A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~.-])|[?&]sig=([A-Za-z0-9%+/]{40,120})/g,
  confidence: 0.93,
});
