/** What a tool of a scripted server does when it is called. Plain data, so that it can cross to another process. */
export type Behaviour =
  /** Answers with this result. */
  | { readonly do: 'return'; readonly result: Readonly<Record<string, unknown>> }
  /** Answers with its arguments, as JSON in one text. */
  | { readonly do: 'echo' }
  /** Answers with a JSON-RPC error. */
  | { readonly do: 'fail'; readonly code: number; readonly message: string; readonly data?: unknown }
  | { readonly do: 'wait'; readonly ms: number; readonly next: Behaviour }
  /** Sends `steps` progress notifications first, when the caller gave a progress token. */
  | { readonly do: 'progress'; readonly steps: number; readonly next: Behaviour }
  /** Sends a notification first. */
  | { readonly do: 'notify'; readonly method: string; readonly params?: unknown; readonly next: Behaviour }
  /** Makes a request of the client and answers with what came back, as JSON in one text. */
  | { readonly do: 'ask'; readonly method: string; readonly params?: unknown }
  /** Never answers. */
  | { readonly do: 'hang' }
  /** Writes these very bytes where the answer belongs. */
  | { readonly do: 'write'; readonly text: string }
  /** Breaks the connection, or ends the process. */
  | { readonly do: 'exit' };

export interface ScriptedTool {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly behaviour: Behaviour;
}

export interface ScriptedPrompt {
  readonly name: string;
  readonly description?: string;
  readonly text: string;
}

export interface ScriptedResource {
  readonly uri: string;
  readonly name: string;
  readonly text: string;
}

/** An MCP server in data. What it does not list, it does not have. */
export interface McpScript {
  readonly serverInfo?: { readonly name: string; readonly version: string };
  readonly instructions?: string;
  /** Answers `initialize` with this revision instead of the one it is asked for. */
  readonly protocolVersion?: string;
  readonly tools?: readonly ScriptedTool[];
  readonly prompts?: readonly ScriptedPrompt[];
  readonly resources?: readonly ScriptedResource[];
  /** Entries of a page of a list; all of them by default. */
  readonly pageSize?: number;
}
