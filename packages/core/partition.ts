/** The D1 binding that mirrors a process. One today; a process moves by `resync()` into another. */
export const partitionOf = <T>(env: { DB: T }, _processId: string): T => env.DB;

/**
 * All of them, for what looks across processes. A tuple of one: who reads from it as a single database no longer compiles
 * when a second is added.
 */
export const partitionsOf = <T>(env: { DB: T }): [T] => [env.DB];

/** The process that holds the platform's own affairs: the directory, the operating company's people, all feeds. */
export const platformProcess = "platform";
