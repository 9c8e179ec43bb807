'use client';

import { useState } from 'react';
import { Field, Input, Textarea } from '@/components/ui/field';
import type { Problem } from '@/lib/api/problem';
import type { Server } from '@/lib/api/types';
import { fieldError } from './field-error';

const KINDS = [
  { value: 'streamable-http', label: 'At a URL', detail: 'A server that speaks Streamable HTTP.' },
  {
    value: 'stdio',
    label: 'Hosted by the gateway',
    detail: 'A program the gateway starts, from its list of launchers.',
  },
] as const;

interface TransportFieldsProps {
  readonly initial: Server['transport'];
  readonly problem: Problem | null;
}

export function TransportFields({ initial, problem }: TransportFieldsProps) {
  const [kind, setKind] = useState<Server['transport']['kind']>(initial.kind);
  const hosted = initial.kind === 'stdio' ? initial : { launcher: '', args: [], env: {} };
  return (
    <fieldset className="space-y-4">
      <legend className="mb-1 font-medium text-sm">Where it runs</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {KINDS.map(({ value, label, detail }) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-line bg-surface p-3 has-checked:border-accent has-checked:bg-accent-wash"
          >
            <input
              type="radio"
              name="transport"
              value={value}
              checked={kind === value}
              onChange={() => setKind(value)}
              className="mt-1 accent-(--accent-solid)"
            />
            <span>
              <span className="block font-medium text-sm">{label}</span>
              <span className="block text-ink-muted text-xs">{detail}</span>
            </span>
          </label>
        ))}
      </div>
      {kind === 'streamable-http' ? (
        <Field label="URL" error={fieldError(problem, '/transport/url')}>
          {(ids) => (
            <Input
              {...ids}
              name="url"
              type="url"
              required
              maxLength={2048}
              defaultValue={initial.kind === 'streamable-http' ? initial.url : ''}
              placeholder="https://mcp.example.com/mcp"
            />
          )}
        </Field>
      ) : (
        <div className="space-y-4">
          <Field
            label="Launcher"
            hint="A name from the gateway's GATEWAY_LAUNCHERS file."
            error={fieldError(problem, '/transport/launcher')}
          >
            {(ids) => (
              <Input
                {...ids}
                name="launcher"
                required
                pattern="[a-z0-9\-]{1,48}"
                defaultValue={hosted.launcher}
                placeholder="filesystem"
              />
            )}
          </Field>
          <Field
            label="Arguments"
            hint="One a line, after the launcher's own."
            optional
            error={fieldError(problem, '/transport/args')}
          >
            {(ids) => (
              <Textarea {...ids} name="args" defaultValue={hosted.args.join('\n')} className="font-mono text-xs" />
            )}
          </Field>
          <Field
            label="Environment"
            hint="NAME=value, one a line."
            optional
            error={fieldError(problem, '/transport/env')}
          >
            {(ids) => (
              <Textarea
                {...ids}
                name="env"
                defaultValue={Object.entries(hosted.env)
                  .map(([name, value]) => `${name}=${value}`)
                  .join('\n')}
                className="font-mono text-xs"
              />
            )}
          </Field>
        </div>
      )}
    </fieldset>
  );
}
