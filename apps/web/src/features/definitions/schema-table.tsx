import { toSchemaFields } from './schema-fields';

/** An input schema as a table a person can read. */
export function SchemaTable({ schema }: { schema: unknown }) {
  const fields = toSchemaFields(schema);
  if (fields.length === 0) return <p className="px-4 py-3 text-ink-muted text-sm">Takes no arguments.</p>;
  return (
    <ul className="divide-y divide-line">
      {fields.map(({ path, depth, type, isRequired, description, notes }) => (
        <li key={path} className="px-4 py-2.5" style={{ paddingLeft: `${1 + depth * 1.25}rem` }}>
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
            <code className="wrap-anywhere font-medium font-mono">{path}</code>
            <span className="font-mono text-ink-faint">{type}</span>
            {isRequired && <span className="font-medium text-hold">required</span>}
          </p>
          {description && <p className="wrap-anywhere mt-0.5 text-ink-muted text-sm">{description}</p>}
          {notes.length > 0 && (
            <p className="wrap-anywhere mt-0.5 font-mono text-ink-faint text-xs">{notes.join(' · ')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
