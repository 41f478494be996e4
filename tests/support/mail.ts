import { vi } from "vitest";
import { clock, day } from "#packages/core/clock.ts";
import type { MessageBody } from "#packages/core/message.ts";
import { defaultResolver } from "#packages/core/outbound/resolve.server.ts";

/** For so long a repeat under one key is recognised. */
const keyKeptMs = day;

export interface SentMail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  deliveryId: string;
  processId: string;
  key: string;
}

export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | { hang: true; accepts: boolean }
  | { throws: string; accepts: boolean };

interface WireMail {
  to: string[];
  subject: string;
  text: string;
  html?: string;
  tags: { name: string; value: string }[];
}

const tagOf = (mail: WireMail, name: string): string => mail.tags.find((tag) => tag.name === name)?.value ?? "";

/** Resend at its HTTP edge: remembers keys as the real one does, and fails on demand. */
/** A message of nothing but a text. */
export const plainBody = (text: string): MessageBody => ({
  preview: "",
  heading: text,
  paragraphs: [],
  facts: [],
  footer: "",
});

export class FakeResend {
  readonly sent: SentMail[] = [];
  readonly requests: { key: string; size: number; deliveries: string[] }[] = [];
  readonly posts: { url: string; body: string }[] = [];
  /** What names lead to, where it is not somewhere on the internet. */
  names: Map<string, string[]> | "away" = new Map();
  /** What other receivers answer. */
  answers: () => Response = () => new Response("ok");
  faults: Fault[] = [];
  always: Fault | null = null;
  readonly refused = new Set<string>();
  private readonly answered = new Map<string, { body: string; answer: string; at: number }>();

  install(): this {
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) =>
      this.handle(new Request(input as RequestInfo, init)),
    );
    return this;
  }

  of(processId: string): SentMail[] {
    return this.sent.filter((mail) => mail.processId === processId);
  }

  private async handle(request: Request): Promise<Response> {
    const body = await request.text();
    if (request.url.startsWith(defaultResolver)) return this.lookUp(new URL(request.url).searchParams);
    if (!request.url.startsWith("http://resend.test/")) {
      this.posts.push({ url: request.url, body });
      return this.answers();
    }
    const key = request.headers.get("idempotency-key") ?? "";
    const mails = JSON.parse(body) as WireMail[];
    this.requests.push({ key, size: mails.length, deliveries: mails.map((mail) => tagOf(mail, "delivery")) });
    const fault = this.faults.shift() ?? this.always;
    if (fault && "status" in fault)
      return Response.json(
        fault.body ?? { statusCode: fault.status, name: "application_error", message: "made to fail" },
        { status: fault.status, headers: fault.headers },
      );
    if (fault && "accepts" in fault && fault.accepts) this.accept(key, body);
    if (fault && "throws" in fault) throw new Error(fault.throws);
    if (fault && "hang" in fault) return new Promise<Response>(() => {});
    const known = this.known(key);
    if (known && known.body !== body)
      return Response.json(
        { statusCode: 409, name: "invalid_idempotent_request", message: "the same key with another body" },
        { status: 409 },
      );
    return new Response(known?.answer ?? this.accept(key, body), { headers: { "content-type": "application/json" } });
  }

  /** The resolver at its edge. */
  private lookUp(params: URLSearchParams): Response {
    if (this.names === "away") throw new Error("the resolver is away");
    const wanted = params.get("type") === "A" ? 1 : 28;
    const found = this.names.get(params.get("name") ?? "") ?? ["93.184.215.14"];
    const all = found.map((data) => ({ type: data.includes(":") ? 28 : 1, data }));
    return Response.json({ Status: 0, Answer: all.filter(({ type }) => type === wanted) });
  }

  private known(key: string) {
    const known = this.answered.get(key);
    return known && clock.now() - known.at < keyKeptMs ? known : undefined;
  }

  private accept(key: string, body: string): string {
    const known = this.known(key);
    if (known) return known.answer;
    const errors: { index: number; message: string }[] = [];
    const data: { id: string }[] = [];
    for (const [index, mail] of (JSON.parse(body) as WireMail[]).entries()) {
      const to = mail.to[0] ?? "";
      if (this.refused.has(to)) {
        errors.push({ index, message: "Invalid `to` field" });
        continue;
      }
      this.sent.push({
        to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        deliveryId: tagOf(mail, "delivery"),
        processId: tagOf(mail, "process"),
        key,
      });
      data.push({ id: `mail_${this.sent.length}` });
    }
    const answer = JSON.stringify({ data, errors });
    this.answered.set(key, { body, answer, at: clock.now() });
    return answer;
  }
}
