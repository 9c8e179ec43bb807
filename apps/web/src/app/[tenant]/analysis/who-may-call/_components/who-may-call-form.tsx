'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { exampleOf, MomentField, parseArguments, toMoment } from '@/features/access-answers';
import { SchemaTable } from '@/features/definitions';
import { useOrg } from '@/features/session';
import type { WhoMayCallQuestion } from '@/lib/api/analysis-queries';
import { definitionsQuery, serversQuery } from '@/lib/api/queries';

interface WhoMayCallFormProps {
  readonly initial: { readonly server?: string | undefined; readonly tool?: string | undefined };
  readonly onAsk: (question: WhoMayCallQuestion) => void;
}

export function WhoMayCallForm({ initial, onAsk }: WhoMayCallFormProps) {
  const { org } = useOrg();
  const servers = useQuery(serversQuery(org.slug)).data?.items ?? [];
  const [chosenServer, setChosenServer] = useState(initial.server ?? '');
  const [tool, setTool] = useState(initial.tool ?? '');
  const [argumentsText, setArgumentsText] = useState('');
  const [moment, setMoment] = useState('');
  const serverId = chosenServer || (servers[0]?.id ?? '');
  const definitions = useQuery({ ...definitionsQuery(org.slug, serverId), enabled: serverId !== '' });
  const tools = definitions.data?.filter(({ kind }) => kind === 'tool') ?? [];
  const schema = tools.find(({ name }) => name === tool)?.body.inputSchema;
  const args = parseArguments(argumentsText);
  const ask = () => {
    const asOf = toMoment(moment);
    if (args.kind === 'wrong' || serverId === '' || tool.trim() === '') return;
    onAsk({
      serverId,
      tool: tool.trim(),
      ...(args.kind === 'ok' ? { args: args.value } : {}),
      ...(asOf ? { asOf } : {}),
    });
  };
  return (
    <Panel>
      <form
        aria-label="Question"
        className="space-y-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Field label="Server">
          {(ids) => (
            <NativeSelect
              {...ids}
              value={serverId}
              onChange={(event) => {
                setChosenServer(event.target.value);
                setTool('');
              }}
            >
              {servers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label="Tool">
          {(ids) => (
            <>
              <Input
                {...ids}
                list={`${ids.id}-tools`}
                value={tool}
                required
                maxLength={1024}
                autoComplete="off"
                spellCheck={false}
                placeholder={tools[0]?.name ?? 'Name of a tool'}
                className="font-mono text-xs"
                onChange={(event) => setTool(event.target.value)}
              />
              <datalist id={`${ids.id}-tools`}>
                {tools.map(({ name }) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <ArgumentsField text={argumentsText} onText={setArgumentsText} schema={schema} />
        <MomentField value={moment} onValue={setMoment} />
        <Button
          type="submit"
          variant="primary"
          className="w-full"
          disabled={tool.trim() === '' || args.kind === 'wrong'}
        >
          Ask
        </Button>
      </form>
    </Panel>
  );
}

interface ArgumentsFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Input schema of the tool, when it is known. */
  readonly schema: unknown;
}

function ArgumentsField({ text, onText, schema }: ArgumentsFieldProps) {
  const args = parseArguments(text);
  return (
    <div className="space-y-2">
      <Field
        label="Arguments"
        hint="JSON. Empty: whatever the arguments are."
        error={args.kind === 'wrong' ? args.message : undefined}
        optional
      >
        {(ids) => (
          <Textarea
            {...ids}
            value={text}
            rows={5}
            spellCheck={false}
            placeholder='{ "path": "notes.txt" }'
            className="font-mono text-xs"
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
      {schema !== undefined && (
        <details className="rounded-md border border-line">
          <summary className="px-3 py-1.5 text-ink-muted text-xs hover:text-ink">Arguments this tool takes</summary>
          <div className="max-h-64 overflow-y-auto border-line border-t">
            <SchemaTable schema={schema} />
          </div>
          <div className="border-line border-t p-2">
            <Button size="sm" onClick={() => onText(JSON.stringify(exampleOf(schema), null, 2))}>
              Fill in
            </Button>
          </div>
        </details>
      )}
    </div>
  );
}
