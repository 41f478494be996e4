import { isPublicIp, parseIp } from "./ip.ts";

/** Where an address that people enter leads to. */
export type OutboundKind = "slack" | "webhook";

const slackHosts = ["hooks.slack.com", "hooks.slack-gov.com"];
/** Names of networks of somebody's own, which no public resolver answers for. */
const localNames = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|corp|home|home\.arpa|onion)$/;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The host as it is looked up: `URL` has it in small letters and numbers in their usual form. */
export const hostOf = (url: URL): string => url.hostname.replace(/\.$/, "");

/** Whether the product itself runs on somebody's own machine, where receivers may, too. */
export const isLocal = (appUrl: string): boolean => loopback.test(hostOf(new URL(appUrl)));

/**
 * Why nothing may be posted there, as a sentence; null: it may, as far as its spelling tells. What a name leads to is
 * looked at when something is sent. `allowLoopback` is for the demo and for tests.
 */
export function outboundProblem(text: string, kind: OutboundKind, allowLoopback: boolean): string | null {
  if (!URL.canParse(text)) return "This is not a web address.";
  const url = new URL(text);
  const host = hostOf(url);
  if (allowLoopback && loopback.test(host)) return null;
  if (url.protocol !== "https:") return "The address must begin with https.";
  if (url.port !== "") return "The address must not name a port.";
  if (url.username !== "" || url.password !== "") return "The address must not carry a name or password.";
  if (kind === "slack")
    return slackHosts.includes(host) ? null : "A Slack address begins with https://hooks.slack.com/.";
  const ip = parseIp(host);
  const leadsOut = ip ? isPublicIp(ip) : host.includes(".") && !localNames.test(host);
  return leadsOut ? null : "The address must be one on the internet.";
}
