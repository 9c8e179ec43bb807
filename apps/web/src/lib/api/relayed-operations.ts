import { OPERATIONS, type OperationShape } from '@sallyport/contracts';

interface RelayedOperation {
  readonly operation: OperationShape;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** What a browser may ask for through the console: what people may do, and nothing that is for gateways. Streams have their own route. */
const isRelayed = ({ access, success, path }: OperationShape): boolean =>
  access !== 'gateway' && access !== 'public' && success.contentType === undefined && path.startsWith('/v1/');

const toRelayed = (operation: OperationShape): RelayedOperation => {
  const names: string[] = [];
  const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  return { operation, pattern: new RegExp(`^${source}$`), names };
};

const RELAYED: readonly RelayedOperation[] = Object.values(OPERATIONS).filter(isRelayed).map(toRelayed);

/**
 * The operation a browser's request stands for, or null when there is none it may use.
 * @param path  path of the api, `/v1/…`, still percent-encoded; parameters are checked against the operation's schema
 */
export const findRelayedOperation = (method: string, path: string): OperationShape | null => {
  for (const { operation, pattern, names } of RELAYED) {
    if (operation.method !== method.toLowerCase()) continue;
    const match = pattern.exec(path);
    if (match && areParametersValid(operation, names, match.slice(1))) return operation;
  }
  return null;
};

const areParametersValid = (
  operation: OperationShape,
  names: readonly string[],
  values: readonly string[],
): boolean => {
  const params = Object.fromEntries(names.map((name, index) => [name, values[index]]));
  return operation.params?.safeParse(params).success ?? true;
};

/** The query without anything the operation does not declare. */
export const declaredQuery = (operation: OperationShape, query: URLSearchParams): URLSearchParams => {
  const known = new Set(Object.keys(operation.query?.shape ?? {}));
  return new URLSearchParams([...query].filter(([name]) => known.has(name)));
};
