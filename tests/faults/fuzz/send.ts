import { Agent, request as httpRequest } from "node:http";
import type { FuzzRequest } from "./requests.ts";

const keptText = 500;
const hangMs = 120_000;

export interface FuzzAnswer {
  status: number;
  ms: number;
  bytes: number;
  /** Its beginning. */
  text: string;
}

/** Sends a request as it is: `fetch` would mend its method, its path and its headers. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(private readonly port: number) {}

  /** Rejects when there is no answer at all. A connection that was closed while it was idle says nothing: one more try. */
  send(request: FuzzRequest, token: string | null): Promise<FuzzAnswer> {
    return this.once(request, token).catch(() => this.once(request, token));
  }

  private once({ method, path, headers, body }: FuzzRequest, token: string | null): Promise<FuzzAnswer> {
    const began = performance.now();
    const options = {
      agent: this.agent,
      host: "127.0.0.1",
      port: this.port,
      method,
      path,
      headers: {
        ...headers,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { "content-length": String(body.length) } : {}),
      },
    };
    return new Promise((resolve, reject) => {
      const sent = httpRequest(options);
      const answered = (status: number, bytes: number, text: string) =>
        resolve({ status, bytes, text, ms: performance.now() - began });
      sent.setTimeout(hangMs, () => sent.destroy(new Error(`No answer after ${hangMs / 1000} s.`)));
      sent.once("error", reject);
      sent.once("upgrade", (response, socket) => {
        socket.destroy();
        answered(response.statusCode ?? 0, 0, "");
      });
      sent.once("response", (response) => {
        let [bytes, text] = [0, ""];
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          bytes += part.length;
          if (text.length < keptText) text += part.slice(0, keptText);
        });
        response.once("error", reject);
        response.once("end", () => answered(response.statusCode ?? 0, bytes, text));
      });
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
