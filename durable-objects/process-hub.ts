import { DurableObject } from "cloudflare:workers";
import type { Acted, Acting, Envelope } from "#packages/core/command.ts";
import type { HubHealth } from "#packages/core/health.ts";
import type { Result } from "#packages/core/result.ts";
import type { Answers, Asking, Question } from "#packages/core/view.ts";
import type { Env } from "#worker/env.ts";
import { Engine } from "./engine.ts";
import { isNew } from "./opening.ts";
import { playAll } from "./play.ts";
import { actAfter, askAll } from "./trips.ts";
import { openSocket } from "./upgrade.ts";

/** One process's clock, database and switchboard. The class only forwards; `engine.ts` has the order of things. */
export class ProcessHub extends DurableObject<Env> {
  readonly engine: Engine;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.engine = new Engine(ctx, env);
    ctx.blockConcurrencyWhile(async () => this.engine.wake());
  }

  execute(envelope: Envelope): Promise<Result<unknown>> {
    return this.engine.execute(envelope);
  }

  view(question: Question): Result<unknown> {
    return this.engine.view(question);
  }

  /** Several questions of one request. */
  ask(asking: Asking): Answers {
    return askAll(this.engine, asking);
  }

  /** A command with the question that has to be answered before it. */
  act(acting: Acting): Promise<Acted> {
    return actAfter(this.engine, acting);
  }

  /** The upgrade to a socket. The Worker has checked the session and the Origin and says who it is. */
  override fetch(request: Request): Response {
    return openSocket(this.engine.hub, this.engine.sockets, request);
  }

  override async alarm(): Promise<void> {
    this.engine.alarm();
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.engine.sockets.message(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    this.engine.sockets.left(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.engine.sockets.left(socket);
  }

  /** Commands that another hub has for this one. */
  take(envelopes: Envelope[]): Promise<Result<unknown>[]> {
    return this.engine.take(envelopes);
  }

  /** On the platform's hub: events of another process, as JSON (RPC would copy each field by itself). */
  takeRelay(processId: string, processSlug: string, events: string): void {
    this.engine.takeRelay(processId, processSlug, events);
  }

  isNew(): Promise<boolean> {
    return isNew(this.engine.hub);
  }

  health(): HubHealth {
    return this.engine.health();
  }

  /** Wakes the hub and lets it do whatever is due; then it tells D1 anew when it is due next. */
  poke(): void {
    this.engine.poke();
  }

  restore(): Promise<Result<{ restored: boolean; rows: number }>> {
    return this.engine.restore();
  }

  /** Local demo only: plays commands at moments in the past, with everything that would have followed. */
  play(envelopes: Envelope[]): Promise<Result<unknown>[]> {
    return playAll(this.engine, envelopes);
  }
}
