import { WebSocket } from "ws";

const mark = Buffer.from('"seq":');
const behind = Buffer.from('"type":"behind"');
const zero = 48;

/** The event's number, read from the bytes: parsing five million frames would measure the test. Null: no event. */
function seqOf(frame: Buffer): number | null {
  let place = frame.indexOf(mark);
  // The greeting says `lastSeq`, which the mark with its opening quote doesn't match.
  if (place < 0) return null;
  let seq = 0;
  for (place += mark.length; ; place++) {
    const digit = (frame[place] ?? 0) - zero;
    if (digit < 0 || digit > 9) return seq;
    seq = seq * 10 + digit;
  }
}

/** One watcher: remembers the last number it saw and asks for what came after when it comes back. */
export class Watcher {
  seen = 0;
  connects = 0;
  problems: string[] = [];
  private socket: WebSocket | null = null;

  constructor(
    private readonly url: string,
    private readonly token: string,
    public lastSeq: number,
  ) {}

  connect(): Promise<void> {
    this.connects += 1;
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${this.url.replace("http", "ws")}/api/activity/socket?since=${this.lastSeq}`, {
        headers: { authorization: `Bearer ${this.token}` },
        perMessageDeflate: false,
      });
      this.socket = socket;
      socket.once("open", () => resolve());
      socket.once("error", reject);
      // Closed by the app, as when a window too many is open: it comes back, as a page does.
      socket.once("close", () => this.socket === socket && this.comeBack());
      socket.on("message", (frame: Buffer) => {
        // What was still on its way to a socket that was dropped counts as not received.
        if (this.socket === socket) this.take(frame);
      });
    });
  }

  private comeBack(): void {
    this.drop();
    this.connect().catch((error) => this.problems.push(String(error)));
  }

  private take(frame: Buffer): void {
    // More was missed than is sent at once: what there was has come, and the rest is asked for.
    if (frame.indexOf(behind) >= 0) this.comeBack();
    const seq = seqOf(frame);
    if (seq === null) return;
    if (seq !== this.lastSeq + 1) this.problems.push(`${seq} came after ${this.lastSeq}`);
    this.lastSeq = seq;
    this.seen += 1;
  }

  /** Without a goodbye, as a train in a tunnel. */
  drop(): void {
    this.socket?.terminate();
    this.socket = null;
  }
}
