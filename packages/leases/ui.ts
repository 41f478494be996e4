import type { ModuleUi } from "#packages/core/ui.ts";

export const leasesUi: ModuleUi = {
  entities: [{ kind: "lease", name: "Lease", plural: "Leases", icon: "hourglass", path: () => null }],
};
