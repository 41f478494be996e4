/** The D1 binding that mirrors a process. One today; a process moves by `resync()` into another. */
export const partitionOf = <T>(env: { DB: T }, _processId: string): T => env.DB;

/** The process that holds the platform's own affairs: the directory, the operating company's people, all feeds. */
export const platformProcess = "platform";
