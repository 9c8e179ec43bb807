import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { AbsoluteTime } from '@/components/time';
import type { CallDetail } from '@/lib/api/types';
import { shortDigest } from '@/lib/format';

/** Everything that identifies the call and ties it to evidence elsewhere. */
export function CallFacts({ call }: { call: CallDetail }) {
  const digests = [
    { label: 'Definition', digest: call.definitionDigest },
    { label: 'Arguments', digest: call.argumentsDigest },
    { label: 'Result', digest: call.completed?.resultDigest ?? null },
  ];
  return (
    <dl className="grid gap-x-6 gap-y-2 px-4 py-3 text-xs sm:grid-cols-2">
      <Fact label="Call">
        <Copyable text={call.id} label="Copy call id" />
      </Fact>
      <Fact label="Time">
        <AbsoluteTime at={call.at} className="numeric" />
      </Fact>
      {digests.map(({ label, digest }) => (
        <Fact key={label} label={`${label} digest`}>
          {digest ? (
            <Copyable text={digest} shown={shortDigest(digest)} label={`Copy ${label.toLowerCase()} digest`} />
          ) : (
            '–'
          )}
        </Fact>
      ))}
      <Fact label="Snapshot">
        <span className="numeric">version {call.snapshotVersion}</span>
      </Fact>
      <Fact label="Gateway">
        <span className="numeric font-mono">
          {call.gateway.id} · epoch {call.gateway.epoch} · #{call.gateway.sequence}
        </span>
      </Fact>
      <Fact label="Request id">
        <span className="font-mono">{call.requestId ?? 'notification'}</span>
      </Fact>
      {call.traceId && (
        <Fact label="Trace">
          <Copyable text={call.traceId} label="Copy trace id" />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[7.5rem_1fr] items-center gap-2">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="wrap-anywhere flex min-h-6 min-w-0 items-center">{children}</dd>
    </div>
  );
}

function Copyable({ text, shown = text, label }: { text: string; shown?: string; label: string }) {
  return (
    <>
      <code className="min-w-0 truncate font-mono" title={text}>
        {shown}
      </code>
      <CopyButton text={text} label={label} />
    </>
  );
}
