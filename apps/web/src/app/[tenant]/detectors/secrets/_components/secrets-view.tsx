'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { ListFilter, useListFilter } from '@/components/list-filter';
import { RelativeTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { useListKeys } from '@/features/keyboard';
import { useOrg, usePermission } from '@/features/session';
import { PageBody } from '@/features/shell';
import { registeredSecretsQuery } from '@/lib/api/detector-queries';
import type { RegisteredSecret } from '@/lib/api/detector-types';
import { ForgetSecret } from './forget-secret';
import { RegisterDialog } from './register-dialog';

/** From here on names are looked for rather than read through. */
const FILTERED_FROM = 8;

/** The organisation's own secrets that gateways look for: by name, because nobody has their values. */
export function SecretsView({ initial }: { initial: { readonly items: RegisteredSecret[] } }) {
  const { org } = useOrg();
  const { data } = useQuery({ ...registeredSecretsQuery(org.slug), initialData: initial });
  const { shown, filter } = useListFilter(data.items, ({ name, registeredBy }) => `${name} ${registeredBy}`);
  const [isRegistering, setIsRegistering] = useState(false);
  const register = usePermission('detector:write') && (
    <Button onClick={() => setIsRegistering(true)}>
      <Plus aria-hidden />
      Register a secret
    </Button>
  );
  useListKeys();
  return (
    <PageBody className={data.items.length === 0 ? '' : 'max-w-4xl space-y-4'}>
      {data.items.length === 0 ? (
        <EmptyState icon={KeyRound} title="No secret is registered" action={register}>
          Gateways can look for the very keys you have, in every call. They get a hash of each, from which nobody can
          read it back.
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="max-w-lg text-pretty text-ink-muted text-sm">
              Gateways find these in every call, as <code className="font-mono text-xs">secret.registered</code>. Their
              values were hashed on arrival and are not kept.
            </p>
            {register}
          </div>
          {data.items.length >= FILTERED_FROM && <ListFilter label="Filter secrets" {...filter} />}
          {shown.length === 0 ? (
            <p className="py-8 text-center text-ink-muted text-sm">No secret matches.</p>
          ) : (
            <Panel>
              <ul aria-label="Registered secrets" className="divide-y divide-line">
                {shown.map((secret) => (
                  <SecretRow key={secret.name} secret={secret} />
                ))}
              </ul>
            </Panel>
          )}
        </>
      )}
      {isRegistering && <RegisterDialog onClose={() => setIsRegistering(false)} />}
    </PageBody>
  );
}

function SecretRow({ secret }: { secret: RegisteredSecret }) {
  return (
    <li className="flex min-h-11 items-center gap-4 px-4 py-2 text-sm">
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium font-mono">{secret.name}</p>
        <p className="text-ink-faint text-xs">
          <span className="numeric">{secret.length}</span> characters, registered by {secret.registeredBy},{' '}
          <RelativeTime at={secret.registeredAt} />
        </p>
      </div>
      <ForgetSecret name={secret.name} />
    </li>
  );
}
