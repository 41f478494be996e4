// Makes the first super admin of a deployed installation: node scripts/first-admin.mjs https://ops.example.com
// Asks for what it needs, so that no password lands in the shell's history. Works once; see docs/operations.md.
import { createInterface } from "node:readline/promises";

const [address] = process.argv.slice(2);
if (!address || !URL.canParse(address)) {
  console.error("Say where the product runs: npm run first-admin -- https://ops.example.com");
  process.exit(2);
}
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const token = await terminal.question("SETUP_TOKEN: ");
const email = await terminal.question("E-mail address: ");
const name = await terminal.question("Name: ");
const password = await terminal.question("Password (12 characters or more): ");
terminal.close();

const response = await fetch(new URL("/api/setup", address), {
  method: "POST",
  headers: { "content-type": "application/json", authorization: `Bearer ${token.trim()}` },
  body: JSON.stringify({ email: email.trim(), name: name.trim(), password }),
});
const answer = await response.json();
if (!response.ok) {
  console.error(answer.error?.message ?? `The answer was ${response.status}.`, answer.error?.fields ?? "");
  process.exit(1);
}
console.log(`${answer.user.name} is the first super admin. Sign in at ${address}, then remove SETUP_TOKEN.`);
