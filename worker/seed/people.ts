import { corePrefixes, lettersOf, platformTag } from "#packages/core/ids.ts";
import { platformProcess } from "#packages/core/partition.ts";
import { internalRoles, type Role } from "#packages/core/permissions.ts";
import { regionNear } from "#packages/core/regions.ts";

export interface DemoPerson {
  id: string;
  email: string;
  name: string;
  role: Role;
  password: string;
}

export interface DemoProcess {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
}

const zones: Record<string, string> = {
  Ignite: "Asia/Kolkata",
  Sunking: "Africa/Nairobi",
  RDG: "Europe/London",
  MobiHive: "Asia/Kolkata",
  Momo: "Africa/Johannesburg",
  Sanlam: "Africa/Johannesburg",
  MBA: "Africa/Lagos",
  Muzanu: "Africa/Lusaka",
};

/** Ids of the demo say whose they are, to people too, and carry a tag as all ids do: the region's letter first. */
function tagIn(slug: string): string {
  if (slug === platformProcess) return platformTag;
  const zone = Object.entries(zones).find(([name]) => name.toLowerCase() === slug)?.[1] ?? "UTC";
  return `${lettersOf(regionNear(zone)).charAt(0)}${slug.padEnd(4, "0").slice(0, 4)}`;
}

export const demoProcesses: DemoProcess[] = Object.entries(zones).map(([name, timeZone]) => {
  const slug = name.toLowerCase();
  return { id: `${corePrefixes.process}_${tagIn(slug)}_${slug}`, slug, name, timeZone };
});

const team = "Operator@123";
const names: Record<string, [string, string, string, string]> = {
  ignite: ["Asha Menon", "Ravi Kulkarni", "Neha Shah", "Imran Qureshi"],
  sunking: ["Wanjiru Kamau", "Otieno Ouma", "Achieng Njeri", "Kip Korir"],
  rdg: ["Emma Clarke", "Tom Hughes", "Priya Nair", "Owen Davies"],
  mobihive: ["Karthik Iyer", "Meera Das", "Sana Khan", "Arjun Rao"],
  momo: ["Thabo Nkosi", "Lerato Dube", "Sipho Zulu", "Anele Botha"],
  sanlam: ["Johan van Wyk", "Naledi Mokoena", "Pieter Smit", "Zanele Cele"],
  mba: ["Chidi Okafor", "Amaka Obi", "Tunde Bello", "Ngozi Eze"],
  muzanu: ["Mwila Banda", "Chanda Phiri", "Natasha Zulu", "Joseph Mulenga"],
};

const person = (slug: string, key: string, name: string, role: Role, email: string, password = team): DemoPerson => ({
  id: `usr_${tagIn(slug)}_${slug}_${key}`,
  email,
  name,
  role,
  password,
});

const inTwo = ["sunking", "sanlam"];

/** The people of a client process: two operators, a manager and an admin everywhere; every role once in Ignite. */
export function peopleOf({ slug, name }: DemoProcess): DemoPerson[] {
  const [first = "", second = "", manager = "", admin = ""] = names[slug] ?? [];
  const at = (key: string) => `${key}.${slug}@d2ctelcare.com`;
  const core = [
    person(slug, "ops", first, "operator", at("ops")),
    person(slug, "ops2", second, "senior_operator", at("senior")),
    person(slug, "mgr", manager, "manager", at("mgr")),
    person(slug, "admin", admin, "admin", at("admin")),
  ];
  // One person in two processes: to switch between them.
  const both = person(slug, "both", "Zola Mbeki", "viewer", "both@d2ctelcare.com");
  if (inTwo.includes(slug)) core.push(both);
  const client = person(slug, "client", `${name} Stakeholder`, "client", `stakeholder@${slug}.com`, "Client@123");
  if (slug !== "ignite") return [...core, client];
  const others = (["viewer", "analyst", "support", "growth"] as const).map((role) =>
    person(slug, role, `${role[0]?.toUpperCase()}${role.slice(1)} of Ignite`, role, at(role)),
  );
  return [...core, ...others, client];
}

/** The operating company's own people. */
export const platformPeople: DemoPerson[] = [
  person(platformProcess, "admin", "D2C Super Admin", "super_admin", "admin@d2ctelcare.com", "Admin@D2C2026"),
  ...internalRoles.map((role) =>
    person(platformProcess, role, role.replaceAll("_", " "), role, `${role.replaceAll("_", ".")}@d2ctelcare.com`),
  ),
];
