/** A page says what it shows in 100 bytes, a few times a minute. */
const longest = 1_024;
const mostFrames = 20;
const windowMs = 10_000;

/**
 * What each socket may send. Counted in memory: a hub forgets by hibernating, and hibernates only after no socket has sent
 * anything for as long as the window.
 */
export class FrameLimit {
  private readonly counts = new WeakMap<WebSocket, { from: number; frames: number }>();

  /** Why this frame closes its socket; null when it may be read. `now` in UTC milliseconds. */
  refusal(socket: WebSocket, frame: string | ArrayBuffer, now: number): string | null {
    if (typeof frame !== "string") return "Only text is read here.";
    if (frame.length > longest) return "This frame is too long.";
    const known = this.counts.get(socket);
    const count = known && now - known.from < windowMs ? known : { from: now, frames: 0 };
    count.frames += 1;
    this.counts.set(socket, count);
    return count.frames > mostFrames ? "Too many frames in a short time." : null;
  }
}
