export interface RunningServer {
  url: string;
  port: number;
  pid: number;
  ended: Promise<{ code: number | null; signal?: string | null; error?: Error }>;
  runCron(): Promise<string>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export interface ServerOptions {
  port: number;
  dataDir: string;
  /** Override what .dev.vars or `envFile` say. */
  vars?: { [name: string]: string };
  /** Read instead of .dev.vars. */
  envFile?: string;
  onLine?: (line: string) => void;
}

export function urlOf(port: number): string;
export function migrate(dataDir: string): Promise<void>;
export function startServer(options: ServerOptions): Promise<RunningServer>;
export function seed(
  url: string,
  demoToken: string,
): Promise<{ seeded: boolean; accounts: { role: string; email: string; password: string; process: string }[] }>;
