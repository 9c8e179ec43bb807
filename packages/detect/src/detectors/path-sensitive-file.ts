import type { Severity } from '@sallyport/contracts';
import { type Detector, type Hit, type Subject } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

interface Target {
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly severity?: Severity;
}

/** Tried in order on the path with forward slashes, doubled slashes and `.` segments removed. */
const TARGETS: readonly Target[] = [
  {
    pattern: /(?:^|\/)\.ssh\/(?:id_[a-z0-9_]+|identity|authorized_keys2?|config|known_hosts)$(?<!\.pub)/i,
    confidence: 0.95,
    severity: 'critical',
  },
  { pattern: /(?:^|\/)(?:id_rsa|id_ed25519|id_ecdsa|id_dsa)$/i, confidence: 0.9, severity: 'critical' },
  {
    pattern:
      /(?:^|\/)\.aws\/(?:credentials|config)$|(?:^|\/)\.azure\/|(?:^|\/)\.config\/gcloud\/|application_default_credentials\.json$/i,
    confidence: 0.95,
    severity: 'critical',
  },
  {
    pattern:
      /(?:^|\/)(?:\.kube\/config|\.docker\/config\.json|\.netrc|_netrc|\.pgpass|\.git-credentials|\.my\.cnf|\.vault-token|\.htpasswd)$/i,
    confidence: 0.9,
  },
  {
    pattern:
      /^(?:~|\/root|\/(?:home|users)\/[^/]+|[a-z]:\/users\/[^/]+)\/(?:\.npmrc|\.pypirc|\.cargo\/credentials(?:\.toml)?|\.gem\/credentials|\.m2\/settings\.xml|\.composer\/auth\.json)$/i,
    confidence: 0.9,
  },
  {
    pattern:
      /(?:^|\/)\.gnupg\/|(?:^|\/)\.password-store\/|(?:^|\/)(?:login\.keychain|keychain-db|logins\.json|key[34]\.db|wallet\.dat)$/i,
    confidence: 0.9,
  },
  {
    pattern:
      /(?:^|\/)(?:\.claude\.json|\.claude\/(?:settings(?:\.local)?\.json|(?:commands|agents|hooks|skills)\/\S+)|\.cursor\/(?:mcp\.json|rules\/\S+)|claude_desktop_config\.json|\.codeium\/windsurf\/mcp_config\.json|\.gemini\/settings\.json|\.codex\/config\.toml|\.continue\/config\.(?:json|ya?ml)|\.vscode\/mcp\.json|\.mcp\.json|\.config\/(?:goose|opencode|zed|claude)\/\S+)$/i,
    confidence: 0.75,
    severity: 'medium',
  },
  {
    pattern: /(?:^|\/)\.env(?:\.(?!(?:example|sample|template|dist|schema|test|defaults?)\b)[\w-]+)?$/i,
    confidence: 0.8,
    severity: 'medium',
  },
  { pattern: /(?:^|\/)\.(?:bash|zsh|sh|python|mysql|psql|node_repl)_history$/i, confidence: 0.85 },
  {
    pattern:
      /(?:^|\/)etc\/(?:shadow|gshadow|passwd|master\.passwd|sudoers|security\/|group|issue|hosts|hostname(?:\.\w+)?|fstab|crontab|motd|resolv\.conf|inetd\.conf|exports|profile|shells|vfstab|inittab|mtab|defaultrouter|redhat-release|\w+-release|(?:r?sys)?log(?:rotate)?\.conf|ssh\/|ssl\/private|pam\.d\/|krb5|ldap|samba|mysql|my\.cnf|apache2?\/|httpd\/?|nginx\/|php\d?[./]|php\.ini|init\.d\/|rc\.(?:local|conf)|network|netconfig|proftpd|vsftpd|pure-ftpd|exim|postfix|chrootUsers|cups|at\.|cron|modules\.conf|lilo|grub|updatedb|wu-ftpd|snmp|dhcp|X11|termcap|ftp|httpd\.conf)(?:$|[^a-z])/i,
    confidence: 0.85,
  },
  { pattern: /^\/etc\/(?:[\w.-]+\/)*[\w.-]+$/i, confidence: 0.6, severity: 'medium' },
  { pattern: /(?:^|\/)proc\/(?:self|\d+|version|mounts|net|cmdline|sched_debug|config)/i, confidence: 0.9 },
  {
    pattern:
      /^\/(?:root|home\/[^/]+\/\.(?!local\/share|cache))(?:\/|$)|^\/(?:dev|sys)\/|^(?:\/private)?\/var\/(?:log\/(?:auth|secure|wtmp|btmp|lastlog|messages|apache|httpd|nginx|mail|cron|faillog|audit|sudo|mysql|vsftpd|proftpd|pure|exim|access|error|lighttpd|dmesg|syslog|user|kern|boot|daemon|debug|xferlog|yum|postgres|news|maillog|lpr|vmware|ftp|setroubleshoot|Xorg|sa\/|cpanel|webmin|anaconda|telnet|POP|qmail|acct|https?sd|cups|samba|squid)\w*|mail|spool|run|adm|www\/logs|lib\/mysql|named|cpanel|webmin)\b|^\/(?:usr\/local\/(?:apache|etc|php|cpanel|zeus)|opt\/(?:lampp|xampp)|apache2?|xampp|logs?|usr\/pkgsrc)\b/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    pattern:
      /(?:^|\/)(?:boot\.ini|win\.ini|system\.ini|ntuser\.dat|sam|ntds\.dit|unattend(?:ed)?\.(?:xml|txt)|sysprep\.(?:inf|xml)|web\.config|applicationhost\.config)$/i,
    confidence: 0.8,
  },
  {
    pattern:
      /^(?:\/)?[a-z]:\/(?:windows|winnt|boot|inetpub|wamp|appserv|minint|users\/[^/]+\/(?:appdata|\.)|programdata|apache|xampp|php\d?|nginx|mysql|logs?|sysprep|system volume information|program ?files(?: \(x86\))?\/(?:apache|xampp|mysql|filezilla|php))/i,
    confidence: 0.75,
    severity: 'medium',
  },
  { pattern: /(?:^|\/)(?:windows|winnt)\/(?:system32|repair|panther|debug)\//i, confidence: 0.85 },
  {
    pattern: /^\.?passwd(?:\.dat)?$|^[^/]*(?:\.\.\/)+\.?(?:ht)?(?:passwd|access)$/i,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    pattern:
      /^(?:\/|[a-z]:\/|(?:\.\.\/)+)(?:[^/]+\/)*(?:httpd|apache2?|nginx|php\d?|my|vsftpd|proftpd|pure-ftpd|lighttpd|web|metabase|ntuser|desktop|tomcat-users|server)\.(?:conf|ini|cnf|config|xml|dat)(?:\.\w+)?$|^[a-z]:\/(?:documents and settings|system32|opt|home\d?|users\/administrator)\//i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    pattern:
      /^(?:\.\.\/)+(?:[^/]+\/)*(?:administrator|admin|logs?|conf(?:ig)?|private|backup|secrets?|inbox|wp-config|web-inf)(?:\/|\.|$)/i,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    pattern:
      /(?:google-chrome|chromium|\/chrome|edge|brave[^/]*|opera|vivaldi|firefox|safari)\/(?:[^/]+\/){0,4}(?:login data|web data|cookies(?:\.sqlite|\.binarycookies)?|local state|key4\.db|logins\.json)$/i,
    confidence: 0.9,
  },
  { pattern: /^\/var\/log\//, confidence: 0.5, severity: 'low' },
  { pattern: /(?:^|\/)(?:access|error|access_log|error_log)(?:[._-]?log)?$/i, confidence: 0.4, severity: 'low' },
];

const LITERALS = [
  '/etc/',
  'etc/',
  'etc\\',
  '\\etc\\',
  '.ssh',
  'id_rsa',
  'id_ed25519',
  'id_ecdsa',
  'id_dsa',
  '.aws',
  '.azure',
  'gcloud',
  '_credentials',
  '.kube',
  '.docker',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.git-cred',
  '.npmrc',
  '.pypirc',
  '.my.cnf',
  '.vault',
  '.htpasswd',
  '.gnupg',
  '.password-s',
  'keychain',
  'logins.json',
  'wallet.dat',
  'key3.db',
  'key4.db',
  '.claude',
  '.cursor',
  'claude_desk',
  'mcp_config',
  '.env',
  '_history',
  'proc/',
  '/root',
  '/home/',
  '/dev/',
  '/sys/',
  '/var/',
  '/usr/',
  '/opt/',
  '/apache',
  '/xampp',
  '/log',
  'boot.ini',
  'win.ini',
  'system.ini',
  'ntuser',
  'ntds.dit',
  'unattend',
  'sysprep',
  'web.config',
  'applicationhost',
  'windows',
  'winnt',
  'program files',
  '\\sam',
  'passwd',
  'login data',
  'web data',
  'local state',
  '/cookies',
  '.hta',
  '.htp',
  '.mcp.json',
  '.gemini',
  '.codex',
  '.continue',
  '.vscode/mcp',
  '.cargo/',
  'inetsrv',
  'php.ini',
  'httpd.conf',
  '../admin',
  '../log',
  '../conf',
  '../private',
  '../backup',
  '../secret',
  'web-inf',
  '/sam',
];

/** A copy kept for tests, inside the folder the tool works in. */
const FIXTURE =
  /^(?:[\w-]+\/){0,8}(?:tests?|fixtures?|__fixtures__|testdata|test-data|mocks?|examples?)\/(?:[\w-]+\/){0,8}etc\//i;

const PATH_ROLES = new Set(['path', 'url', 'identifier', 'query']);

const glance = ({ text, role }: Subject): boolean => PATH_ROLES.has(role) && text.length <= 4096;

function detect({ text, view }: Subject): Hit[] {
  const path = canonical(text);
  // A document of a web site may live under any of these names.
  if (/^https?:/i.test(path)) return [];
  if (FIXTURE.test(path) && view === 'raw' && !text.includes('..')) return [];
  for (const { pattern, confidence, severity } of TARGETS) {
    if (!pattern.test(path)) continue;
    const climbed = view !== 'raw' || /(?:^|[\\/])\.\.[\\/]/.test(text);
    return [
      {
        start: 0,
        end: text.length,
        confidence: climbed ? Math.max(confidence, 0.85) : confidence,
        ...(severity === undefined ? {} : { severity: climbed && severity === 'medium' ? 'high' : severity }),
      },
    ];
  }
  return [];
}

/** Forward slashes, no doubled ones, no `.` and `..` segments in the middle, nothing after a NUL or a query. */
function canonical(path: string): string {
  const plain = path
    .replace(/^file:\/\/(?:localhost)?/i, '')
    .replace(/\\/g, '/')
    .replace(/^(?:\0|%00)+/, '')
    .replace(/(?:\0|%00).*$/s, '')
    .replace(/[.\s]+$/, '');
  const kept: string[] = [];
  for (const part of plain.split('/')) {
    if (part === '.' || (part === '' && kept.length > 0)) continue;
    if (part === '..' && kept.length > 1) kept.pop();
    else kept.push(part);
  }
  return kept.join('/');
}

/** Credentials, keys, system and agent configuration as the target of a path argument. Catalogue C1, C10. */
export const pathSensitiveFile: Detector = {
  id: 'path.sensitive-file',
  category: 'path',
  severity: 'high',
  title: 'The path leads to a protected file',
  why: 'Who reads this file can act as its owner; who writes it decides what runs next.',
  fix: 'Let the tool see only the folder it works in.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.mcpOverSharing, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  glance,
  gates: [{ literals: [LITERALS] }, { shapes: ['drive'] }],
  detect,
};
