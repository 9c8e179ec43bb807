import { type Detector } from './detector.js';
import { secretDetector } from './secret.js';

/** Personal, deploy, runner, feed and agent tokens of GitLab. Catalogue R6, C6. */
export const secretGitlabToken: Detector = secretDetector({
  name: 'gitlab-token',
  title: 'GitLab token',
  severity: 'critical',
  gates: [
    {
      literals: [
        [
          'glpat-',
          'gldt-',
          'glrt-',
          'glft-',
          'glimt-',
          'glcbt-',
          'glptt-',
          'glsoat-',
          'glagent-',
          'gloas-',
          'gr1348941',
        ],
      ],
    },
  ],
  pattern:
    /(?<![A-Za-z0-9_-])(?:gl(?:pat|dt|rt|ft|soat)-[A-Za-z0-9_-]{20}|glimt-[A-Za-z0-9_-]{25}|glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}|glptt-[A-Za-z0-9_-]{40}|glagent-[A-Za-z0-9_-]{50}|gloas-[A-Za-z0-9_-]{64}|gl(?:pat|rt)-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9}|GR1348941[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/g,
  confidence: 0.93,
});
