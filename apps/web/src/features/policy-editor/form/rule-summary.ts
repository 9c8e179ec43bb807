import { isPlainMap } from '../model/source';

const words = (value: unknown): string => {
  if (!Array.isArray(value) || value.length === 0) return '';
  const shown = value.slice(0, 3).map(String);
  return value.length > 3 ? `${shown.join(', ')} and ${value.length - 3} more` : shown.join(', ');
};

/** What a rule speaks of, in one line: `shell, exec on files, for engineering, under a condition`. */
export const summarizeMatch = (rule: unknown): string => {
  const { match, when, description } = isPlainMap(rule) ? rule : {};
  if (typeof description === 'string' && description !== '') return description;
  const { servers, tools, resources, prompts, methods, principals } = isPlainMap(match) ? match : {};
  const targets = [tools, resources, prompts, methods].map(words).filter((text) => text !== '');
  const who = isPlainMap(principals)
    ? Object.values(principals)
        .map(words)
        .filter((text) => text !== '')
    : [];
  return [
    targets.length > 0 ? targets.join('; ') : 'Everything',
    words(servers) && `on ${words(servers)}`,
    who.length > 0 && `for ${who.join(' and ')}`,
    typeof when === 'string' && 'under a condition',
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ');
};
