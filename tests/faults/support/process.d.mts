export interface AppProcess {
  group: number;
  kill(): Promise<void>;
}

export interface ProcessSettings {
  bundle: string;
  port: number;
  dataDir: string;
  bindings: Record<string, string>;
}

export function bundle(entry: string, outDir: string): Promise<string>;
export function startProcess(settings: ProcessSettings): Promise<AppProcess>;
