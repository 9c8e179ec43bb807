import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { CREDENTIAL_FILE, HISTORY_FILE, METADATA_SERVICE } from '../shell/targets.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const READERS =
  'cat less more head tail tac nl grep egrep fgrep rg ag awk gawk sed cut sort strings xxd od hexdump base64 cp mv zip tar gzip bzip2 7z 7za 7za.exe gcp rsync dd sqlite3 ed type get-content gc copy-item copy xcopy robocopy esentutl select-string findstr find gci get-childitem dir ls openssl tee curl wget locate rev paste diff xargs gpg install ln cmd move-item expand print certutil reg plutil node python python3 perl ruby php';
const DUMPERS =
  'mimikatz procdump procdump64 nanodump pypykatz lazagne lazagne.py mimipenguin mimipenguin.sh dumpert outflank-dumpert xordump sharpdump safetykatz gsecdump pwdump fgdump wce handlekatz ppldump keethief sessiongopher invoke-mimikatz get-gpppassword get-passwordvaultcredentials invoke-sharpweb get-adreplaccount get-lsasecret nanodump.x64 webbrowserpassview rubeus gosecretsdump secretsdump secretsdump.py credmaster chainbreaker';

const RULES = effectsOf([
  {
    programs:
      '$ cp mv zip 7z 7za tar gzip openssl gpg ccencrypt ccrypt dd scp rsync python python2 python3 perl ruby php node ed',
    when: /(?:^|[\s"'(=])\/etc\/(?:passwd|master\.passwd|g?shadow)\b/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs: '*',
    when: /\b(?:lazagne|mimikatz|mimipenguin|pypykatz|secretsdump|safetykatz|sharpdpapi|sharpweb|keethief|dumpert|nanodump|handlekatz|gosecretsdump|firepwd|credstuff\w*)(?:\.(?:py|exe|sh|ps1))?\b/i,
    unless: /^apt|install|--help/i,
    confidence: 0.85,
  },
  { programs: DUMPERS, confidence: 0.95, severity: 'critical' },
  { programs: READERS, when: CREDENTIAL_FILE, unless: /\.pub\b|\.example\b|--help|--exclude/i, confidence: 0.9 },
  { programs: READERS, when: HISTORY_FILE, confidence: 0.75 },
  {
    programs: 'cat less more head tail tac nl type get-content',
    when: /(?:^|\s|["'])\/etc\/(?:passwd|group|security\/)/i,
    confidence: 0.7,
    severity: 'medium',
  },
  {
    programs: 'cat head tail grep strings less more tr xargs dd gdb',
    when: /\/proc\/(?:\d+|self|\$\w+|\*|"?\$)\S{0,40}\/?(?:environ|mem|maps|cmdline)/i,
    confidence: 0.75,
  },
  {
    programs: 'cat less more head tail type get-content base64 xxd',
    when: /(?:^|[\s/])\.env(?:\.(?!example|sample|template|dist|test)\w+)?(?:\s|$)/i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    programs: 'curl wget http https iwr irm invoke-webrequest invoke-restmethod fetch aria2c',
    when: METADATA_SERVICE,
    confidence: 0.95,
    severity: 'critical',
  },
  {
    programs: 'security',
    when: /\bdump-keychain\b|find-(?:generic|internet)-password\b.{0,80}-[gw]|\bexport\b|dump-trust/i,
    confidence: 0.85,
  },
  { programs: 'secret-tool', when: /^(?:search|lookup)\b/i, confidence: 0.6, severity: 'medium' },
  {
    programs: 'reg',
    when: /^(?:save|export)\s.{0,40}\b(?:sam|system|security)\b/i,
    confidence: 0.95,
    severity: 'critical',
  },
  {
    programs: 'reg',
    when: /^query\b.{0,200}(?:password|putty|simontatham|winlogon|\\vnc|snmp|openssh|realvnc|orl\\)/i,
    confidence: 0.75,
  },
  { programs: 'vaultcmd', when: /\/list/i, confidence: 0.85 },
  { programs: 'cmdkey', when: /\/list/i, confidence: 0.75 },
  { programs: 'rundll32', when: /comsvcs|minidump|keymgr/i, confidence: 0.95, severity: 'critical' },
  {
    programs: '*',
    when: /\blsass(?:\.exe|\.dmp|_dump)?\b|sekurlsa|lsadump::|crypto::certificates|\bkrbtgt\b|kerberos::/i,
    confidence: 0.9,
    severity: 'critical',
  },
  { programs: 'ntdsutil', when: /\bifm\b|create\s+full|snapshot/i, confidence: 0.95, severity: 'critical' },
  { programs: 'vssadmin diskshadow', when: /create\s+shadow|[-/]s\s/i, confidence: 0.75 },
  { programs: 'wmic', when: /shadowcopy\s+call\s+create/i, confidence: 0.85 },
  { programs: '* mklink copy cmd type', when: /HarddiskVolumeShadowCopy/i, confidence: 0.9 },
  {
    programs: 'findstr select-string grep egrep rg',
    when: /\b(?:cpassword|s\/?\w{0,3}\s+pass)|-\w*[ir]\w*\s+(?:-\w+\s+){0,3}["']?pass(?:word|wd)?\b["']?\s+(?:\/(?:\s|$|etc|home|root|var|opt)|~)|\/s\w*\s+(?:\/\w+\s+){0,3}(?:pass|cpassword)/i,
    confidence: 0.75,
  },
  {
    programs: 'find',
    when: /-name\s.{0,60}(?:id_rsa|id_ed25519|\.pem|\.p12|\.pfx|\.key|\.kdbx|\.keychain|credentials|access_tokens|\.ssh|\.aws|\.gnupg|\.azure|\.netrc|\.pgpass|passw|token|\.asc|\.gpg|\.ppk|authorized_keys|history|wallet|shadow)/i,
    unless: /^\.\S{0,80}\s.{0,200}-name\s+["']?\*?\.(?:key|pem)\b/i,
    confidence: 0.75,
  },
  {
    programs: 'get-childitem gci dir ls',
    when: /-(?:include|filter|recurse).{0,80}(?:\.pfx|\.p12|\.ppk|\.kdbx|password|\.key\b|credential)|\*(?:pass|cred|vnc|secret)\w{0,8}\*/i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    programs: 'kubectl oc',
    when: /\bget\s+(?:secrets?|sa\/|serviceaccounts?\/)\b.{0,80}(?:--all-namespaces|-A\b|-o\s?(?:json|yaml)|-n\s)|\bget\s+secrets?\s*$|serviceaccount\/token|\bcp\b.{0,80}secret/i,
    confidence: 0.65,
    severity: 'medium',
  },
  { programs: 'netsh', when: /wlan\s+show\s+profiles?.{0,80}key\s*=\s*clear|wlan\s+export/i, confidence: 0.9 },
  { programs: 'dscl', when: /-read\b.{0,80}(?:ShadowHash|Password)|\bauthonly\b/i, confidence: 0.85 },
  { programs: 'gcore gdb', when: /\d{2,}|-p(?:id)?\b|\$/i, unless: /--args/, confidence: 0.5, severity: 'low' },
  {
    programs: 'tcpdump tshark dumpcap windump ngrep netsh pktmon',
    when: /trace\s+start|start\s+--|(?:^|\s)-w\s\S{1,80}(?:\s|$).{0,80}\b(?:21|23|25|110|143|389)\b|pass(?:word|wd)?\b/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'get-clipboard', when: /\|\s?iex/i, confidence: 0.8 },
  { programs: 'setspn', when: /-[qtf]\b/i, confidence: 0.75 },
  {
    programs: 'certutil certreq export-pfxcertificate export-certificate',
    when: /exportpfx|-filepath|\bmy\b.{0,60}\.pfx/i,
    confidence: 0.75,
  },
  {
    programs:
      'unshadow john hashcat kerbrute sprayhound trevorspray o365spray msolspray invoke-msolspray invoke-domainpasswordspray brutespray patator ncrack thc-hydra',
    when: /shadow|sam\.txt|bruteforce|passwordspray|userlist|--dc\b|--single-password|-domain/i,
    confidence: 0.7,
  },
]);

const isConcerned = concernedBy({ rules: RULES });

/** Reads keys, password stores and memory that holds them. Catalogue C6, C10. */
export const commandCredentialAccess: Detector = {
  id: 'command.credential-access',
  category: 'command',
  severity: 'high',
  title: 'The command reads stored credentials',
  why: 'Whoever holds the keys and password stores of a machine can act as its user anywhere.',
  fix: 'Give the tool the one credential it needs by configuration; forbid it these files in its sandbox.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.agenticIdentityAbuse, FRAMEWORKS.mcpCommandInjection],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [
    { shapes: ['program'] },
    {
      shapes: ['shell'],
      literals: [
        [
          '/etc/',
          '.ssh',
          'id_rsa',
          '.aws',
          '.kube',
          '.env',
          '_history',
          'metadata',
          '169.254',
          'lsass',
          'sekurlsa',
          'login data',
          'logins.json',
          'keychain',
          'serviceaccount',
          '.gnupg',
          '.netrc',
          '.pgpass',
          'ntds.dit',
        ],
      ],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => commandHits(RULES(subject.script()), subject),
};
