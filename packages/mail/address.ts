const privateNames = /^(localhost|.*\.(localhost|local|internal|home\.arpa))$/i;
const privateNumbers = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];
const privateSix = /^\[(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*|::ffff:.*)\]$/i;

/** Whether an address leads into somebody's own network instead of the internet: nothing of ours is posted there. */
export function isPrivateAddress(url: string): boolean {
  const { hostname, protocol } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return true;
  return (
    privateNames.test(hostname) || privateSix.test(hostname) || privateNumbers.some((range) => range.test(hostname))
  );
}
