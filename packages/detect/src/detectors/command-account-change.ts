import { concernedBy } from '../shell/concerns.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const RULES = effectsOf([
  { programs: 'net net1', when: /\b(?:user|localgroup|group)\b.{0,160}\/(?:add|delete|active)\b/i, confidence: 0.85 },
  { programs: 'net net1', when: /^user\s+\S+\s+\S+(?:\s|$)/i, unless: /\/domain\s*$/i, confidence: 0.75 },
  {
    programs:
      'new-localuser add-localgroupmember remove-azureaduser enable-localuser remove-localuser disable-localuser set-localuser new-aduser add-adgroupmember remove-adgroupmember set-aduser new-azureaduser new-azadserviceprincipal new-azureadserviceprincipal new-azureadapplication add-azureaddirectoryrolemember new-azroleassignment new-azureaduserappr add-aduser remove-aduser disable-adaccount set-adaccountpassword set-adaccountcontrol new-mguser add-mgrolemember remove-azaduser new-adcomputer set-adcomputer',
    confidence: 0.8,
  },
  {
    programs: 'useradd adduser usermod',
    when: /(?:^|\s)-\w*o\w*\s*(?:-u\s?)?0\b|-u\s?0\b|-o\s+-u\s?0|-g\s?0\b|-\w*G\w*\s?\S{0,40}\b(?:sudo|wheel|admin|root|docker)\b|--groups[= ]\S*(?:sudo|wheel|root)|-p\s|password|backdoor|hack|evil/i,
    confidence: 0.65,
    severity: 'medium',
  },
  {
    programs: 'useradd adduser usermod',
    when: /-\w*o\w*\s.{0,40}-u\s?0\b|-u\s?0\s.{0,40}-o\b|-ou\s?0\b/i,
    confidence: 0.9,
  },
  { programs: 'chpasswd', confidence: 0.5, severity: 'low' },
  { programs: 'passwd', when: /--stdin|-d\b|-u\s+root/i, confidence: 0.55, severity: 'medium' },
  { programs: 'pw', when: /^(?:useradd|usermod|groupmod)\b/i, confidence: 0.65, severity: 'medium' },
  { programs: 'dscl', when: /-(?:create|passwd|append|change|delete)\s/i, confidence: 0.7, severity: 'medium' },
  {
    programs: 'sysadminctl',
    when: /-(?:addUser|deleteUser|resetPasswordFor|guestAccount)/i,
    confidence: 0.65,
    severity: 'medium',
  },
  { programs: 'dsenableroot dseditgroup', confidence: 0.7, severity: 'medium' },
  {
    programs: 'aws',
    when: /iam\s+(?:create-user|create-access-key|create-login-profile|attach-(?:user|role)-policy|put-user-policy|update-assume-role-policy|add-user-to-group)/i,
    confidence: 0.5,
    severity: 'medium',
  },
  {
    programs: 'az',
    when: /\bad\s+(?:user|sp|app)\s+(?:create|delete|credential|update)|role\s+assignment\s+create/i,
    unless: /--help/i,
    confidence: 0.5,
    severity: 'medium',
  },
  {
    programs: 'gcloud',
    when: /add-iam-policy-binding|service-accounts\s+(?:keys\s+)?create/i,
    confidence: 0.4,
    severity: 'low',
  },
  {
    programs: 'kubectl oc',
    when: /create\s+(?:clusterrolebinding|rolebinding)\b.{0,120}cluster-admin|create\s+(?:serviceaccount|sa)\b|create\s+token/i,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'userdel deluser gpasswd', when: /root|-r\s/i, confidence: 0.4, severity: 'low' },
  { programs: 'esxcli', when: /system\s+(?:account|permission)\s+(?:add|set)/i, confidence: 0.8 },
  { programs: 'net net1', when: /accounts\s+\//i, confidence: 0.7 },
  { programs: 'echo printf tee sed', when: /:0:0:[^:]{0,60}:\/\S{0,60}:\/\S*(?:sh)\b/, confidence: 0.95 },
]);

/** A line of a password file that makes a second root. */
const SECOND_ROOT =
  /(?:^|[\s'"])(?!root:)[\w$./-]{1,120}:[^:\s]{0,120}:?0:0:[^:\n]{0,60}:\/[^:\s]{0,60}:\/\S{0,40}sh\b|\bbackdoor_?user\b/gim;

const isConcerned = concernedBy({ rules: RULES }, { patterns: [SECOND_ROOT] });

/** Makes, changes or removes the accounts people and programs sign in with. Catalogue C10. */
export const commandAccountChange: Detector = {
  id: 'command.account-change',
  category: 'command',
  severity: 'high',
  title: 'The command changes accounts or their rights',
  why: 'An account made today lets its maker back in after the hole is closed.',
  fix: 'Let accounts be changed by the identity system; where a tool has to, require an approval.',
  frameworks: [FRAMEWORKS.agenticIdentityAbuse, FRAMEWORKS.agenticToolMisuse],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const roots = matches(SECOND_ROOT, subject.text, () => ({ confidence: 0.9 }));
    return commandHits([...RULES(subject.script()), ...roots], subject);
  },
};
