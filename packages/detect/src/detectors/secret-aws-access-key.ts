import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Access key id of AWS: four letters that say which kind, sixteen of base32. Catalogue R6, C6. */
export const secretAwsAccessKey: Detector = secretDetector({
  name: 'aws-access-key',
  title: 'AWS access key id',
  gates: [
    { literals: [['akia', 'abia', 'acca']] },
    { literals: [['asia']], shapes: ['token'] },
    { literals: [['asia'], ['aws_', 'aws ', 'amazon', 'access_key', 'accesskey', 'session']] },
  ],
  pattern: /(?<![A-Za-z0-9/+])((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})(?![A-Za-z0-9/+])/g,
  judge: (value, _match, text) => (/EXAMPLE$/.test(value) ? 0.3 : /aws|secret|amazon/i.test(text) ? 0.97 : 0.9),
});
