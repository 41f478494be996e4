import type { Context } from "hono";
import { hubOf } from "#durable-objects/stub.ts";
import { mostWithout, type Visiting } from "#durable-objects/watching.ts";
import { clock } from "#packages/core/clock.ts";
import { errors } from "#packages/core/errors.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { can } from "#packages/core/permissions.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import type { AppEnv } from "./app-env.ts";
import { refusedSocket } from "./closed-socket.ts";
import { sessionOf } from "./context.ts";
import { askPlatform, Directory } from "./directory.ts";
import { settingsOf } from "./env.ts";
import { refused } from "./refused.ts";
import type { Session } from "./session.ts";
import { Visits } from "./visits.ts";

/** The upgrade: session and Origin are checked here, before the hub is woken, and the hub is told who it is. */
export async function socket(c: Context<AppEnv>): Promise<Response> {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
    return refused(c, errors.invalid("This address is a WebSocket. Connect with one."));
  const session = await sessionOf(c.env, c.req.raw, c.get("facts"));
  if (!session.ok) return isOwnPage(c) === false ? refused(c, session.error) : refusedSocket(c, session.error);
  c.set("session", session.value);
  const trusted = isOwnPage(c) ?? session.value.by === "bearer";
  if (!trusted) return refused(c, errors.forbidden("Sockets are opened from the product's own pages only."));
  const { user, sid, process, permissions } = session.value;
  const crosses = can(permissions, "platform.cross_process");
  if (!can(permissions, "activity.view")) return refusedSocket(c, errors.forbidden());
  const since = c.req.query("since");
  if (since !== undefined && !/^\d{1,15}$/.test(since))
    return refused(c, errors.invalid("since is the last number seen.", { since: ["Not a number."] }));
  // The hub of the own process: it has the session, and closes the socket when that ends. The platform's has all events.
  const hub = hubOf(c.env, process.id);
  const visiting = process.id === platformProcess && crosses ? await enterEverywhere(c, session.value) : ok(null);
  if (!visiting.ok) return refused(c, visiting.error);
  const identity = { sid, userId: user.id, name: user.name, viewing: null, visiting: visiting.value };
  const headers = new Headers({ upgrade: "websocket", "x-d2c-identity": encodeURIComponent(JSON.stringify(identity)) });
  const answer = await hub.fetch(
    new Request(`https://hub/socket${since === undefined ? "" : `?since=${since}`}`, { headers }),
  );
  // It ended between the two looks.
  return answer.status === 401 ? refusedSocket(c, errors.unauthenticated()) : answer;
}

/** By the Origin that browsers send with every upgrade; null without one. */
function isOwnPage(c: Context<AppEnv>): boolean | null {
  const origin = c.req.header("origin");
  if (origin === undefined) return null;
  return [new URL(c.req.url).origin, new URL(settingsOf(c.env).APP_URL).origin].includes(origin);
}

/** Whoever hears all processes visits each of them. Those that are away now are heard when they are back and entered. */
async function enterEverywhere(c: Context<AppEnv>, session: Session): Promise<Result<Visiting>> {
  const from = clock.now();
  const visits = new Visits(c.env, c.get("facts"), session);
  const everywhere = await visits.everywhere(new Directory(askPlatform(c.env)));
  if (!everywhere.ok) return everywhere;
  const without = everywhere.value.missing.map(({ id }) => id);
  if (without.length > mostWithout)
    return refuse(errors.unavailable(`${without.length} processes don't answer right now. Try again in a moment.`));
  return ok({ from, until: everywhere.value.until, without });
}
