import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { PriorityWord, SeverityBadge } from "#app/components/incident/badges.tsx";
import { Assignee } from "#app/components/incident/cells.tsx";
import { priorityOptions, severityOptions } from "#app/components/incident/looks.ts";
import { useShell } from "#app/components/shell/shell-data.ts";
import { Badge } from "#app/components/ui/badge.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import type { DetailIncident, IncidentDetail } from "./detail-data.server.ts";
import { EditableText } from "./editable-text.tsx";

const visibilityOptions = [
  { value: "false", label: "The team only" },
  { value: "true", label: "The client too" },
];

// Each paragraph runs the way its own script does.
const prose = "whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext]";

/** What is told in whole sentences. */
export function IncidentTexts({ incident }: { incident: DetailIncident }) {
  const { description, rootCause, actionTaken, faultReported, status } = incident;
  // Nobody looks for the cause before somebody has it: until then two empty fields stand in the way of what matters.
  const begun = status === "in_progress" || status === "resolved";
  const written = (text: string | null, otherwise: string) =>
    text ? <p className={prose}>{text}</p> : <p className="text-text-muted">{otherwise}</p>;
  return (
    <div className="flex flex-col gap-5">
      <Text title="Description">
        <EditableText incident={incident} field="description" label="Description">
          {written(description, "Nobody has described it yet.")}
        </EditableText>
      </Text>
      {faultReported && <Text title="Reported fault">{written(faultReported, "")}</Text>}
      {(begun || rootCause) && (
        <Text title="Root cause">
          <EditableText incident={incident} field="rootCause" label="Root cause">
            {written(rootCause, "Not known yet.")}
          </EditableText>
        </Text>
      )}
      {(begun || actionTaken) && (
        <Text title="Action taken">
          <EditableText incident={incident} field="actionTaken" label="Action taken">
            {written(actionTaken, "None written down yet.")}
          </EditableText>
        </Text>
      )}
    </div>
  );
}

function Text({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** What is told in a word. */
export function IncidentFacts({ detail: { incident, team } }: { detail: IncidentDetail }) {
  const { user, permissions } = useShell();
  const {
    attention,
    severity,
    priority,
    assigneeName,
    assignedToId,
    tags,
    clientVisible,
    openedAt,
    acknowledgedAt,
    resolvedAt,
  } = incident;
  const people = team.filter(
    ({ id, assignable }) =>
      id === assignedToId || (assignable && (id === user.id || permissions.includes("incidents.assign"))),
  );
  return (
    <dl className="flex flex-col gap-1">
      <Fact name="Severity">
        <EditableText
          incident={incident}
          field="severity"
          label="Severity"
          whole
          options={severityOptions}
          help="Saving starts the chains of the new severity, which may page somebody at once, and stops those of the old one."
        >
          <SeverityBadge severity={severity} withWord />
        </EditableText>
      </Fact>
      <Fact name="Priority">
        <EditableText incident={incident} field="priority" label="Priority" whole options={priorityOptions}>
          <PriorityWord priority={priority} />
        </EditableText>
      </Fact>
      <Fact name="Assignee">
        <EditableText
          incident={incident}
          field="assignedToId"
          label="Assignee"
          whole
          emptyLabel="Nobody"
          options={people.map(({ id, name }) => ({ value: id, label: id === user.id ? `${name} (me)` : name }))}
        >
          <Assignee name={assigneeName} attention={attention} />
        </EditableText>
      </Fact>
      <Fact name="Tags">
        <EditableText incident={incident} field="tags" label="Tags" whole single help="Separated by commas.">
          <span className="flex flex-wrap gap-1">
            {tags.length === 0 && <span className="text-text-muted">None</span>}
            {tags.map((tag) => (
              <Link
                key={tag}
                to={`/incidents?tag=${encodeURIComponent(tag)}`}
                className="relative z-10 min-w-0 max-w-full hover:underline"
              >
                <Badge title={tag}>
                  <span className="truncate">{tag}</span>
                </Badge>
              </Link>
            ))}
          </span>
        </EditableText>
      </Fact>
      <Fact name="Visible to">
        <EditableText incident={incident} field="clientVisible" label="Visible to" whole options={visibilityOptions}>
          {visibilityOptions[clientVisible ? 1 : 0]?.label}
        </EditableText>
      </Fact>
      <Fact name="Opened">
        <AbsoluteTime at={openedAt} />
      </Fact>
      {acknowledgedAt && (
        <Fact name="Acknowledged">
          <AbsoluteTime at={acknowledgedAt} />
        </Fact>
      )}
      {resolvedAt && (
        <Fact name="Resolved">
          <AbsoluteTime at={resolvedAt} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7.5em_minmax(0,1fr)] items-center gap-2 max-sm:min-h-11">
      <dt className="text-text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
