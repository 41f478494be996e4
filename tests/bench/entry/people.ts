import { hubOf } from "#durable-objects/stub.ts";
import { migrations } from "#migrations/bundle.ts";
import { systemCaller } from "#packages/core/actor.ts";
import type { Command } from "#packages/core/command.ts";
import { coreId, newTag, tagOfProcess } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import type { Role } from "#packages/core/permissions.ts";
import { newId } from "#packages/ids.ts";
import { createProcess, registerTenant, updateProcess } from "#packages/processes/commands.server.ts";
import { createSession } from "#packages/sessions/commands.server.ts";
import { createUser } from "#packages/users/commands.server.ts";
import { type Env, settingsOf } from "#worker/env.ts";
import { signToken } from "#worker/tokens.ts";

const asSetup = systemCaller("setup");

export async function migrateD1(env: Env): Promise<void> {
  for (const { sql } of migrations)
    for (const statement of sql.split("--> statement-breakpoint"))
      if (statement.trim()) await env.DB.prepare(statement).run();
  await runOn(env, platformProcess, createProcess, { slug: "platform", name: "Platform", timeZone: "UTC" });
}

async function runOn<I, O>(env: Env, processId: string, command: Command<I, O>, input: unknown): Promise<O> {
  const commandId = coreId("command", Date.now(), tagOfProcess(processId));
  const result = await hubOf(env, processId).execute({
    commandId,
    name: command.name,
    input,
    caller: asSetup,
    requestId: commandId,
    ip: null,
    userAgent: null,
  });
  if (!result.ok) throw new Error(`${command.name}: ${result.error.message}`);
  // The hub ran this very command; RPC knows it only by name.
  return result.value as O;
}

/** A process with an admin and people, through the product's own commands. Answers a token of each, the admin's first. */
export async function makeProcess(env: Env, { slug, people }: { slug: string; people: number }) {
  const processId = coreId("process", Date.now(), newTag());
  const described = { slug, name: `Process ${slug}`, timeZone: "UTC" };
  await runOn(env, processId, createProcess, described);
  // A few people here do what thousands would.
  await runOn(env, processId, updateProcess, { readsPerMinute: 100_000, writesPerMinute: 100_000 });
  await runOn(env, platformProcess, registerTenant, { id: processId, ...described });
  const userIds: string[] = [];
  for (let i = 0; i < people; i++) {
    const id = newId("user", Date.now(), tagOfProcess(processId));
    const role: Role = i === 0 ? "admin" : "operator";
    const person = { id, email: `${role}.${i}@${slug}.test`, name: `Person ${i}`, role };
    await runOn(env, processId, createUser, person);
    userIds.push(id);
  }
  const tokens = await Promise.all(userIds.map((userId) => tokenOf(env, processId, slug, userId)));
  return { processId, userIds, tokens, token: tokens[0] ?? "" };
}

async function tokenOf(env: Env, processId: string, slug: string, userId: string): Promise<string> {
  const sid = newId("session", Date.now(), tagOfProcess(processId));
  const session = { id: sid, userId, ip: null, userAgent: "bench" };
  const { expiresAt } = await runOn(env, processId, createSession, session);
  return signToken(
    settingsOf(env).SESSION_SECRET,
    { userId, processId, role: "admin", processSlug: slug, sid },
    expiresAt,
  );
}
