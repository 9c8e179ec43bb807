import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

const badgeStyle = cva(
  'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-raised text-ink-muted',
        outline: 'border border-line text-ink-muted',
        accent: 'bg-accent-wash text-accent',
        allow: 'bg-allow-wash text-allow',
        redact: 'bg-redact-wash text-redact',
        hold: 'bg-hold-wash text-hold',
        high: 'bg-high-wash text-high',
        deny: 'bg-deny-wash text-deny',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyle>['tone']>;

interface BadgeProps extends ComponentProps<'span'> {
  readonly tone?: Tone;
}

export function Badge({ tone, className, ...rest }: BadgeProps) {
  return <span className={cn(badgeStyle({ tone }), className)} {...rest} />;
}
