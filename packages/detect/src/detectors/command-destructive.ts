import { concernedBy } from '../shell/concerns.js';
import { DESTRUCTION_CONCERNS, destruction } from '../shell/effects.js';
import { effectsOf } from '../shell/rules.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND, matches } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

const RULES = effectsOf([
  {
    programs: 'git',
    when: /^push\b(?=.{0,200}(?:--force\b|-f\b|--mirror|--delete))(?=.{0,200}(?:--mirror\b.{0,60}--force|--force\b.{0,60}--mirror|--all\b|\s\+?(?:main|master|production)\b))/,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    programs: 'aws gsutil gcloud az mc rclone s3cmd',
    when: /(?:\brm\b|\brb\b|delete|purge|\bdel\b).{0,200}(?:backup|prod|archive|audit|snapshot)\S{0,80}.{0,80}(?:--recursive|--force|-r\b|--yes)|(?:--recursive|--force|-r\b).{0,120}(?:backup|prod|archive|audit)/i,
    unless: /--dryrun|--dry-run/,
    confidence: 0.6,
    severity: 'medium',
  },
  { programs: 'vssadmin', when: /\b(?:delete|resize)\b/i, confidence: 0.95 },
  { programs: 'diskshadow', when: /delete|^\s*$/i, confidence: 0.7 },
  { programs: 'wmic', when: /shadowcopy\b.{0,40}delete|\bshadowcopy\s+(?:delete|where)/i, confidence: 0.95 },
  { programs: 'wbadmin', when: /\bdelete\b|disable\s+backup/i, confidence: 0.9 },
  {
    programs: 'foreach-object get-wmiobject gwmi get-ciminstance remove-ciminstance',
    when: /win32_shadowcopy/i,
    confidence: 0.85,
  },
  {
    programs: 'schtasks',
    when: /\/(?:change|delete)\b.{0,120}(?:systemrestore|backup|defender|windowsupdate)/i,
    confidence: 0.85,
  },
  {
    programs: 'del erase rd rmdir',
    when: /(?=.{0,80}\/s)(?=.{0,200}(?:^|\s)["']?(?:[a-z]:\\?(?:\*|\s|$|["'])|[a-z]:\\(?:windows|users|program)|c:\\\*\.|%systemdrive%|%systemroot%|%userprofile%["'\\]?\s*$)|.{0,80}recycle)/i,
    confidence: 0.9,
  },
  {
    programs: 'remove-item ri',
    when: /(?=.{0,120}-re?c)(?:.{0,120}(?:^|\s)["']?(?:[a-z]:\\["']?(?:\s|$|\*)|[a-z]:\\(?:windows|users)\\?["']?(?:\s|$)|\$env:(?:systemroot|userprofile|systemdrive)["']?(?:\s|$)))/i,
    confidence: 0.9,
  },
  { programs: 'format', when: /^[a-z]:.{0,40}\/(?:y|q|p)/i, confidence: 0.85 },
  { programs: 'clear-disk initialize-disk', when: /removedata|-confirm:\$false/i, confidence: 0.8 },
  { programs: 'cipher', when: /\/w:/i, confidence: 0.8 },
  { programs: 'fsutil sdelete sdelete64', when: /setzerodata|[a-z]:\\?\s*$|-s\b|accepteula/i, confidence: 0.75 },
  {
    programs: 'dd',
    when: /of=\/dev\/(?:sd[a-z]|nvme\d|hd[a-z]|vd[a-z]|xvd[a-z]|disk\d|mmcblk\d)\S*/,
    unless: /if=(?!\/dev\/(?:zero|u?random|null))\S/,
    confidence: 0.9,
  },
  {
    programs: 'mkfs mkfs.ext4 mkfs.xfs mkfs.ext3 mkfs.btrfs wipefs sgdisk blkdiscard',
    when: /(?:^|\s)\/dev\/(?:sda|nvme0n1|vda|xvda|hda)\d?\b.{0,20}$|-a\s.{0,20}\/dev\/(?:sda|nvme0n1|vda)\b/,
    confidence: 0.6,
    severity: 'medium',
  },
  {
    programs: 'find',
    when: /^["']?(?:\/|~|\/(?:etc|home|var|usr|root))["']?\s.{0,200}(?:-delete\b|-exec\s+(?:rm|shred)\b)/,
    unless: /-name\s|-mtime|-path\s|-iname/,
    confidence: 0.85,
  },
  { programs: 'chflags', when: /-R\s+0\s+\//, confidence: 0.9 },
  { programs: 'mv', when: /^(?:\/|\/\*|~\/?\*?|\/home\S*)\s+\/dev\/null/, confidence: 0.9 },
  {
    programs: 'kubectl oc',
    when: /delete\s.{0,80}(?:--all\b.{0,40}(?:--all-namespaces|-A\b)|(?:ns|namespaces?)\s+(?:--all|kube-system|default|prod\w*))/i,
    confidence: 0.75,
    severity: 'high',
  },
  {
    programs: 'aws gcloud az gsutil',
    when: /s3\s+(?:rb|rm)\b.{0,120}(?:--force|--recursive)|buckets\s+delete|group\s+delete.{0,80}(?:-y|--yes)|projects\s+delete|terminate-instances|delete-(?:db-|bucket|table|stack|cluster)|lifecycle/i,
    unless: /--dryrun|--dry-run|--help/,
    confidence: 0.5,
    severity: 'low',
  },
  {
    programs: 'terraform tofu pulumi',
    when: /destroy\b.{0,80}(?:-auto-approve|--yes|-force)/i,
    confidence: 0.5,
    severity: 'low',
  },
  {
    programs: 'shutdown halt poweroff reboot init stop-computer restart-computer',
    when: /\/[srpa]\b.{0,40}\/[tf]|-force/i,
    confidence: 0.5,
    severity: 'low',
  },
]);

/** What is written where files were taken hostage. */
const SIGNS =
  /\bransom(?:ed)?[ _-]?note|(?:YOUR|ALL)_?\s?FILES_?(?:\s?(?:ARE|HAVE BEEN))?_?\s?(?:ENCRYPTED)?\.(?:txt|html)|how[_ -]to[_ -](?:decrypt|restore)|\b\w{1,40}_readme\.txt\b|\.(?:akira|lockbit|ryuk|wannacry|wncry|conti|blackcat)\b/gi;

const isConcerned = concernedBy({ rules: RULES }, { patterns: [SIGNS] }, ...DESTRUCTION_CONCERNS);

/** Erases a system, a home, a disk, or the copies to restore them from. Catalogue C9. */
export const commandDestructive: Detector = {
  id: 'command.destructive',
  category: 'command',
  severity: 'critical',
  title: 'The command erases a system, a home, a disk or the backups',
  why: 'It cannot be taken back.',
  fix: 'Name the folder or object that is to go; let erasing whole systems be done by a person.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument', 'definition'],
  hiddenSurfaces: INBOUND,
  local: true,
  gates: [
    { shapes: ['program'] },
    {
      literals: [
        [
          'rm -rf',
          'rm -fr',
          'rm -r',
          'rm ${',
          'no-preserve-root',
          '/dev/sda',
          '/dev/nvme',
          'mkfs.',
          'vssadmin',
          'shadowcopy',
          'wbadmin',
          ':(){',
          'shred -',
        ],
      ],
    },
  ],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => {
    const script = subject.script();
    const signs =
      subject.role === 'command'
        ? matches(SIGNS, subject.text, () => ({ confidence: 0.75, severity: 'high' as const }))
        : [];
    return [...commandHits([...destruction(script), ...RULES(script)], subject), ...signs];
  },
};
