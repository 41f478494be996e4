import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { Badge } from "#app/components/ui/badge.tsx";
import { CopyButton } from "#app/components/ui/copy-button.tsx";
import { CalendarGrid } from "#app/components/ui/data/calendar-grid.tsx";
import { Chart } from "#app/components/ui/data/chart.tsx";
import { Diff } from "#app/components/ui/data/diff.tsx";
import { Fact, Facts } from "#app/components/ui/facts.tsx";
import { Prose } from "#app/components/ui/prose.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { Stepper } from "#app/components/ui/stepper.tsx";
import { AbsoluteTime } from "#app/components/ui/time.tsx";
import { TimelineItem, TimelineList } from "#app/components/ui/timeline.tsx";
import { titled } from "#app/kit/titled.ts";
import { weeksOf } from "#app/lib/calendar.server.ts";
import { drawChart } from "#app/lib/chart.server.ts";
import { diffOf } from "#app/lib/diff.server.ts";
import { renderMarkdown } from "#app/lib/markdown.server.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("Data · Kit");

const days = Array.from({ length: 14 }, (_, n) => `${n + 8} Nov`);
const series = [
  { label: "Opened", values: [2, 5, 3, 8, 4, 6, 1, 0, 3, 12, 7, 4, 5, 2] },
  { label: "Resolved", values: [1, 4, 4, 6, 5, null, 2, 1, 2, 9, 8, 6, 4, 3] },
];

const text = `### What happened
The **payment gateway** timed out, see https://status.example and \`gateway.log\`.

1. A certificate had run out.
2. Nobody was told.

> Renewed at 15:14.

| Service | Down for |
| --- | --- |
| Cards | 38 min |`;

export function loader(args: LoaderFunctionArgs) {
  requireLocalStart(args);
  return {
    lines: drawChart({ kind: "lines", columns: days, series }),
    bars: drawChart({
      kind: "bars",
      columns: days.slice(0, 7),
      series: series.map((one) => ({ ...one, values: one.values.slice(0, 7) })),
    }),
    weeks: weeksOf("2026-11"),
    diff: diffOf("Payments fail for some customers since 14:05.", "Card payments fail for every customer since 14:02."),
    html: renderMarkdown(text),
  };
}

const onCall: Record<string, string> = { "2026-11-21": "Sipho Zulu", "2026-11-22": "Lerato Dlamini" };

export default function Data() {
  const { lines, bars, weeks, diff, html } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="text-title">Data</h1>
      <Specimen name="Chart">
        <State of="Lines, with a day that was not measured">
          <Chart title="Incidents a day" column="Day" drawing={lines} />
        </State>
        <State of="Bars">
          <Chart title="Incidents of a week" column="Day" drawing={bars} />
        </State>
      </Specimen>
      <Specimen name="Calendar">
        <State of="A month; on phones the days that have something">
          <CalendarGrid
            caption="On call in November 2026"
            weeks={weeks}
            today="2026-11-21"
            content={(date) => (onCall[date] ? <p className="text-small">{onCall[date]}</p> : null)}
          />
        </State>
      </Specimen>
      <Specimen name="Difference">
        <State of="Words taken out and put in">
          <Diff parts={diff} />
        </State>
      </Specimen>
      <Story html={html} />
      <Specimen name="Stepper">
        <State of="Done, now, and to come">
          <Stepper
            label="Migration"
            steps={[
              { label: "Upload", to: "/kit/data", state: "done" },
              { label: "Check the columns", state: "current" },
              { label: "Import", state: "coming" },
            ]}
          />
        </State>
      </Specimen>
    </>
  );
}

function Story({ html }: { html: string }) {
  const at = Date.UTC(2026, 10, 21, 15, 14);
  return (
    <Specimen name="Section, facts, story, prose">
      <Section title="Facts" action={<CopyButton text="IGNITE-12" label="Copy the number" />}>
        <Facts>
          <Fact name="Number">IGNITE-12</Fact>
          <Fact name="Opened">
            <AbsoluteTime at={at} />
          </Fact>
          <Fact name="A long word">{"offline".repeat(30)}</Fact>
        </Facts>
      </Section>
      <TimelineList label="What happened">
        <TimelineItem icon="bell-ring">
          Sipho Zulu was paged by e-mail <AbsoluteTime at={at} className="text-small text-text-muted" />
        </TimelineItem>
        <TimelineItem
          icon="message-square"
          more={<p className="mt-1 rounded-md bg-surface-sunken px-3 py-2">Looking.</p>}
        >
          Sipho Zulu <Badge tone="warning">The client reads it</Badge>
        </TimelineItem>
      </TimelineList>
      <Section title="Prose">
        <Prose html={html} />
      </Section>
    </Specimen>
  );
}
