const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

const parseArgs = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
};

/** What is wrong with the arguments of a test as they are typed, undefined when nothing is. */
export const argsProblem = (text: string): string | undefined =>
  text.trim() === '' || parseArgs(text) !== null ? undefined : 'This is not a JSON object.';

const withoutEmpty = (entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''));

/** A test as a policy has it, from the fields of its form. */
export const toPolicyTest = (data: FormData): Readonly<Record<string, unknown>> => {
  const groups = textOf(data, 'groups')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const principal = withoutEmpty({ name: textOf(data, 'caller'), groups: groups.length > 0 ? groups : undefined });
  return {
    name: textOf(data, 'name'),
    given: withoutEmpty({
      principal: Object.keys(principal).length > 0 ? principal : undefined,
      server: textOf(data, 'server'),
      tool: textOf(data, 'tool'),
      args: parseArgs(textOf(data, 'args')) ?? undefined,
    }),
    expect: textOf(data, 'expect'),
  };
};
