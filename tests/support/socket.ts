import { env } from "./env.ts";
import { app, type TestUser } from "./harness.ts";

export interface OpenSocket {
  frames: string[];
  /** Set when the other end has closed it. */
  closed: Promise<{ code: number; reason: string }>;
  until(matches: (frame: string) => boolean): Promise<string>;
  send(frame: string | Uint8Array): void;
  close(): void;
}

/** The upgrade as a client asks for it; the answer is 101 with a socket, or a refusal. */
export async function upgrade(headers: Record<string, string>, since?: number | string): Promise<Response> {
  const query = since === undefined ? "" : `?since=${since}`;
  const request = new Request(`http://ops.test/api/activity/socket${query}`, {
    headers: { upgrade: "websocket", ...headers },
  });
  const ctx = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext;
  return app.fetch(request, env, ctx);
}

/** A socket of a signed-in person, by Bearer, with everything it hears. */
export async function openSocket(as: TestUser, since?: number): Promise<OpenSocket> {
  const response = await upgrade({ authorization: `Bearer ${as.token}` }, since);
  const socket = response.webSocket;
  if (!socket) throw new Error(`No socket: ${response.status} ${await response.text()}`);
  const frames: string[] = [];
  const waiting: { matches: (frame: string) => boolean; resolve: (frame: string) => void }[] = [];
  socket.addEventListener("message", ({ data }) => {
    frames.push(String(data));
    for (const one of waiting) if (one.matches(String(data))) one.resolve(String(data));
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason })),
  );
  socket.accept();
  return {
    frames,
    closed,
    until(matches) {
      const present = frames.find(matches);
      return present ? Promise.resolve(present) : new Promise((resolve) => waiting.push({ matches, resolve }));
    },
    send: (frame) => socket.send(frame),
    close: () => socket.close(),
  };
}
