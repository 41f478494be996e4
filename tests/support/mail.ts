import { vi } from "vitest";

export interface SentMail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  deliveryId: string;
  processId: string;
  key: string;
}

type Fault =
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

/** Resend at its HTTP edge: remembers keys as the real one does, and fails on demand. */
export class FakeResend {
  readonly sent: SentMail[] = [];
  readonly requests: { key: string; size: number }[] = [];
  readonly posts: { url: string; body: string }[] = [];
  faults: Fault[] = [];
  always: Fault | null = null;
  readonly refused = new Set<string>();
  private readonly answered = new Map<string, { body: string; answer: string }>();

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
    if (!request.url.startsWith("http://resend.test/")) {
      this.posts.push({ url: request.url, body });
      return new Response("ok");
    }
    const key = request.headers.get("idempotency-key") ?? "";
    this.requests.push({ key, size: JSON.parse(body).length });
    const fault = this.faults.shift() ?? this.always;
    if (fault && "status" in fault)
      return Response.json(
        fault.body ?? { statusCode: fault.status, name: "application_error", message: "made to fail" },
        { status: fault.status, headers: fault.headers },
      );
    if (fault && "accepts" in fault && fault.accepts) this.accept(key, body);
    if (fault && "throws" in fault) throw new Error(fault.throws);
    if (fault && "hang" in fault) return new Promise<Response>(() => {});
    const known = this.answered.get(key);
    if (known && known.body !== body)
      return Response.json(
        { statusCode: 409, name: "invalid_idempotent_request", message: "the same key with another body" },
        { status: 409 },
      );
    return new Response(known?.answer ?? this.accept(key, body), { headers: { "content-type": "application/json" } });
  }

  private accept(key: string, body: string): string {
    const known = this.answered.get(key);
    if (known) return known.answer;
    const errors: { index: number; message: string }[] = [];
    const data: { id: string }[] = [];
    for (const [index, mail] of (JSON.parse(body) as WireMail[]).entries()) {
      const to = mail.to[0] ?? "";
      if (this.refused.has(to)) {
        errors.push({ index, message: "Invalid `to` field" });
        continue;
      }
      const tag = (name: string) => mail.tags.find((one) => one.name === name)?.value ?? "";
      this.sent.push({
        to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        deliveryId: tag("delivery"),
        processId: tag("process"),
        key,
      });
      data.push({ id: `mail_${this.sent.length}` });
    }
    const answer = JSON.stringify({ data, errors });
    this.answered.set(key, { body, answer });
    return answer;
  }
}
