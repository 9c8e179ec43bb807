import { type Detector, type Hit, INBOUND, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { wordList } from './request-words.js';

const KEYS = new Set(['uri', 'uriTemplate', 'url', 'resource_uri', 'resourceUri']);
/** Addresses no server has a reason to offer, by what is wrong with them. */
const FAULTS: readonly (readonly [pattern: RegExp, confidence: number])[] = [
  [/^(?:javascript|vbscript|data:text\/html|jar|gopher|dict|ldaps?|php|expect|phar)[:/]/i, 0.9],
  [
    /^\w{2,12}:\/\/(?:169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|\[fd00:ec2::254\]|169\.254\.170\.2)/i,
    0.95,
  ],
  [
    /^file:\/{0,3}(?:localhost)?\/?(?:etc\/(?:passwd|shadow|sudoers|ssh)|proc\/(?:self|\d)|root\/|(?:home|users)\/[^/]{1,64}\/\.(?:ssh|aws|kube|gnupg|config\/gcloud|netrc|npmrc|env)|var\/run\/secrets|[a-z]:\/(?:windows\/system32\/config|users\/[^/]{1,64}\/(?:\.ssh|appdata)))/i,
    0.95,
  ],
  [/(?:^|[/\\=])(?:\.\.|%2e%2e|%252e%252e|%c0%ae%c0%ae|\u2025)(?:[/\\]|%2f|%5c|%252f)/i, 0.85],
  [/^\w{2,12}:\/\/[^/@\s]{1,128}:[^/@\s]{1,128}@/, 0.6],
  [/['"`;]\s{0,4}(?:--|drop\b|union\b|or\b|select\b)|\$\(|`[^`]{1,80}`|\|\s?(?:sh|bash)\b/i, 0.8],
  [/%0[0ad]|\r|\n/i, 0.8],
];

function detect({ text, key }: Subject): Hit[] {
  if (!KEYS.has(key) || text.length > 4096) return [];
  const fault = FAULTS.find(([pattern]) => pattern.test(text));
  return fault === undefined ? [] : [{ start: 0, end: text.length, confidence: fault[1] }];
}

/** The address of a resource that leads to secrets, metadata services, out of its root, or runs. Catalogue R10. */
export const resourceUri: Detector = {
  id: 'resource.dangerous-uri',
  category: 'path',
  severity: 'high',
  title: 'A resource has an address that leads to secrets, out of its root, or runs something',
  why: 'A client that reads or opens what a list offers fetches it with its own rights, from its own machine.',
  fix: 'Hide the resource; if the server serves this place on purpose, allow the address for it.',
  frameworks: [FRAMEWORKS.mcpOverSharing, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.atlasDataLeakage],
  surfaces: INBOUND,
  gates: [
    {
      literals: [
        wordList(`javascript:|vbscript:|data:text/html|gopher:|phar:|169.254.|metadata.google|100.100.100|fd00:ec2|file:/etc|file:///
          |file://localhost|/../|../..|%2e%2e|..%2f|..%5c|%252e|%c0%ae|%0d%0a|://admin:|://root:|://user:|';--|"; --|'; drop|' or |union select|ldap://`),
      ],
    },
  ],
  detect,
};
