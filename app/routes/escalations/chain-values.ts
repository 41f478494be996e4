import type { ChainAnswer } from "#packages/escalations/answer.ts";
import { type Channel, channels } from "#packages/escalations/rules.ts";

// Types and not interfaces: conform asks for an index signature, which only a type alias has by itself.
export type TierField = {
  id: string;
  afterMinutes: number;
  userId: string;
  channels: string[];
};

/** The form's fields as conform knows them. */
export type ChainForm = {
  name: string;
  severity: string;
  isActive: boolean;
  repeat: number;
  tiers: TierField[];
};

export const newTier = (afterMinutes: number) => ({ id: "", afterMinutes, userId: "", channels: ["email"] });

export const blankChain = {
  name: "",
  severity: "",
  isActive: true,
  repeat: 0,
  tiers: [newTier(0)],
};

export const valuesOf = ({ name, severity, isActive, repeat, tiers }: ChainAnswer) => ({
  name,
  severity: severity ?? "",
  isActive,
  repeat,
  tiers: tiers.map((tier) => ({ ...tier, userId: tier.userId ?? "" })),
});

/** What is written so far, as far as it can be read: for the sentence under the form. */
export function draftTiers(values: readonly unknown[]): ChainAnswer["tiers"] {
  return values.map((value, index) => {
    const tier = typeof value === "object" && value !== null ? value : {};
    const ticked = "channels" in tier ? [tier.channels].flat() : [];
    return {
      id: String(index),
      afterMinutes: "afterMinutes" in tier ? Number(tier.afterMinutes) || 0 : 0,
      userId: "userId" in tier && tier.userId ? String(tier.userId) : null,
      channels: channels.filter((channel: Channel) => ticked.includes(channel)),
    };
  });
}
