export interface AppProcess {
  group: number;
  /** Its address, when it was asked for. */
  inspector: string | null;
  kill(): Promise<void>;
}

export interface ProcessSettings {
  bundle: string;
  port: number;
  dataDir: string;
  bindings: Record<string, string>;
  inspected: boolean;
}

export interface Inspected<T> {
  /** A method of V8's inspector protocol. */
  ask(method: string): Promise<T>;
  close(): void;
}

export function bundle(entry: string, outDir: string): Promise<string>;
export function startProcess(settings: ProcessSettings): Promise<AppProcess>;
export function inspect<T>(inspectorUrl: string, worker: string): Promise<Inspected<T>>;
