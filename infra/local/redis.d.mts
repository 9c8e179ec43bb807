export interface RunningRedis {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export function findRedis(options?: { install?: boolean }): Promise<string | null>;
export function startRedis(options?: { port?: number }): Promise<RunningRedis>;
