import { backoff } from "./backoff.ts";
import {
  type ActivityEvent,
  type Alert,
  type JobProgress,
  type PresentUser,
  parseFrame,
  type ServerFrame,
  type ViewingFrame,
} from "./protocol.ts";
import { onBehind, onEvent, onHello, type Sequence, startSequence } from "./sequence.ts";

/** `refused`: this person is told of nothing live. */
export type LiveState = "connecting" | "live" | "offline" | "refused";

export interface LiveSnapshot {
  state: LiveState;
  lastSeq: number | null;
  /** When the connection was last known to stand, in UTC milliseconds of this machine; null before the first time. */
  liveAt: number | null;
}

/** Proxies drop what is silent for a minute. */
const PING_MS = 30_000;
const PONG_WITHIN_MS = 10_000;
/** From opening the socket to the server's first word. */
const HELLO_WITHIN_MS = 10_000;
/** Closed by the server because the session ended. */
const SESSION_ENDED = 4401;
/** Closed because this person may not hear what happens: trying again changes nothing. */
const NOT_ALLOWED = 4403;
/** Closed because this session has newer windows open: this one comes back when it is looked at. */
const TOO_MANY_WINDOWS = 4429;
/** Between two frames that say what is shown: who leafs through twenty incidents need not tell of each. */
const VIEWING_EVERY_MS = 600;
/** Failures in a row before the page says that it is offline. */
const PATIENCE = 2;

export interface LiveHandlers {
  onSnapshot: (snapshot: LiveSnapshot) => void;
  onEvent: (event: ActivityEvent, command: string | undefined) => void;
  /** Events were left out: whatever is shown has to be loaded anew. */
  onBehind: () => void;
  onPresence: (entity: string, entityId: string, users: PresentUser[]) => void;
  onJob: (id: string, progress: JobProgress) => void;
  onAlerts: (alerts: Alert[]) => void;
  onSessionEnd: () => void;
}

/** The page's one socket: comes back by itself and asks for exactly what it missed. */
export class LiveConnection {
  #handlers: LiveHandlers;
  #socket: WebSocket | null = null;
  #sequence: Sequence;
  #state: LiveState = "connecting";
  #liveAt: number | null = null;
  #attempt = 0;
  #stopped = false;
  #viewing: ViewingFrame | null = null;
  /** What this socket has been told last. */
  #told: ViewingFrame | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #pong: ReturnType<typeof setTimeout> | undefined;
  #hello: ReturnType<typeof setTimeout> | undefined;

  constructor(since: number | null, handlers: LiveHandlers) {
    this.#sequence = startSequence(since);
    this.#handlers = handlers;
  }

  /** Opens the socket; again after `stop`, or when a session that ended was begun anew. */
  start() {
    this.#stopped = false;
    this.#attempt = 0;
    window.addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#open();
  }

  stop() {
    this.#stopped = true;
    window.removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#drop();
  }

  view(entity: string | null, entityId: string | null) {
    this.#viewing = { type: "viewing", entity, entityId };
    this.#sendViewing();
  }

  /** Says that these were noticed here. What doesn't reach the server is offered again with the next hello. */
  took(ids: readonly string[]) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: "took", ids }));
  }

  #open() {
    this.#drop();
    const { lastSeq } = this.#sequence;
    const url = new URL("/api/activity/socket", window.location.href);
    url.protocol = url.protocol.replace("http", "ws");
    if (lastSeq !== null) url.searchParams.set("since", String(lastSeq));
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#hello = setTimeout(() => this.#closed(0), HELLO_WITHIN_MS);
    socket.addEventListener("message", ({ data }) => {
      clearTimeout(this.#pong);
      this.#liveAt = Date.now();
      const frame = parseFrame(data);
      if (frame && socket === this.#socket) this.#receive(frame);
    });
    socket.addEventListener("close", ({ code }) => {
      if (socket === this.#socket) this.#closed(code);
    });
    this.#ping = setInterval(() => this.#checkAlive(), PING_MS);
  }

  /** Lets go of the present socket; its late events no longer count. */
  #drop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#pong);
    clearTimeout(this.#hello);
    clearInterval(this.#ping);
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#told = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #receive(frame: ServerFrame) {
    if (frame.type === "hello") {
      clearTimeout(this.#hello);
      this.#sequence = onHello(this.#sequence, frame.lastSeq);
      this.#attempt = 0;
      this.#sendViewing();
      this.#handlers.onAlerts(frame.pages ?? []);
      this.#report("live");
    } else if (frame.type === "pages") {
      this.#handlers.onAlerts(frame.pages);
    } else if (frame.type === "presence") {
      this.#handlers.onPresence(frame.entity, frame.entityId, frame.users);
    } else if (frame.type === "job") {
      const { type: _type, id, ...progress } = frame;
      this.#handlers.onJob(id, progress);
    } else if (frame.type === "behind") {
      this.#sequence = onBehind(this.#sequence);
      this.#handlers.onBehind();
      this.#report(this.#state);
    } else {
      const { sequence, outcome } = onEvent(this.#sequence, frame.event.seq);
      this.#sequence = sequence;
      if (outcome === "resync") this.#open();
      if (outcome !== "deliver") return;
      this.#handlers.onEvent(frame.event, frame.command);
      this.#report(this.#state);
    }
  }

  #closed(code: number) {
    this.#drop();
    if (this.#stopped) return;
    if (code === SESSION_ENDED) {
      this.#stopped = true;
      this.#report("offline");
      this.#handlers.onSessionEnd();
      return;
    }
    if (code === NOT_ALLOWED) {
      this.#stopped = true;
      return this.#report("refused");
    }
    if (code === TOO_MANY_WINDOWS && document.visibilityState === "hidden") return this.#report("offline");
    this.#report(this.#attempt >= PATIENCE || !navigator.onLine ? "offline" : "connecting");
    this.#retry = setTimeout(() => this.#open(), backoff(this.#attempt++));
  }

  #checkAlive() {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send("ping");
    clearTimeout(this.#pong);
    this.#pong = setTimeout(() => this.#closed(0), PONG_WITHIN_MS);
  }

  /** Back from sleep or from a tunnel: no reason to wait for the next try. */
  #wake = () => {
    if (this.#stopped || document.visibilityState === "hidden") return;
    if (this.#socket === null) this.#open();
    else this.#checkAlive();
  };

  #sendViewing() {
    const isNews = this.#viewing !== null && this.#viewing !== this.#told;
    if (!isNews || this.#pause !== undefined || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify(this.#viewing));
    this.#told = this.#viewing;
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#sendViewing();
    }, VIEWING_EVERY_MS);
  }

  #report(state: LiveState) {
    this.#state = state;
    this.#handlers.onSnapshot({ state, lastSeq: this.#sequence.lastSeq, liveAt: this.#liveAt });
  }
}
