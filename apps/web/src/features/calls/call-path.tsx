import { Bot, ChevronRight, type LucideIcon, MonitorSmartphone, Server, User, Wrench } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import type { CallDetail } from '@/lib/api/types';
import { paths } from '@/lib/paths';
import { targetName } from './verdict';

interface Step {
  readonly icon: LucideIcon;
  readonly role: string;
  readonly name: ReactNode;
  readonly detail: string;
}

/** Who asked, through which client, which server, for what. */
export function CallPath({ org, call }: { org: string; call: CallDetail }) {
  return (
    <ol aria-label="Path of the call" className="flex flex-col gap-2 sm:flex-row sm:items-stretch">
      {toSteps(org, call).map(({ icon: Icon, role, name, detail }, index) => (
        <Fragment key={role}>
          {index > 0 && (
            <li aria-hidden className="hidden self-center text-ink-faint sm:block">
              <ChevronRight className="size-4" />
            </li>
          )}
          <li className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md border border-line px-2.5 py-2">
            <Icon className="size-4 shrink-0 text-ink-faint" aria-hidden />
            <div className="min-w-0">
              <p className="eyebrow">{role}</p>
              <p className="wrap-anywhere font-medium text-sm">{name}</p>
              {detail && <p className="truncate text-ink-faint text-xs">{detail}</p>}
            </div>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

const toSteps = (org: string, call: CallDetail): Step[] => {
  const steps: Step[] = [
    {
      icon: call.principal?.kind === 'service_account' ? Bot : User,
      role: call.principal?.kind === 'service_account' ? 'Service account' : 'Person',
      name: call.principal ? (
        <Link className="hover:underline" href={paths.calls(org, { principal: call.principal.id })}>
          {call.principal.name}
        </Link>
      ) : (
        'Not authenticated'
      ),
      detail: call.principal?.groups.join(', ') ?? '',
    },
    {
      icon: MonitorSmartphone,
      role: 'Client',
      name: call.client?.name ?? 'Unnamed',
      detail: call.client?.version ?? '',
    },
    {
      icon: Server,
      role: 'Server',
      name: call.server ? (
        <Link className="hover:underline" href={paths.server(org, call.server.id)}>
          {call.server.slug}
        </Link>
      ) : (
        'None'
      ),
      detail: call.protocolVersion ? `MCP ${call.protocolVersion}` : '',
    },
    {
      icon: Wrench,
      role:
        call.target.kind === 'none' ? 'Method' : call.target.kind.charAt(0).toUpperCase() + call.target.kind.slice(1),
      name: <span className="font-mono text-xs">{targetName(call)}</span>,
      detail: call.target.kind === 'none' ? '' : call.method,
    },
  ];
  const [person, client, server, target] = steps;
  if (call.origin === 'client' || !person || !client || !server || !target) return steps;
  return [server, target, client, person];
};
