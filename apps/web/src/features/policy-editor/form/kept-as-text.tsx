'use client';

import { Code } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { isPlainMap, type Path, valueAt } from '../model/source';
import { usePolicyForm } from './form-context';

/** Stands where a field would be whose value the form cannot show; the value stays as it is. */
export function KeptAsText({ path, label }: { path: Path; label: string }) {
  const { showText } = usePolicyForm();
  return (
    <div className="space-y-1">
      <p className="font-medium text-sm">{label}</p>
      <div className="flex min-h-8 flex-wrap items-center gap-2 rounded-md border border-line-strong border-dashed px-2.5 py-1 text-ink-muted text-sm">
        <span className="min-w-0 flex-1">Written in a way this form cannot show. It is kept.</span>
        <Button size="sm" variant="ghost" onClick={() => showText(path)}>
          <Code aria-hidden />
          Edit as text
        </Button>
      </div>
    </div>
  );
}

/** Names the keys of a mapping the form has no field for; nothing is shown when there are none. */
export function OtherKeys({ path, known }: { path: Path; known: readonly string[] }) {
  const { source, showText } = usePolicyForm();
  const value = valueAt(source.value, path);
  const others = isPlainMap(value) ? Object.keys(value).filter((key) => !known.includes(key)) : [];
  const [first] = others;
  if (first === undefined) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md sm:col-span-2 border border-line-strong border-dashed px-2.5 py-1 text-ink-muted text-sm">
      <span className="min-w-0 flex-1">
        Kept as text: <code className="font-mono text-xs">{others.join(', ')}</code>
      </span>
      <Button size="sm" variant="ghost" onClick={() => showText([...path, first])}>
        <Code aria-hidden />
        Edit as text
      </Button>
    </p>
  );
}
