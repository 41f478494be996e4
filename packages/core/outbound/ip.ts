/** An address as numbers: four bytes, or eight groups of 16 bits. Null: it is a name. `host` as `URL` writes it. */
export function parseIp(host: string): number[] | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return host.split(".").map(Number);
  if (!host.startsWith("[")) return null;
  const [head = "", tail] = host.slice(1, -1).split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? "")];
  return tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill(0), ...after];
}

/** `10.0.0.0/8`, `[2001:db8::]/32`: everything of which the first bits are these. */
interface Range {
  parts: number[];
  bits: number;
}

function range(text: string): Range {
  const slash = text.lastIndexOf("/");
  return { parts: parseIp(text.slice(0, slash)) ?? [], bits: Number(text.slice(slash + 1)) };
}

function within(ip: number[], { parts, bits }: Range): boolean {
  if (ip.length !== parts.length) return false;
  const size = ip.length === 4 ? 8 : 16;
  return ip.every((part, index) => {
    const spare = Math.max(0, size - Math.max(0, bits - index * size));
    return part >> spare === (parts[index] ?? 0) >> spare;
  });
}

/** IANA's special-purpose registry for IPv4, and multicast. */
const specialFour = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map(range);

/** The one range of IPv6 that is handed out to the internet: mapped, NAT64, local and link addresses are outside of it. */
const globalSix = range("[2000::]/3");
/** The special-purpose registry within it: protocols (Teredo among them), documentation, 6to4, AS112. */
const specialSix = ["[2001::]/23", "[2001:db8::]/32", "[2002::]/16", "[2620:4f:8000::]/48", "[3fff::]/20"].map(range);

/** Whether an address is anybody's on the internet: not a network of somebody's own, this machine, a group or a tunnel. */
export function isPublicIp(ip: number[]): boolean {
  if (ip.length === 4) return !specialFour.some((one) => within(ip, one));
  return within(ip, globalSix) && !specialSix.some((one) => within(ip, one));
}
