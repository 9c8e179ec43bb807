'use client';

import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { cn } from '@/lib/cn';
import { type Connection, MCP_CLIENT_LABEL, MCP_CLIENTS, type McpClient, toClientConfig } from './client-configs';

/** Configuration ready to paste, one client at a time. */
export function ConnectPanel({ connection }: { connection: Connection }) {
  const [client, setClient] = useState<McpClient>('cursor');
  const { place, text } = toClientConfig(client, connection);
  return (
    <div className="min-w-0">
      <fieldset className="flex flex-wrap gap-1 border-line border-b px-3 py-2">
        <legend className="sr-only">Client</legend>
        {MCP_CLIENTS.map((candidate) => (
          <button
            key={candidate}
            type="button"
            aria-pressed={candidate === client}
            onClick={() => setClient(candidate)}
            className={cn(
              'h-7 rounded-md px-2.5 text-xs',
              candidate === client
                ? 'bg-pressed font-medium text-ink'
                : 'text-ink-muted hover:bg-raised hover:text-ink',
            )}
          >
            {MCP_CLIENT_LABEL[candidate]}
          </button>
        ))}
      </fieldset>
      <div className="flex items-center justify-between gap-2 px-4 pt-3">
        <p className="min-w-0 truncate text-ink-muted text-xs">
          Paste {place.startsWith('in ') ? '' : 'into '}
          <code className="font-mono text-ink">{place}</code>
        </p>
        <CopyButton text={text} label="Copy" showLabel />
      </div>
      <pre className="wrap-anywhere m-4 mt-2 whitespace-pre-wrap rounded-md border border-line bg-canvas p-3 font-mono text-xs leading-5">
        {text}
      </pre>
    </div>
  );
}
