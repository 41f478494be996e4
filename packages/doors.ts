/**
 * What the hosts ask of single modules, all of it here: a host imports registers and nothing else of `packages/`, so that whoever
 * takes a module's place changes this file and no host. What every module may have is in `modules.ts`.
 * In the order of the modules: lint sorts it.
 */

export { admit, attemptSignIn, refuseSignIn, setPassword, switchProcess } from "./accounts/commands.server.ts";
export { type Choice, choosingLasts } from "./accounts/rules.ts";
export { type Choices, processesOfUser, signInFacts } from "./accounts/views.server.ts";
export { eventsBefore, eventsSince } from "./activity/views.server.ts";
export { Left, noteLeft } from "./audit/commands.server.ts";
export { recordErrors } from "./errors/commands.server.ts";
export { Gathered } from "./errors/gathered.ts";
export { BrowserError } from "./errors/inputs.ts";
export { channelsResting, oldestQueued } from "./outbox/gauges.server.ts";
export { createProcess } from "./processes/commands.server.ts";
export type { TenantKey } from "./processes/queries.server.ts";
export { findTenants, heardOf, listTenants } from "./processes/views.server.ts";
export { createSession, endSession } from "./sessions/commands.server.ts";
export { currentSession } from "./sessions/views.server.ts";
export { createUser } from "./users/commands.server.ts";
export { enterProcess, leaveProcess } from "./visits/commands.server.ts";
export { visitsOfSession } from "./visits/queries.server.ts";
export { visitLength } from "./visits/rules.ts";
