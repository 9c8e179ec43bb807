import { Fragment } from 'react';
import { cn } from '@/lib/cn';
import { type JsonMark, type JsonToken, toJsonLines } from './json-lines';

const TOKEN_STYLE: Readonly<Record<JsonToken['kind'], string>> = {
  punctuation: 'text-ink-faint',
  key: 'text-ink',
  string: 'text-allow',
  number: 'text-redact',
  literal: 'text-accent',
  mark: '',
};

interface JsonViewProps {
  readonly value: unknown;
  readonly marks?: readonly JsonMark[];
  /** Where a mark's number leads. */
  readonly markHref?: (number: number) => string;
  readonly label: string;
  readonly className?: string;
}

/** Pretty JSON with line numbers and marked stretches. */
export function JsonView({ value, marks = [], markHref, label, className }: JsonViewProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className={cn('overflow-auto bg-canvas py-2 font-mono text-xs leading-5', className)}
    >
      {toJsonLines(value, marks).map(({ number, depth, tokens }) => (
        <div key={number} className="flex pr-4">
          <span aria-hidden className="numeric w-10 shrink-0 select-none pr-3 text-right text-ink-faint">
            {number}
          </span>
          <code className="wrap-anywhere min-w-0 whitespace-pre-wrap" style={{ paddingLeft: `${depth * 2}ch` }}>
            {tokens.map((token, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a line never change places
              <Fragment key={index}>
                <Token token={token} markHref={markHref} />
              </Fragment>
            ))}
          </code>
        </div>
      ))}
    </section>
  );
}

function Token({ token, markHref }: { token: JsonToken; markHref: JsonViewProps['markHref'] }) {
  if (token.kind !== 'mark') return <span className={TOKEN_STYLE[token.kind]}>{token.text}</span>;
  const numbers = token.numbers ?? [];
  return (
    <mark className="rounded-sm bg-mark px-0.5 py-px font-medium text-ink">
      {token.text}
      {numbers.map((number) => (
        <sup key={number} className="ml-0.5 font-semibold text-[0.625rem]">
          {markHref ? <a href={markHref(number)}>{number}</a> : number}
        </sup>
      ))}
    </mark>
  );
}
