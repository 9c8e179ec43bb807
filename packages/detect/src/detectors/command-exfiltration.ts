import { concernedBy } from '../shell/concerns.js';
import { EXFILTRATION_CONCERN, exfiltration } from '../shell/effects.js';
import { type Invocation, lineOf } from '../shell/invocation.js';
import { effectsOf } from '../shell/rules.js';
import type { ShellScript } from '../shell/script.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** Places that take whatever is sent to them and show it to whoever knows the address. */
const DROP_SITE =
  /pastebin\.com|paste\.ee|hastebin|ghostbin|termbin|file\.io|transfer\.sh|0x0\.st|anonfiles|gofile\.io|bashupload|temp\.sh|discord(?:app)?\.com\/api\/webhooks|hooks\.slack\.com|api\.telegram\.org\/bot|webhook\.site|requestbin|hookbin|pipedream\.net|beeceptor|burpcollaborator|oastify|interact\.sh|oast\.\w+|requestcatcher|ngrok(?:-free)?\.(?:io|app)|canarytokens|mega\.(?:nz|io)|wetransfer|dpaste|ix\.io|sprunge|catbox\.moe|put\.io|\b(?:evil|attacker|exfil)\b/i;
const LOCAL = /(?:^|[\s/@"'])(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/\s"']|$)/;

const RULES = effectsOf([
  {
    programs: 'curl',
    when: /(?:^|\s)(?:-T|--upload-file|-F|--form|--data-binary|--data|-d|--data-raw|--data-urlencode)[=\s]?["']?\S{0,40}@[^\s"']*(?:\/etc\/|\/tmp\/|\/home\/|~\/|\/root\/|\/var\/|\$HOME|\.env\b|\.ssh|\.aws|passwd|shadow|secret|token|cred|key|dump|backup|\.sql|\.db\b)/i,
    confidence: 0.75,
  },
  {
    programs: 'curl',
    when: /(?:^|\s)(?:-T|--upload-file)\s?["']?(?:[a-z]:\\|\/etc|\/tmp|~|\/home|\$)/i,
    confidence: 0.7,
  },
  {
    programs: 'curl wget iwr irm invoke-webrequest invoke-restmethod nc ncat',
    when: DROP_SITE,
    unless: /^["']?https?:\/\/\S+["']?$/,
    confidence: 0.65,
  },
  {
    programs: 'wget',
    when: /--post-file[= ]|--body-file[= ]|--post-data[= ].{0,200}(?:msg=|\$\(|`|secret|passw|token)/i,
    confidence: 0.75,
  },
  {
    programs: 'iwr irm invoke-webrequest invoke-restmethod',
    when: /-method\s+["']?(?:post|put)\b.{0,300}-(?:body|infile)\s|-(?:body|infile)\s.{0,300}-method\s+["']?(?:post|put)/i,
    confidence: 0.55,
    severity: 'medium',
  },
  {
    programs: 'rclone',
    when: /(?:copy|sync|move|config\s+create|mega)\b.{0,200}(?:exfil|mega|--config|--transfers|victim|secret|confidential|public\\)/i,
    confidence: 0.7,
  },
  { programs: 'scp rsync sftp', when: /(?:victim|adversary|evil|attacker|exfil)/i, confidence: 0.65 },
  {
    programs: 'scp rsync',
    when: /(?:\/etc\/|\.ssh\/id_|\.aws|\/root\/|shadow|passwd|\.gnupg|\.kube)\S{0,60}\s+\S+@?[\w.-]+:/i,
    confidence: 0.85,
  },
  {
    programs: 'ssh',
    when: /\btar\b.{0,60}-\s|\bcat\b.{0,60}>|\/etc\b.{0,40}tar/i,
    confidence: 0.55,
    severity: 'medium',
  },
  {
    programs: 'dig nslookup host drill resolve-dnsname',
    when: /\$\w|`|xxd|base64|\$i\b|-type\s?["']?txt.{0,60}\$/i,
    confidence: 0.6,
  },
  { programs: 'finger whois', when: /\|\s?|-h\s.{0,60}-p\s|_filedata@/i, confidence: 0.6 },
  {
    programs: 'ping hping3 nping',
    when: /-p\s?["']?[0-9a-f$]{8,}|\$\(|--data|--file/i,
    unless: /--help/,
    confidence: 0.55,
    severity: 'medium',
  },
  {
    programs: 'send-mailmessage mail mailx mutt sendmail swaks',
    when: /-attach|-a\s?["']?\/(?:etc|home|root|var)|<\s\/etc/i,
    confidence: 0.6,
  },
  { programs: 'git', when: /push\s.{0,40}(?:exfil|evil|attacker)/i, confidence: 0.7 },
  { programs: 'configsecuritypolicy certoc', when: /https?:/i, confidence: 0.75 },
  {
    programs: 'python python3 python2',
    when: /-m\s+(?:http\.server|SimpleHTTPServer|pyftpdlib|uploadserver)\b/i,
    confidence: 0.4,
    severity: 'low',
  },
]);

const NETWORK = new Set([
  'curl',
  'wget',
  'nc',
  'ncat',
  'netcat',
  'dig',
  'nslookup',
  'host',
  'ping',
  'socat',
  'http',
  'https',
  'telnet',
  'iwr',
  'irm',
  'invoke-webrequest',
  'invoke-restmethod',
  'whois',
  'finger',
  'getent',
]);
/** Commands whose output is worth stealing; what a build prints is not. */
const TELLING = new Set([
  'cat',
  'env',
  'printenv',
  'whoami',
  'id',
  'hostname',
  'uname',
  'pwd',
  'ls',
  'base64',
  'xxd',
  'history',
  'ps',
  'ifconfig',
  'ip',
  'tail',
  'head',
  'grep',
  'find',
  'tar',
  'zip',
  'gzip',
  'openssl',
  'dmesg',
  'netstat',
  'set',
  'export',
  'getent',
  'od',
  'hexdump',
  'w',
  'who',
]);

/** What a command prints goes into an address or into a connection. */
function carried({ pipelines }: ShellScript) {
  return pipelines.flatMap((pipeline) => {
    const sender = pipeline.find(({ program }) => NETWORK.has(program));
    if (sender === undefined || LOCAL.test(lineOf(sender))) return [];
    const inside = sender.substituted.filter(({ program }) => TELLING.has(program));
    const before = pipeline.slice(0, pipeline.indexOf(sender)).filter(({ program }) => TELLING.has(program));
    const sends = before.length > 0 && sendsInput(sender);
    if (inside.length === 0 && !sends) return [];
    const first = pipeline[0] ?? sender;
    return [{ start: first.start, end: Math.max(first.end, sender.end), confidence: inside.length > 0 ? 0.8 : 0.65 }];
  });
}

const sendsInput = (invocation: Invocation): boolean =>
  /^(?:nc|ncat|netcat|telnet|socat)$/.test(invocation.program) ||
  /@-|(?:-T|--upload-file)\s?-(?:\s|$)|--post-file=-|-d\s?@|\$_/.test(lineOf(invocation));

/** Program text that sends what it read. */
const SENDING =
  /\.(?:UploadFile|UploadData|UploadString|UploadValues)\(|networkinformation\.ping[^\n]{0,200}\.send\(|api_paste_code|Resolve-DnsName[^\n]{0,120}\$/gi;

const isConcerned = concernedBy(
  { rules: RULES },
  { programs: [NETWORK, TELLING] },
  { patterns: [SENDING] },
  EXFILTRATION_CONCERN,
);

/** Credentials, files or the output of commands that go out to the network. Catalogue C6, C7. */
export const commandExfiltration: Detector = {
  id: 'command.exfiltration',
  category: 'command',
  severity: 'critical',
  title: 'The command sends local data away',
  why: 'What has left cannot be called back.',
  fix: 'Let the tool reach only the hosts it needs; send files through a tool made for it, whose calls are reviewed.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  local: true,
  gates: [
    { shapes: ['program'] },
    {
      shapes: ['shell'],
      literals: [
        ['curl', 'wget', '|nc ', '| nc ', 'nslookup', 'dig ', '| ncat', 'invoke-webrequest', 'invoke-restmethod'],
      ],
    },
    {
      literals: [
        [
          '.ssh/',
          '.aws/',
          '/etc/shadow',
          '/etc/passwd',
          '.kube/',
          '.docker/',
          '.netrc',
          '.pgpass',
          '.git-cred',
          'id_rsa',
          'id_ed25519',
          'id_ecdsa',
          '.gnupg',
        ],
      ],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const script = subject.script();
    const sending =
      subject.role === 'command'
        ? matches(SENDING, subject.text, () => ({ confidence: 0.7, severity: 'high' as const }))
        : [];
    return [...commandHits([...exfiltration(script), ...carried(script), ...RULES(script)], subject), ...sending];
  },
};
