import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Storage, service-bus and shared-access keys of Azure. Catalogue R6, C6. */
export const secretAzureKey: Detector = secretDetector({
  name: 'azure-key',
  title: 'Azure storage or service key',
  severity: 'critical',
  gates: [
    { literals: [['accountkey=', 'sharedaccesskey=', 'sharedaccesssignature', '&sig=', '?sig=']] },
    {
      literals: [['azure', 'client secret', 'client_secret', 'client-secret', 'clientsecret', 'tenant']],
      shapes: ['token'],
    },
  ],
  pattern:
    /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{43}(?:[A-Za-z0-9+/]{43})?={1,2})|(?<![A-Za-z0-9_~.-])([A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~.-])|[?&]sig=([A-Za-z0-9%+/]{40,120})/g,
  confidence: 0.93,
});
