import type { Detector, MessageHit, Surface } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { methodParams, stringOf } from './message-parts.js';

/** Names whose sign-in pages are imitated, with the domains that are theirs. */
const BRANDS: Readonly<Record<string, readonly string[]>> = {
  google: ['google.com', 'googleapis.com', 'withgoogle.com', 'google.dev'],
  gmail: ['google.com', 'gmail.com'],
  microsoft: ['microsoft.com', 'microsoftonline.com', 'live.com', 'azure.com', 'office.com'],
  microsoftonline: ['microsoftonline.com'],
  office365: ['office.com', 'office365.com', 'microsoft.com'],
  outlook: ['outlook.com', 'live.com', 'office.com', 'microsoft.com'],
  github: ['github.com', 'github.io', 'githubusercontent.com', 'github.dev'],
  gitlab: ['gitlab.com', 'gitlab.io'],
  apple: ['apple.com', 'icloud.com'],
  icloud: ['icloud.com', 'apple.com'],
  amazon: ['amazon.com', 'amazonaws.com', 'aws.dev', 'amazon.dev'],
  paypal: ['paypal.com', 'paypal.me'],
  okta: ['okta.com', 'oktapreview.com', 'okta-emea.com'],
  slack: ['slack.com'],
  dropbox: ['dropbox.com'],
  facebook: ['facebook.com'],
  stripe: ['stripe.com'],
  atlassian: ['atlassian.com', 'atlassian.net'],
  salesforce: ['salesforce.com', 'force.com'],
  coinbase: ['coinbase.com'],
  binance: ['binance.com'],
  metamask: ['metamask.io'],
  anthropic: ['anthropic.com', 'claude.ai', 'claude.com'],
  openai: ['openai.com', 'chatgpt.com'],
  docusign: ['docusign.com', 'docusign.net'],
};
/** Letters that stand for others in look-alikes. */
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/0/g, 'o'],
  [/[1|!]/g, 'l'],
  [/3/g, 'e'],
  [/4|@/g, 'a'],
  [/5|\$/g, 's'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/-/g, ''],
];
/** Values that let whoever follows the link act for somebody. */
const HANDED_OVER =
  /^(?:access_token|refresh_token|id_token|token|session|sessionid|sid|jwt|api_?key|apikey|password|secret|cookie|auth)$/i;
const TOKEN_UNITS_MIN = 16;
const URGENT =
  /\b(?:immediately|urgent(?:ly)?|within \d+ (?:minutes?|hours?)|suspended|locked|expires? (?:today|soon|in)|verify your (?:account|identity)|unusual activity|last warning|or (?:else )?lose)\b/i;

const fold = (label: string): string => FOLDS.reduce((text, [from, to]) => text.replace(from, to), label);

function imitates(host: string): string | null {
  const labels = host.toLowerCase().split('.');
  for (const [brand, domains] of Object.entries(BRANDS)) {
    if (domains.some((domain) => host === domain || host.endsWith(`.${domain}`))) return null;
    if (labels.some((label) => fold(label).includes(brand))) return brand;
  }
  return null;
}

/** What speaks against opening the link; empty for an ordinary one. */
function faultsOf(text: string): string[] {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return ['no address'];
  }
  const faults: string[] = [];
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) faults.push(`scheme ${url.protocol}`);
  if (url.username !== '' || url.password !== '') faults.push('a name before the host');
  if (/(?:^|\.)xn--/.test(url.hostname)) faults.push('letters of another script in the host');
  if (!isLocal && /^(?:\d{1,3}\.){3}\d{1,3}$|^\[/.test(url.hostname)) faults.push('a host without a name');
  const brand = imitates(url.hostname);
  if (brand !== null) faults.push(`a host that imitates ${brand}`);
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  if (parameters.some(([name, value]) => HANDED_OVER.test(name) && value.length >= TOKEN_UNITS_MIN))
    faults.push('a token in the address');
  return faults;
}

function detectMessage(message: unknown, surface: Surface): MessageHit[] {
  const params = surface === 'server_message' ? methodParams(message, 'elicitation/create') : null;
  const text = stringOf(params?.url);
  if (params === null || (params.mode !== 'url' && text === '')) return [];
  const faults = faultsOf(text);
  const pointer = '/params/url';
  if (faults.length > 0) return [{ pointer, evidence: faults.join(', '), confidence: 0.9 }];
  if (URGENT.test(stringOf(params.message)))
    return [
      { pointer: '/params/message', evidence: 'presses the user to open a page', confidence: 0.6, severity: 'medium' },
    ];
  return [];
}

/** A page the user is sent to that is not what it seems, or is told too much. Catalogue R9; MCP specification, "URL Mode Elicitation". */
export const elicitationUrl: Detector = {
  id: 'elicitation.suspicious-link',
  category: 'prompt_injection',
  severity: 'high',
  title: 'The server sends the user to a page that imitates another, is unprotected, or gets a token',
  why: 'A user who trusts the client opens the page and signs in there; a look-alike keeps what is typed.',
  fix: 'Refuse the question, or allow the host for this server when it is known to be right.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.agenticIdentityAbuse, FRAMEWORKS.agenticGoalHijack],
  surfaces: ['server_message'],
  gates: [{ literals: [['elicitation/create']] }],
  detect: () => [],
  detectMessage,
};
