import type { Permission } from '@sallyport/contracts';
import {
  Activity,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Radar,
  ScanSearch,
  ScrollText,
  Server,
  ShieldCheck,
  Users,
} from 'lucide-react';
import { paths } from '@/lib/paths';

export interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly icon: LucideIcon;
  /** Shown to people who may read what the page shows. */
  readonly permission: Permission;
}

export const navigationOf = (org: string): readonly NavigationItem[] => [
  { label: 'Overview', href: paths.overview(org), icon: LayoutDashboard, permission: 'overview:read' },
  { label: 'Calls', href: paths.calls(org), icon: Activity, permission: 'call:read' },
  { label: 'Servers', href: paths.servers(org), icon: Server, permission: 'server:read' },
  { label: 'Policies', href: paths.policies(org), icon: ShieldCheck, permission: 'policy:read' },
  { label: 'Analysis', href: paths.analysis(org), icon: ScanSearch, permission: 'policy:read' },
  { label: 'Detectors', href: paths.detectors(org), icon: Radar, permission: 'detector:read' },
  { label: 'Requests', href: paths.requests(org), icon: Inbox, permission: 'access:request' },
  { label: 'Members', href: paths.members(org), icon: Users, permission: 'member:read' },
  { label: 'Activity', href: paths.activity(org), icon: ScrollText, permission: 'admin_change:read' },
];

/** The overview is the organisation's root and current only when it is exactly that. */
export const isCurrent = (item: NavigationItem, pathname: string): boolean =>
  item.permission === 'overview:read'
    ? pathname === item.href
    : pathname === item.href || pathname.startsWith(`${item.href}/`);
