import { appendPointer } from '../leaves/leaves.js';

export type Members = Readonly<Record<string, unknown>>;

/** A tool as a server lists it, wherever in a message it stands. */
export interface ListedTool {
  /** Of the tool inside the message. */
  readonly pointer: string;
  readonly name: string;
  readonly description: string;
  readonly body: Members;
}

/** A member of a schema that describes a value: a parameter, or a part of one. */
export interface SchemaNode {
  readonly pointer: string;
  /** Name of the property; empty for items and alternatives. */
  readonly name: string;
  readonly schema: Members;
  readonly required: boolean;
}

const TOOLS_MAX = 5000;
const NODES_MAX = 2000;
const DEPTH_MAX = 24;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The tools of a list, of the message that carries one, or a tool by itself; at most 5,000. */
export function toolsIn(message: unknown): readonly ListedTool[] {
  if (!isMembers(message)) return [];
  const known = listed.get(message);
  if (known !== undefined) return known;
  const tools = readTools(message);
  listed.set(message, tools);
  return tools;
}

/** Several detectors ask for the same. */
const listed = new WeakMap<Members, readonly ListedTool[]>();
const described = new WeakMap<ListedTool, readonly SchemaNode[]>();

function readTools(message: Members): ListedTool[] {
  const result = isMembers(message.result) ? message.result : message;
  const base = result === message ? '' : '/result';
  if (Array.isArray(result.tools)) {
    return result.tools.slice(0, TOOLS_MAX).flatMap((tool: unknown, i) => toolAt(tool, `${base}/tools/${i}`));
  }
  return isMembers(message.inputSchema) || isMembers(message.annotations) ? toolAt(message, '') : [];
}

function toolAt(tool: unknown, pointer: string): ListedTool[] {
  if (!isMembers(tool) || typeof tool.name !== 'string') return [];
  return [{ pointer, name: tool.name, description: textOf(tool.description), body: tool }];
}

/** The values a tool's input schema describes, in order; at most 2,000 of them, to a depth of 24. */
export function parametersOf(tool: ListedTool): readonly SchemaNode[] {
  const known = described.get(tool);
  if (known !== undefined) return known;
  const nodes = readParameters(tool);
  described.set(tool, nodes);
  return nodes;
}

function readParameters({ pointer, body }: ListedTool): SchemaNode[] {
  const nodes: SchemaNode[] = [];
  const visit = (value: unknown, at: string, name: string, required: boolean, depth: number): void => {
    if (!isMembers(value) || depth > DEPTH_MAX || nodes.length >= NODES_MAX) return;
    if (depth > 0) nodes.push({ pointer: at, name, schema: value, required });
    const needed = Array.isArray(value.required) ? value.required : [];
    for (const key of ['properties', 'patternProperties', '$defs', 'definitions']) {
      for (const [member, schema] of isMembers(value[key]) ? Object.entries(value[key]) : []) {
        visit(schema, appendPointer(appendPointer(at, key), member), member, needed.includes(member), depth + 1);
      }
    }
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
      const list = value[key];
      if (Array.isArray(list))
        for (const [i, schema] of list.entries()) visit(schema, `${at}/${key}/${i}`, '', false, depth + 1);
    }
    for (const key of ['items', 'additionalProperties', 'not', 'if', 'then', 'else'])
      visit(value[key], `${at}/${key}`, '', false, depth + 1);
  };
  visit(body.inputSchema, `${pointer}/inputSchema`, '', false, 0);
  return nodes;
}
