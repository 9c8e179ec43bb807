import { concernedBy } from '../shell/concerns.js';
import type { Effect } from '../shell/effect.js';
import { type Invocation, lineOf } from '../shell/invocation.js';
import { effectsOf } from '../shell/rules.js';
import type { ShellScript } from '../shell/script.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

/** One is what anybody types; several of them in one script map a machine for somebody who does not know it. */
const LOOKS = new Set(
  'whoami id uname hostname hostnamectl systeminfo ifconfig ipconfig arp netstat ss route w who last lastlog ps tasklist quser query users groups env printenv lscpu dmidecode lsmod lspci sw_vers system_profiler ioreg get-process gps get-service get-computerinfo get-localuser get-localgroup get-localgroupmember get-nettcpconnection get-netipaddress get-netadapter get-smbshare get-wmiobject gwmi get-ciminstance wmic net net1 nltest dsquery nbtstat getmac driverquery gpresult scutil dscl dscacheutil networksetup csrutil vmware-checkvm systemd-detect-virt kextstat esxcli vim-cmd getent df lsblk ver'.split(
    ' ',
  ),
);
const LOOKS_MIN = 4;

const RULES = effectsOf([
  {
    programs: '*',
    when: /\b(?:linpeas|winpeas|peass-ng|linenum|autosuid|sharphound|azurehound|soaphound|winpwn|seatbelt|pspy(?:32|64)?|linux-exploit-suggester|les\.sh|powerview|powerup)(?:\.(?:sh|py|exe|ps1))?\b/i,
    confidence: 0.8,
    severity: 'high',
  },
  { programs: 'nltest', confidence: 0.8 },
  {
    programs: 'net net1',
    when: /^(?:group|localgroup)\b.{0,80}(?:admin|\/domain)|^(?:accounts|view|share|user|config|session)\b.{0,60}\/domain|^view\b|^localgroup\s*$|^group\s*$|^accounts|^config\b/i,
    confidence: 0.7,
  },
  {
    programs:
      'dsquery adfind csvde ldifde sharphound azurehound bloodhound soaphound adrecon pingcastle seatbelt winpeas winpeasany linpeas linenum autosuid snaffler winpwn',
    confidence: 0.85,
    severity: 'high',
  },
  {
    programs:
      'get-aduser get-adcomputer get-adgroup get-adgroupmember get-addomain get-addomaincontroller get-adforest get-adtrust get-adreplicationsite get-netuser get-netcomputer get-netgroup get-netlocalgroup get-domainuser get-domaincontroller get-domaincomputer get-domaintrust get-domainpolicy get-netdomaintrust get-netforesttrust get-addefaultdomainpasswordpolicy get-adgroup invoke-sharphound invoke-bloodhound invoke-aclscanner get-gpo get-domaingpo invoke-userhunter find-localadminaccess get-forest get-forestdomain invoke-azurehound invoke-sharefinder get-netshare get-addomainpasswordpolicy get-domaindefaultpasswordpolicy adfind',
    confidence: 0.75,
  },
  {
    programs: '* foreach-object',
    when: /\[?(?:system\.)?directoryservices|adsisearcher|\badsi\b\]?|GetCurrentDomain|GetCurrentForest|ldap:\/\/|LDAPFilter/i,
    confidence: 0.7,
  },
  {
    programs: 'wmic',
    when: /antivirusproduct|useraccount|ntdomain|startup|qfe|group\s+(?:get|list)|process\s+(?:get|list)|service\s+(?:get|list|where)|product\s+(?:get|list)|\bos\s+get|computersystem|bios\s+get|\/node:/i,
    confidence: 0.65,
  },
  {
    programs: 'get-wmiobject gwmi get-ciminstance',
    when: /antivirusproduct|securitycenter|win32_(?:useraccount|group|ntdomain|startupcommand|service|product|quickfix|computersystem|bios|share|fan|baseboard|systemdriver|printer|pnpentity)|MSAcpi|root\\/i,
    confidence: 0.65,
  },
  { programs: 'gpresult', when: /\/[zrv]/i, confidence: 0.6 },
  {
    programs: 'cat less more head grep',
    when: /\/etc\/(?:pam\.d\/common-password|security\/pwquality|login\.defs|sudoers|shells|issue\b|os-release\b.{0,40}\/etc)|\/sys\/class\/dmi|\/proc\/(?:scsi|ide|modules|version)/i,
    confidence: 0.55,
  },
  {
    programs: 'find',
    when: /-perm\s+[-/]?(?:u[=+]s|g[=+]s|[0-7]?[2467][0-7]{3}|\+[0-7]{4})|-(?:uid|user)\s+(?:0|root)\b.{0,80}-perm/i,
    confidence: 0.8,
    severity: 'high',
  },
  { programs: 'getcap', when: /-r\s+\//, confidence: 0.8, severity: 'high' },
  { programs: 'query', when: /^(?:user|session)|\/server/i, confidence: 0.6 },
  { programs: 'quser qwinsta', confidence: 0.6 },
  { programs: 'qwinsta', when: /\/server/i, confidence: 0.7 },
  {
    programs: 'reg',
    when: /^query\b.{0,200}(?:\\services\\|uninstall|currentversion\\(?:run|policies|winlogon|uninstall)|\\run\b|terminal server|disk\\enum|machineguid|cryptography|policies\\|securityproviders|\bpolicy\b|internet settings|servicepack|\\control\\|networkcards|sysmon|chrome|browser|hkcu\b|hklm\b)/i,
    confidence: 0.6,
  },
  {
    programs: 'get-itemproperty gp get-childitem',
    when: /hk(?:lm|cu):.{0,160}(?:uninstall|\\run|winlogon|policies|currentversion|cryptography|internet|services)/i,
    confidence: 0.6,
  },
  { programs: 'sc', when: /^(?:query|queryex|qc|enumdepend)\b/i, confidence: 0.5 },
  { programs: 'fltmc', confidence: 0.6 },
  { programs: 'driverquery', confidence: 0.55 },
  {
    programs: 'tasklist get-process ps pgrep tasklist/svc',
    when: /defender|carbon|cb\.exe|virus|crowdstrike|falcon|sentinel|sysmon|msmpeng|winword|little|\/svc|splunk|cylance|osquery/i,
    confidence: 0.65,
  },
  { programs: 'kubectl oc', when: /auth\s+can-i\s+--list/i, confidence: 0.55 },
  {
    programs: 'aws',
    when: /iam\s+(?:list-users|list-roles|get-account-authorization-details|list-attached-user-policies|list-access-keys)|sts\s+get-caller-identity.{0,200}iam|secretsmanager\s+list/i,
    confidence: 0.5,
  },
  {
    programs: 'nmap masscan zmap rustscan unicornscan portscan invoke-portscan',
    when: /(?:-s[STUFNXA]\b|-A\b|-Pn|-p-|--script|-O\b|vuln).{0,160}(?:\d{1,3}\.){3}|(?:\d{1,3}\.){3}\d{1,3}\/\d{1,2}/i,
    confidence: 0.5,
    severity: 'low',
  },
  { programs: 'nslookup', when: /_ldap\._tcp|-type=srv|-q(?:uery)?type=any|\s-ls\b/i, confidence: 0.65 },
  { programs: 'dsregcmd klist', confidence: 0.45, severity: 'low' },
  {
    programs: 'ldapsearch ldapdomaindump enum4linux rpcclient smbmap windapsearch',
    when: /-x\b|-H\b|-u\b|-a\b|objectclass|sAMAccount|-U\s?["']?["']?\s/i,
    confidence: 0.5,
    severity: 'low',
  },
  { programs: 'vmtoolsd vmware', confidence: 0.3, severity: 'low' },
  { programs: 'net', when: /^(?:view|share)\s+\\\\/i, confidence: 0.7 },
  {
    programs: 'dscl dscacheutil',
    when: /-list|-q\s+group|\bread\b|list\s+\/(?:groups|users)/i,
    confidence: 0.45,
    severity: 'low',
  },
  { programs: 'get-smbshare', confidence: 0.5 },
  { programs: 'get-brow get-browserinformation get-screen invoke-seatbelt', confidence: 0.7 },
]);

/** Several different looks at the machine in one script. */
function chains({ invocations, pipelines }: ShellScript): Effect[] {
  const looks = invocations.filter((invocation) => isLook(invocation));
  const distinct = new Set(
    looks.map(
      (invocation) =>
        `${invocation.program} ${invocation.program === 'wmic' || invocation.program.startsWith('net') ? lineOf(invocation).slice(0, 12) : ''}`,
    ),
  );
  const [first, last] = [looks[0], looks.at(-1)];
  if (distinct.size < LOOKS_MIN || first === undefined || last === undefined || pipelines.length > 60) return [];
  return [
    { start: first.start, end: Math.max(first.end, last.end), confidence: distinct.size > LOOKS_MIN ? 0.75 : 0.6 },
  ];
}

const isLook = ({ program }: Invocation): boolean => LOOKS.has(program);

const isConcerned = concernedBy({ rules: RULES }, { programs: [LOOKS] });

/** Maps accounts, domains, defences and weak spots before an attack. */
export const commandDiscovery: Detector = {
  id: 'command.discovery',
  category: 'command',
  severity: 'medium',
  title: 'The command maps accounts, networks or defences',
  why: 'Each look is harmless alone; such a series is what precedes an intrusion, and no ordinary task needs it.',
  fix: 'Ask what the agent is working on; allow the tool by name where taking stock of machines is its job.',
  frameworks: [FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.agenticCodeExecution],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const script = subject.script();
    return commandHits([...RULES(script), ...chains(script)], subject);
  },
};
