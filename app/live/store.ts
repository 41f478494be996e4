import { LiveConnection, type LiveSnapshot } from "./connection.ts";
import { type EventFilter, matches } from "./filter.ts";
import { isOwnAct } from "./own-acts.ts";
import type { ActivityEvent, Alert, JobProgress, PresentUser } from "./protocol.ts";

const GLOW_MS = 2_400;
const PRODUCT = "D2C OPs";
/** What came while a page was being loaded: more than that, and the next ones make it load again. */
const RECENT = 200;
const nobody: readonly PresentUser[] = [];
const keyOf = (entity: string, entityId: string) => `${entity}/${entityId}`;

export interface LiveOptions {
  /** The person here: their own changes do not glow, and they are not "someone else here". */
  userId: string;
  since: number | null;
  onSessionEnd: () => void;
}

/** `own`: an act of this window brought it. */
export type EventListener = (event: ActivityEvent, own: boolean) => void;

/** What the page knows from the socket, for React to subscribe to. */
export class LiveStore {
  readonly connection: LiveConnection;
  #snapshot: LiveSnapshot;
  #changed = new Set<() => void>();
  #listeners = new Set<{ filter: EventFilter; listener: EventListener }>();
  #recent: { event: ActivityEvent; own: boolean }[] = [];
  #onBehind = new Set<() => void>();
  #present = new Map<string, readonly PresentUser[]>();
  #jobs = new Map<string, JobProgress>();
  #alerts: readonly Alert[] | null = null;
  #glowing = new Map<string, string>();
  #userId: string;

  constructor({ userId, since, onSessionEnd }: LiveOptions) {
    this.#userId = userId;
    this.#snapshot = { state: "connecting", lastSeq: since, liveAt: null };
    this.connection = new LiveConnection(since, {
      onSnapshot: (snapshot) => {
        this.#snapshot = snapshot;
        this.#notify();
      },
      onEvent: (event, command) => this.hear(event, command),
      onBehind: () => {
        for (const reload of this.#onBehind) reload();
      },
      onPresence: (entity, entityId, users) => {
        this.#present.set(
          keyOf(entity, entityId),
          users.filter(({ id }) => id !== userId),
        );
        this.#notify();
      },
      onJob: (id, progress) => {
        this.#jobs.set(id, progress);
        this.#notify();
      },
      onAlerts: (alerts) => {
        this.#alerts = alerts;
        this.#notify();
      },
      onSessionEnd,
    });
  }

  subscribe = (listener: () => void) => {
    this.#changed.add(listener);
    return () => {
      this.#changed.delete(listener);
    };
  };

  snapshot = () => this.#snapshot;
  present = (entity: string, entityId: string) => this.#present.get(keyOf(entity, entityId)) ?? nobody;
  jobProgress = (id: string) => this.#jobs.get(id) ?? null;
  /** Null: the socket has not said yet. */
  alerts = () => this.#alerts;
  glowing = (entityId: string) => this.#glowing.get(entityId) ?? null;

  /** `after`: the listener is told at once what has come after this event lately. */
  listen(filter: EventFilter, listener: EventListener, after = Number.POSITIVE_INFINITY) {
    const entry = { filter, listener };
    this.#listeners.add(entry);
    for (const { event, own } of this.#recent) if (event.seq > after && matches(filter, event)) listener(event, own);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  /** Calls back when events were left out, because there were too many. */
  listenBehind = (reload: () => void) => {
    this.#onBehind.add(reload);
    return () => {
      this.#onBehind.delete(reload);
    };
  };

  /** An event of the socket, with the command that brought it where this person has sent that. */
  hear(event: ActivityEvent, command?: string) {
    const own = command !== undefined && isOwnAct(command);
    const { actor, entityId } = event;
    this.#recent = [...this.#recent.slice(1 - RECENT), { event, own }];
    if (actor.id !== this.#userId) this.#glow(entityId, actor);
    for (const { filter, listener } of this.#listeners) if (matches(filter, event)) listener(event, own);
  }

  /** What the product does after a person's act doesn't hide who that was. */
  #glow(entityId: string, { name, kind }: ActivityEvent["actor"]) {
    if (kind === "system" && this.#glowing.has(entityId)) return;
    this.#glowing.set(entityId, kind === "system" ? PRODUCT : name);
    this.#notify();
    setTimeout(() => {
      this.#glowing.delete(entityId);
      this.#notify();
    }, GLOW_MS);
  }

  #notify() {
    for (const listener of this.#changed) listener();
  }
}
