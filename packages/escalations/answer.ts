import type { Chain } from "./tables.ts";

export const chainAnswer = (chain: Chain) => ({
  id: chain.id,
  name: chain.name,
  severity: chain.severity,
  isActive: chain.isActive,
  repeat: chain.repeat,
  tiers: chain.tiers,
  version: chain.version,
  updatedAt: new Date(chain.updatedAt).toISOString(),
});
export type ChainAnswer = ReturnType<typeof chainAnswer>;
