import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConnection } from "./connection.ts";

/** The browser's socket, with the test at the other end. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  readonly readyState = 1;
  readonly sent: string[] = [];
  constructor(readonly url: URL) {
    super();
    FakeSocket.opened.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {}
  says(...frames: unknown[]) {
    for (const frame of frames) this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
  ends(code: number) {
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}

const activity = (seq: number) => ({ type: "activity", event: { seq } });

describe("the page's connection", () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const seen: unknown[] = [];
  const states: string[] = [];
  const commands: (string | undefined)[] = [];
  let connection: LiveConnection;

  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.opened = [];
    page.visibilityState = "visible";
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("document", page);
    vi.stubGlobal("window", Object.assign(new EventTarget(), { location: { href: "https://ops.test/incidents" } }));
    for (const list of [seen, states, commands]) list.length = 0;
    connection = new LiveConnection(0, {
      onSnapshot: ({ state }) => states.push(state),
      onEvent: (event, command) => {
        seen.push(event.seq);
        commands.push(command);
      },
      onBehind: () => seen.push("load anew"),
      onPresence: () => {},
      onJob: () => {},
      onAlerts: () => {},
      onSessionEnd: () => seen.push("session ended"),
    });
    connection.start();
  });
  afterEach(() => {
    connection.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const [latest, since] = [() => FakeSocket.opened.at(-1), () => latest()?.url.searchParams.get("since")];

  it("loads anew what was left out, and goes on live from where the server stood", () => {
    latest()?.says(
      { type: "hello", lastSeq: 1_200 },
      activity(1),
      activity(2),
      { type: "behind", nextSince: 2 },
      activity(1_201),
    );
    expect(seen).toEqual([1, 2, "load anew", 1_201]);
    expect(FakeSocket.opened).toHaveLength(1);
    latest()?.ends(1006);
    vi.advanceTimersByTime(1_000);
    latest()?.says({ type: "hello", lastSeq: 1_201 });
    expect([FakeSocket.opened.length, since()]).toEqual([2, "1201"]);
  });

  it("rests when newer windows took its place, until it is looked at", () => {
    latest()?.says({ type: "hello", lastSeq: 5 });
    page.visibilityState = "hidden";
    latest()?.ends(4429);
    vi.advanceTimersByTime(3_600_000);
    expect(FakeSocket.opened).toHaveLength(1);
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    expect(FakeSocket.opened).toHaveLength(2);
  });

  it("tells what is shown once, and only the last of many in a moment", () => {
    latest()?.says({ type: "hello", lastSeq: 5 });
    for (let index = 0; index < 50; index++) {
      connection.view("incident", `inc_${index}`);
      connection.view(null, null);
    }
    connection.view("incident", "inc_last");
    vi.advanceTimersByTime(10_000);
    const told = latest()
      ?.sent.filter((text) => text !== "ping")
      .map((text) => (JSON.parse(text) as { entityId: string }).entityId);
    expect(told).toEqual(["inc_0", "inc_last"]);
  });

  it("tries anew where the server says nothing within ten seconds", () => {
    vi.advanceTimersByTime(9_999);
    expect([FakeSocket.opened.length, states]).toEqual([1, []]);
    vi.advanceTimersByTime(10_000);
    expect(FakeSocket.opened).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(states).toContain("offline");
    const opened = FakeSocket.opened.length + 1;
    while (FakeSocket.opened.length < opened) vi.advanceTimersByTime(1_000);
    latest()?.says({ type: "hello", lastSeq: 5 });
    vi.advanceTimersByTime(20_000);
    expect([states.at(-1), FakeSocket.opened.length]).toEqual(["live", opened]);
  });

  it.each([
    [4401, ["session ended"], "offline"],
    [4403, [], "refused"],
  ])("does not try again when it was closed with %i, also when it is looked at", (code, told, state) => {
    latest()?.says({ type: "hello", lastSeq: 5 });
    latest()?.ends(code);
    vi.advanceTimersByTime(3_600_000);
    page.dispatchEvent(new Event("visibilitychange"));
    expect([seen, states.at(-1), FakeSocket.opened.length]).toEqual([told, state, 1]);
  });

  it("is opened anew, where it was, once somebody has signed in again", () => {
    latest()?.says({ type: "hello", lastSeq: 1 }, activity(1));
    latest()?.ends(4401);
    connection.start();
    expect([FakeSocket.opened.length, since()]).toEqual([2, "1"]);
  });

  it("says which command of this person's an event comes from", () => {
    latest()?.says({ type: "hello", lastSeq: 0 }, { ...activity(1), command: "key" }, activity(2));
    expect(commands).toEqual(["key", undefined]);
  });
});
