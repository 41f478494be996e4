import { expect, it } from "vitest";
import { isPrivateAddress } from "./address.ts";

it.each([
  "http://localhost:8787/x",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://10.1.2.3/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://[::1]/",
  "https://[fd00::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://db.internal/",
  "ftp://example.com/",
])("%s leads into a network of somebody's own", (url) => expect(isPrivateAddress(url)).toBe(true));

it.each(["https://hooks.slack.com/services/T0/B0/x", "https://172.15.0.1/", "https://example.com/10.0.0.1"])(
  "%s is on the internet",
  (url) => expect(isPrivateAddress(url)).toBe(false),
);
