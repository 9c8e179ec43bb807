import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, McpScript } from './script.js';

/** A JSON-RPC message as it came; scripted servers trust their peers and check nothing. */
export interface WireMessage {
  readonly jsonrpc?: string;
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Where the messages that belong to one request go. */
export interface Wire {
  send(message: object): void;
  write(text: string): void;
  /** Breaks the connection or ends the process. */
  drop(): void;
}

const RPC_METHOD_UNKNOWN = -32601;
const RPC_PARAMS_INVALID = -32602;

/** A scripted MCP server without a transport. */
export class ScriptedServer {
  /** Everything that was received, in order. */
  readonly received: WireMessage[] = [];
  readonly #script: McpScript;
  readonly #asked = new Map<string, (message: WireMessage) => void>();
  readonly #cancelled = new Set<unknown>();
  #lastAsk = 0;

  constructor(script: McpScript) {
    this.#script = script;
  }

  /** Handles one message; resolves once its answer, if it has one, was sent. */
  async receive(message: WireMessage, wire: Wire): Promise<void> {
    this.received.push(message);
    if (message.method === undefined) {
      this.#asked.get(String(message.id))?.(message);
      return;
    }
    if (message.method === 'notifications/cancelled') this.#cancelled.add(message.params?.requestId);
    if (message.id === undefined) return;
    if (message.method === 'tools/call') return this.#callTool(message, wire);
    wire.send({ jsonrpc: '2.0', id: message.id, ...this.#answer(message) });
  }

  #answer({ method, params = {} }: WireMessage): object {
    const { tools = [], prompts = [], resources = [] } = this.#script;
    switch (method) {
      case 'initialize':
        return { result: this.#initialize(params) };
      case 'ping':
      case 'logging/setLevel':
        return { result: {} };
      case 'tools/list':
        return {
          result: this.#page(
            'tools',
            tools.map(({ behaviour: _, ...tool }) => ({ inputSchema: { type: 'object' }, ...tool })),
            params,
          ),
        };
      case 'prompts/list':
        return {
          result: this.#page(
            'prompts',
            prompts.map(({ text: _, ...prompt }) => prompt),
            params,
          ),
        };
      case 'prompts/get': {
        const prompt = prompts.find(({ name }) => name === params.name);
        return prompt ? { result: { messages: [{ role: 'user', content: text(prompt.text) }] } } : unknownTarget;
      }
      case 'resources/list':
        return {
          result: this.#page(
            'resources',
            resources.map(({ text: _, ...resource }) => resource),
            params,
          ),
        };
      case 'resources/templates/list':
        return { result: { resourceTemplates: [] } };
      case 'resources/read': {
        const resource = resources.find(({ uri }) => uri === params.uri);
        return resource ? { result: { contents: [{ uri: resource.uri, text: resource.text }] } } : unknownTarget;
      }
      default:
        return { error: { code: RPC_METHOD_UNKNOWN, message: 'Method not found' } };
    }
  }

  #initialize(params: Readonly<Record<string, unknown>>): object {
    const { tools, prompts, resources, instructions } = this.#script;
    return {
      protocolVersion: this.#script.protocolVersion ?? params.protocolVersion,
      capabilities: {
        ...(tools && { tools: { listChanged: true } }),
        ...(prompts && { prompts: {} }),
        ...(resources && { resources: {} }),
      },
      serverInfo: this.#script.serverInfo ?? { name: 'scripted', version: '1.0.0' },
      ...(instructions !== undefined && { instructions }),
    };
  }

  #page(key: string, entries: readonly object[], { cursor }: { readonly cursor?: unknown }): object {
    const start = cursor === undefined ? 0 : Number(cursor);
    const end = start + (this.#script.pageSize ?? entries.length);
    return { [key]: entries.slice(start, end), ...(end < entries.length && { nextCursor: String(end) }) };
  }

  async #callTool(message: WireMessage, wire: Wire): Promise<void> {
    const tool = this.#script.tools?.find(({ name }) => name === message.params?.name);
    if (!tool) return wire.send({ jsonrpc: '2.0', id: message.id, ...unknownTarget });
    return this.#behave(tool.behaviour, message, wire);
  }

  async #behave(behaviour: Behaviour, message: WireMessage, wire: Wire): Promise<void> {
    const answer = (body: object) => {
      if (!this.#cancelled.has(message.id)) wire.send({ jsonrpc: '2.0', id: message.id, ...body });
    };
    switch (behaviour.do) {
      case 'return':
        return answer({ result: behaviour.result });
      case 'echo':
        return answer({ result: { content: [text(JSON.stringify(message.params?.arguments ?? {}))] } });
      case 'fail': {
        const { do: _, ...error } = behaviour;
        return answer({ error });
      }
      case 'wait':
        await sleep(behaviour.ms);
        return this.#behave(behaviour.next, message, wire);
      case 'progress':
        sendProgress(behaviour.steps, message, wire);
        return this.#behave(behaviour.next, message, wire);
      case 'notify':
        wire.send({ jsonrpc: '2.0', method: behaviour.method, params: behaviour.params });
        return this.#behave(behaviour.next, message, wire);
      case 'ask':
        return answer({ result: { content: [text(JSON.stringify(await this.#ask(behaviour, wire)))] } });
      case 'hang':
        return new Promise(() => {});
      case 'write':
        return wire.write(behaviour.text);
      case 'exit':
        return wire.drop();
    }
  }

  #ask(request: { readonly method: string; readonly params?: unknown }, wire: Wire): Promise<unknown> {
    this.#lastAsk += 1;
    const id = `ask-${this.#lastAsk}`;
    return new Promise((resolve) => {
      this.#asked.set(id, ({ result, error }) => resolve(result ?? { error }));
      wire.send({ jsonrpc: '2.0', id, method: request.method, params: request.params ?? {} });
    });
  }
}

const text = (value: string): object => ({ type: 'text', text: value });
const unknownTarget = { error: { code: RPC_PARAMS_INVALID, message: 'Unknown target' } };

function sendProgress(steps: number, message: WireMessage, wire: Wire): void {
  const meta = message.params?._meta as { progressToken?: string | number } | undefined;
  const progressToken = meta?.progressToken;
  if (progressToken === undefined) return;
  for (let progress = 1; progress <= steps; progress += 1) {
    wire.send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken, progress, total: steps } });
  }
}
