import { CopyButton } from '@/components/copy-button';
import { RelativeTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Panel, PanelHeader } from '@/components/ui/panel';
import type { Definition } from '@/lib/api/types';
import { plural, shortDigest } from '@/lib/format';
import { DiffView } from '../diff';
import { FindingList, numberFindings } from '../findings';
import { JsonView } from '../json';
import { ChangeSummary } from './change-summary';
import { DefinitionStateBadge } from './definition-state-badge';
import { annotationsOf, descriptionOf, titleOf, toPrettyJson } from './definition-text';
import { ReviewActions } from './review-actions';
import { SchemaTable } from './schema-table';

/** All that a model reads of one tool, prompt or resource, what was found in it, and how it changed. */
export function DefinitionDetail({ definition }: { definition: Definition }) {
  const { body, findings } = definition;
  return (
    <article className="space-y-4">
      <DefinitionHeading definition={definition} />
      {definition.state === 'drifted' && <DriftPanel definition={definition} />}
      {findings.length > 0 && (
        <Panel>
          <PanelHeader title="Findings" detail={plural(findings.length, 'finding')} level={3} />
          <FindingList findings={numberFindings(findings)} />
        </Panel>
      )}
      {descriptionOf(body) && (
        <Panel>
          <PanelHeader title="What the model reads" level={3} />
          <p className="wrap-anywhere whitespace-pre-wrap px-4 py-3 text-sm">{descriptionOf(body)}</p>
        </Panel>
      )}
      {definition.kind === 'tool' && (
        <Panel>
          <PanelHeader title="Arguments" level={3} />
          <SchemaTable schema={body.inputSchema} />
        </Panel>
      )}
      <Panel>
        <details>
          <summary className="px-4 py-2.5 font-semibold text-sm hover:bg-raised">As the server sent it</summary>
          <JsonView label="Definition" value={body} className="max-h-96 border-line border-t" />
        </details>
      </Panel>
    </article>
  );
}

function DefinitionHeading({ definition }: { definition: Definition }) {
  const { body, name, state, present, digest, firstSeenAt, lastSeenAt } = definition;
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1">
        <h2 className="wrap-anywhere flex flex-wrap items-center gap-2 font-mono font-semibold text-base">
          {name}
          <DefinitionStateBadge state={state} />
          {!present && <Badge tone="outline">No longer listed</Badge>}
        </h2>
        {titleOf(body) && <p className="text-ink-muted text-sm">{titleOf(body)}</p>}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-ink-faint text-xs">
          <span className="flex items-center">
            <code className="font-mono" title={digest}>
              {shortDigest(digest)}
            </code>
            <CopyButton text={digest} label="Copy digest" />
          </span>
          <span>
            first seen <RelativeTime at={firstSeenAt} />
          </span>
          <span>
            last seen <RelativeTime at={lastSeenAt} />
          </span>
        </p>
        <ul aria-label="Annotations" className="mt-1.5 flex flex-wrap gap-1.5">
          {annotationsOf(body).map((annotation) => (
            <li key={annotation}>
              <Badge tone="outline">{annotation}</Badge>
            </li>
          ))}
        </ul>
      </div>
      <ReviewActions definition={definition} />
    </header>
  );
}

function DriftPanel({ definition }: { definition: Definition }) {
  return (
    <Panel className="border-hold-fill">
      <PanelHeader
        title="Changed since it was approved"
        detail="− what is pinned, + what the server sends now"
        level={3}
      />
      <div className="p-3">
        <DiffView
          label="Difference between the pinned and the observed definition"
          before={toPrettyJson(definition.body)}
          after={toPrettyJson(definition.observedBody ?? definition.body)}
        />
      </div>
      {definition.change && <ChangeSummary change={definition.change} />}
    </Panel>
  );
}
