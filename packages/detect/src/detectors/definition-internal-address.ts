import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const METADATA =
  /\b169\.254\.169\.254\b[\w./-]{0,80}|\bmetadata\.google\.internal\b[\w./-]{0,80}|\b100\.100\.100\.200\/[\w./-]{1,60}/gi;
const REBINDING = /\b[\w.-]{0,120}\b(?:rebind\.network|rbndr\.us|1u\.ms|rebind\.it)\b[\w:/.-]{0,60}/gi;
/** A public name that holds a private address, to be resolved to it. */
const EMBEDDED =
  /\bhttps?:\/\/[\w.-]{0,40}\b(?:127\.0\.0\.1|10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3})\.(?:1time|ttl\d?|forever|nip\.io|sslip\.io|xip\.io|[\w-]{2,20}\.[a-z]{2,})\b[\w.:/-]{0,80}/gi;
const OLD_SCHEME = /\b(?:gopher|dict|tftp|jar|ldap):\/\/[\w[][^\s"'<>]{1,120}/gi;
const RUNS_IN_USERINFO = /\bhttps?:\/\/[^\s/@"']{0,60}(?:\$\(|`)[^\s"']{1,80}@/gi;
const ABOUT =
  /\b(?:block(?:s|ed)?|den(?:y|ies|ied)|reject(?:s|ed)?|prevents?|never|not allowed|protect\w*|attacks? work|ldap server|e\.g|example)\b/i;

/** Cheap to ask before the rest. */
const MAY =
  /169\.254|metadata\.google|100\.100\.100|rebind|rbndr|1u\.ms|127\.0\.0\.1\.|192\.168\.|:\/\/10\.|(?:gopher|dict|tftp|jar|ldap):\/\/|\$\(|`/i;

function detect({ text }: Subject): Hit[] {
  if (!MAY.test(text)) return [];
  const about = ABOUT.test(text);
  const judge = (confidence: number) => () => (about ? null : { confidence });
  return [
    ...matches(METADATA, text, judge(0.75)),
    ...matches(REBINDING, text, judge(0.8)),
    ...matches(EMBEDDED, text, judge(0.75)),
    ...matches(OLD_SCHEME, text, judge(0.6)),
    ...matches(RUNS_IN_USERINFO, text, judge(0.85)),
  ];
}

/** A definition that points into the inner network: metadata services, rebinding names, schemes that speak to anything. Catalogue C5. */
export const definitionInternalAddress: Detector = {
  id: 'definition.internal-address',
  category: 'ssrf',
  severity: 'high',
  title: 'The definition points to an internal or rebinding address',
  why: 'A model that uses it as an example sends the next tool to where only the machine itself should go.',
  fix: 'Block the definition, and deny internal addresses in arguments.',
  frameworks: [FRAMEWORKS.mcpToolPoisoning, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
