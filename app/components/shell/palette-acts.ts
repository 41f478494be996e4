import { useLocation, useNavigate, useRouteLoaderData } from "@remix-run/react";
import { useAlerts } from "#app/components/alerts/use-alerts.ts";
import type { useIncidentAction } from "#app/components/incident/use-incident-action.ts";
import type { IconName } from "#packages/core/icons.ts";
import type { IncidentAnswer } from "#packages/incidents/answer.ts";
import { severities, severityWords } from "#packages/incidents/rules.ts";
import { useCan, useShell } from "./shell-data.ts";

/** One line of the palette. `asks`: it opens a list to choose from instead of ending. */
export interface PaletteAct {
  value: string;
  icon: IconName;
  keywords?: string[];
  keys?: string;
  run?: () => void;
  asks?: { what: string; choices: PaletteAct[] };
}

type Send = ReturnType<typeof useIncidentAction>["send"];

/** As its page has loaded it. */
interface OpenIncident {
  incident: Pick<IncidentAnswer, "id" | "number" | "severity" | "version" | "assignedToId" | "needsAcknowledgement">;
  team: { id: string; name: string }[];
}

/** What can be done with the incident that is open; without one, with the one that this person is paged for. */
export function useIncidentActs(send: Send): PaletteAct[] {
  const open = useOpenIncident();
  const [alert] = useAlerts();
  const navigate = useNavigate();
  const mayUpdate = useCan("incidents.update");
  const mayAssign = useCan("incidents.assign");
  const mayPage = useCan("escalations.run");
  const { user } = useShell();
  const paged = alert?.about.kind === "incident" ? alert.about : null;
  if (!open) {
    if (!paged || !mayUpdate) return [];
    return [
      {
        value: `Acknowledge ${paged.reference}`,
        icon: "check",
        keywords: ["ack", "take"],
        run: () => send(paged.id, "acknowledge"),
      },
    ];
  }
  const { incident, team } = open;
  const { id, number, severity, version, assignedToId, needsAcknowledgement } = incident;
  const edit = (field: string, value: string, base: string) => () =>
    send(id, "edit", { field, value, base, version: String(version) });
  const assign = (value: string) => edit("assignedToId", value, assignedToId ?? "");
  const acts: (PaletteAct | false)[] = [
    mayUpdate &&
      needsAcknowledgement && {
        value: `Acknowledge ${number}`,
        icon: "check",
        keywords: ["ack", "take"],
        keys: "a",
        run: () => send(id, "acknowledge"),
      },
    mayAssign && {
      value: `Assign ${number} to…`,
      icon: "user",
      keywords: ["assignee", "give"],
      asks: {
        what: `Assign ${number} to`,
        choices: [
          ...team.map(({ id: person, name }) => ({
            value: person === user.id ? `${name} (you)` : name,
            icon: "user" as const,
            run: assign(person),
          })),
          { value: "Nobody", icon: "user-x", run: assign("") },
        ],
      },
    },
    mayUpdate && {
      value: `Set the severity of ${number}…`,
      icon: "siren",
      keywords: ["sev", "raise", "lower", "change"],
      asks: {
        what: `Severity of ${number}`,
        choices: severities.map((each) => ({
          value: `${each} ${severityWords[each]}`,
          icon: "siren",
          run: edit("severity", each, severity),
        })),
      },
    },
    mayPage && {
      value: `Page somebody for ${number}…`,
      icon: "bell-ring",
      keywords: ["alert", "call", "wake", "responder", "escalate"],
      run: () => navigate(`/incidents/${number}/page`),
    },
  ];
  return acts.filter((act) => act !== false);
}

function useOpenIncident(): OpenIncident | null {
  const { pathname } = useLocation();
  // The page's loader answers with these among others; components know no route, and so not its type.
  const loaded = useRouteLoaderData("routes/incidents/detail") as OpenIncident | undefined;
  return pathname.startsWith("/incidents/") && loaded?.incident ? loaded : null;
}
