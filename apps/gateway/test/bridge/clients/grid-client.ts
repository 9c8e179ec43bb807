export type Json = Readonly<Record<string, unknown>>;

/** What the user of a client answers. Each can be replaced by a test. */
export interface Answers {
  elicit: (params: Json) => Json | Promise<Json>;
  sample: (params: Json) => Json;
  roots: () => Json;
}

/** What a client was told by itself. */
export interface Heard {
  readonly updated: string[];
  readonly logs: { readonly level: string; readonly data: unknown }[];
  toolsChanged: number;
  /** Ids of elicitations by address that the server says are over. */
  readonly completed: string[];
}

export interface Lists {
  readonly tools: readonly Json[];
  readonly resources: readonly Json[];
  readonly templates: readonly Json[];
  readonly prompts: readonly Json[];
}

export interface CallOptions {
  onProgress?(step: { progress: number; total?: number | undefined; message?: string | undefined }): void;
  signal?: AbortSignal;
}

export interface ToolAnswer extends Json {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly isError?: boolean;
  readonly structuredContent?: unknown;
  readonly _meta?: Json;
}

/** One connected official client, whatever it speaks. Errors of the peer reject with the SDK's error: `code`, `data`. */
export interface GridClient {
  /** The revision both sides settled on. */
  readonly revision: string | undefined;
  readonly instructions: string | undefined;
  readonly serverName: string | undefined;
  readonly answers: Answers;
  readonly heard: Heard;
  /** The cheapest question the revision has: `ping`, or `server/discover`. */
  alive(): Promise<void>;
  list(): Promise<Lists>;
  call(name: string, args?: Json, options?: CallOptions): Promise<ToolAnswer>;
  read(uri: string): Promise<Json>;
  prompt(name: string, args: Record<string, string>): Promise<Json>;
  complete(prompt: string, argument: string, value: string): Promise<Json>;
  /** Asks to be told when this resource changes. @returns  takes the wish back */
  subscribe(uri: string): Promise<() => Promise<void>>;
  /** Asks to be told when the list of tools changes; where that is always told, does nothing. */
  hearOfTools(): Promise<() => Promise<void>>;
  /** Says that its roots changed; nothing where the revision has no such message. */
  announceRoots(): Promise<void>;
  /** From now on, log messages of at least this level. */
  logFrom(level: string): Promise<void>;
  close(): Promise<void>;
}

export const CLIENT_CAPABILITIES = {
  elicitation: { form: {}, url: {} },
  sampling: {},
  roots: { listChanged: true },
};

export const ROOT = 'file:///grid/root';

export const politeAnswers = (): Answers => ({
  elicit: ({ mode }) => (mode === 'url' ? { action: 'accept' } : { action: 'accept', content: { name: 'Ada' } }),
  sample: () => ({
    role: 'assistant',
    model: 'grid-model',
    stopReason: 'endTurn',
    content: { type: 'text', text: 'Hm.' },
  }),
  roots: () => ({ roots: [{ uri: ROOT, name: 'root' }] }),
});

export const openEars = (): Heard => ({ updated: [], logs: [], toolsChanged: 0, completed: [] });
