import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { seed } from "../../../scripts/lib/server.mjs";
import { createFakeResend, type FakeResend } from "../../support/fake-resend.mjs";
import { type AppProcess, startProcess } from "./process.mjs";
import { bindings, demoToken } from "./settings.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes; each test says what it expects of them
  body: any;
  text: string;
}

export interface Sent {
  method?: string;
  body?: unknown;
  key?: string;
}

interface AppOptions {
  /** Something that stands between the app and the fake Resend. */
  mailUrl?: (mail: FakeResend) => Promise<string>;
  /** With V8's inspector, at `running.inspector`. */
  inspected?: boolean;
}

/** The app as a real process on data of its own, with a fake Resend that outlives it. */
export class App {
  private process: AppProcess | null = null;
  private readonly dataDir = mkdtempSync(join(tmpdir(), "d2c-fault-"));

  private constructor(
    readonly port: number,
    readonly mail: FakeResend,
    private readonly mailUrl: string,
    private readonly inspected: boolean,
  ) {
    cpSync(inject("template"), this.dataDir, { recursive: true });
  }

  static async create({ mailUrl, inspected = false }: AppOptions = {}): Promise<App> {
    const mail = await createFakeResend();
    const app = new App(await freePort(), mail, (await mailUrl?.(mail)) ?? mail.url, inspected);
    await app.start();
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const { port, dataDir } = this;
    const mail = { RESEND_API_KEY: "re_test", RESEND_BASE_URL: this.mailUrl };
    this.process = await startProcess({
      bundle: inject("bundle"),
      port,
      dataDir,
      bindings: { ...bindings, ...mail },
      inspected: this.inspected,
    });
  }

  /** SIGKILL to the whole process group: no goodbye, nothing flushed. */
  async kill(): Promise<void> {
    await this.process?.kill();
    this.process = null;
  }

  get running(): AppProcess {
    if (!this.process) throw new Error("The app is not running.");
    return this.process;
  }

  seedAgain() {
    return seed(this.url, demoToken);
  }

  async close(): Promise<void> {
    await this.kill();
    await this.mail.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async signIn(process: string, role: string): Promise<Person> {
    const account = inject("accounts").find((one) => one.process === process && one.role === role);
    if (!account) throw new Error(`The demo has no ${role} in ${process}.`);
    const { status, body, text } = await this.send("/api/auth/login", null, {
      method: "POST",
      body: { email: account.email, password: account.password },
    });
    if (status !== 200) throw new Error(`Sign-in as ${account.email}: ${status} ${text}`);
    return new Person(this, body.token, body.user.id, account.email);
  }

  async send(path: string, token: string | null, { method = "GET", body, key }: Sent = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key ? { "idempotency-key": key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
  }
}

/** Somebody signed in. Their token outlives restarts of the app. */
export class Person {
  constructor(
    readonly app: App,
    readonly token: string,
    readonly id: string,
    readonly email: string,
  ) {}

  try(path: string, sent?: Sent): Promise<Answer> {
    return this.app.send(path, this.token, sent);
  }

  /** For what must succeed. */
  async send(path: string, sent?: Sent): Promise<Answer> {
    const answer = await this.try(path, sent);
    if (answer.status >= 300) throw new Error(`${sent?.method ?? "GET"} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  post(path: string, body: unknown, key?: string): Promise<Answer> {
    return this.send(path, { method: "POST", body, ...(key ? { key } : {}) });
  }

  /** Every row of a list, page by page. */
  async all(path: string): Promise<Answer["body"][]> {
    const items: Answer["body"][] = [];
    for (let cursor = ""; ; ) {
      const { body } = await this.send(`${path}${path.includes("?") ? "&" : "?"}limit=200${cursor}`);
      items.push(...body.items);
      if (!body.nextCursor) return items;
      cursor = `&cursor=${body.nextCursor}`;
    }
  }
}

/** A chain that pages one person after so many minutes, for a severity that the demo has no chain for. */
export const chainFor = (person: Person, severity: string, afterMinutes: number) => ({
  name: `Fault test ${severity}`,
  severity,
  tiers: [{ afterMinutes, channels: ["email"], userId: person.id }],
});
