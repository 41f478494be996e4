import { expect, it } from "vitest";
import { isLocal, outboundProblem } from "./address.ts";

it.each([
  "http://example.com/",
  "ftp://example.com/",
  "https://example.com:8443/",
  "https://name:secret@example.com/",
  "https://localhost/",
  "https://localhost./",
  "https://vm/hostname",
  "https://db.internal/",
  "https://metadata.google.internal./",
  "https://printer.local/",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://10.1.2.3/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://172.31.255.255/",
  "https://192.0.0.8/",
  "https://192.168.1.1/",
  "https://198.19.0.1/",
  "https://203.0.113.9/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://[::]/",
  "https://[::1]/",
  "https://[::7f00:1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:0:7f00:1]/",
  "https://[64:ff9b::a00:1]/",
  "https://[64:ff9b:1::a00:1]/",
  "https://[2001:0:1::1]/",
  "https://[2001:db8::1]/",
  "https://[2002:7f00:1::]/",
  "https://[3fff::1]/",
  "https://[fd00::1]/",
  "https://[fe80::1]/",
  "https://[febf::1]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
])("nothing is posted to %s", (url) => expect(outboundProblem(url, "webhook", false)).not.toBeNull());

it.each([
  "https://example.com/10.0.0.1",
  "https://example.com./",
  "https://example.com:443/",
  "https://172.15.0.1/",
  "https://172.32.0.1/",
  "https://100.128.0.1/",
  "https://[2606:4700::1111]/",
  "https://[2001:4860:4860::8888]/",
])("%s is on the internet", (url) => expect(outboundProblem(url, "webhook", false)).toBeNull());

it("a Slack address is one of Slack's, and on a machine of one's own a receiver may be on it", () => {
  expect(outboundProblem("https://hooks.slack.com/services/T0/B0/x", "slack", false)).toBeNull();
  expect(outboundProblem("https://hooks.slack.com.example.com/", "slack", false)).not.toBeNull();
  expect(outboundProblem("http://localhost:9000/", "webhook", true)).toBeNull();
  expect(outboundProblem("http://127.0.0.1:9000/", "slack", true)).toBeNull();
  expect(outboundProblem("http://10.0.0.1/", "webhook", true)).not.toBeNull();
  expect([isLocal("http://localhost:8787"), isLocal("https://ops.example.com")]).toEqual([true, false]);
});
