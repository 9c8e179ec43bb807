'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn } from '@/lib/cn';
import { Button } from './ui/button';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for people who cannot see it: "Copy digest". */
  readonly label: string;
  readonly showLabel?: boolean;
  readonly className?: string;
}

const CONFIRMATION_MS = 1600;

export function CopyButton({ text, label, showLabel = false, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  const Icon = copied ? Check : Copy;
  return (
    <Button
      variant={showLabel ? 'secondary' : 'ghost'}
      size={showLabel ? 'sm' : 'icon-sm'}
      onClick={copy}
      aria-label={showLabel ? undefined : label}
      title={showLabel ? undefined : label}
      className={cn(!showLabel && 'size-6', className)}
    >
      <Icon aria-hidden className={cn(copied && 'text-allow')} />
      {showLabel && (copied ? 'Copied' : label)}
      <span role="status" className="sr-only">
        {copied && 'Copied'}
      </span>
    </Button>
  );
}
