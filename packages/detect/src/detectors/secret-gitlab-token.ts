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
    /(?<![A-Za-z0-9_-])(?:gl(?:pat|dt|rt|ft|imt|cbt|ptt|soat|agent|oas)-[A-Za-z0-9_.-]{16,300}|GR1348941[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/g,
  confidence: 0.93,
});
