import { Avatar } from "#app/components/ui/avatar.tsx";
import { Badge, type Tone } from "#app/components/ui/badge.tsx";
import { Banner } from "#app/components/ui/banner.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Card, StatCard } from "#app/components/ui/card.tsx";
import { Progress } from "#app/components/ui/feedback/progress.tsx";
import { SkeletonRows } from "#app/components/ui/feedback/skeleton.tsx";
import { EmptyState, ErrorState } from "#app/components/ui/feedback/states.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { AbsoluteTime, Countdown, Duration, RelativeTime } from "#app/components/ui/time.tsx";
import { titled } from "#app/kit/titled.ts";
import { requireLocalStart } from "./local-start.server.ts";
import { Specimen, State } from "./specimen.tsx";

export const meta = titled("States · Kit");
export const loader = requireLocalStart;

const tones: Tone[] = ["neutral", "info", "success", "warning", "danger", "alarm"];
/** A fixed moment, so that pictures of this page can be compared. */
const then = Date.UTC(2026, 10, 21, 11, 51);

export default function States() {
  return (
    <>
      <h1 className="text-title">States</h1>
      <Specimen name="Badge and avatar">
        <State of="Every tone, with an icon and a word" row>
          {tones.map((tone) => (
            <Badge key={tone} tone={tone} icon="circle-check">
              {tone}
            </Badge>
          ))}
        </State>
        <State of="A person" row>
          <Avatar name="Sipho Zulu" />
          <Avatar name="Thabo" size="small" />
        </State>
      </Specimen>
      <Specimen name="Cards">
        <State of="A number that leads to its list">
          <div className="grid gap-3 sm:grid-cols-3">
            <StatCard label="Nobody will be paged" value={2} to="/kit/lists" note="SEV0 since 8 min" tone="danger" />
            <StatCard label="Not acknowledged" value={5} to="/kit/lists" tone="warning" />
            <StatCard label="Resolved today" value={12} to="/kit/lists" />
          </div>
        </State>
        <State of="With a title and an act">
          <Card title="On call" action={<Button size="small">Change</Button>}>
            Sipho Zulu until 08:00.
          </Card>
        </State>
      </Specimen>
      <Notices />
      <Specimen name="Under way">
        <State of="A job with a known end, and without one">
          <div className="flex flex-col gap-3">
            <Progress label="Restoring" value={12} max={40} note="12 of 40 hubs" />
            <Progress label="Counting" value={null} />
          </div>
        </State>
        <State of="Rows that are awaited, from 150 ms on">
          <SkeletonRows />
        </State>
      </Specimen>
      <Specimen name="Time">
        <State of="Absolute, relative, a duration, a countdown that has ended" row>
          <AbsoluteTime at={then} />
          <RelativeTime at={then} />
          <Duration from={then} to={then + 5_400_000} />
          <Countdown dueAt={then} />
        </State>
      </Specimen>
      <Specimen name="Nothing there">
        <State of="Empty">
          <EmptyState title="Nobody is on call tonight." action={<Button>Add someone</Button>}>
            Pages of tonight would reach nobody.
          </EmptyState>
        </State>
        <State of="Failed">
          <ErrorState
            icon="cloud-off"
            level="h2"
            title="Ignite could not be reached."
            kept="Nothing was lost."
            todo="Open the page again in a moment."
            code={503}
            requestId="req_01"
            action={<Button>Try again</Button>}
          />
        </State>
      </Specimen>
    </>
  );
}

const notices = [
  ["info", "Draft of 10:29.", "It was not saved yet."],
  ["success", "The chain is whole.", "12,480 entries were checked."],
  ["warning", "Mail rests.", "Messages stay here until the mail service answers."],
  ["danger", "Nobody is working on this and nobody will be paged.", "Take it, or page someone."],
] as const;

function Notices() {
  return (
    <Specimen name="Notice and banner">
      <State of="A strip in a page, in every tone">
        <div className="flex flex-col gap-2">
          {notices.map(([tone, title, text]) => (
            <Notice key={tone} tone={tone} title={title} action={<Button size="small">Look</Button>}>
              {text}
            </Notice>
          ))}
        </div>
      </State>
      <State of="Across the top of every page">
        <Banner tone="warning" action={<Button size="small">Settings</Button>}>
          Pages can't leave by e-mail: no mail service is set up.
        </Banner>
        <Banner tone="alarm">You are paged: SEV1 MOMO-11, payments time out.</Banner>
        <Banner tone="info">You act as Thabo Mokoena.</Banner>
      </State>
    </Specimen>
  );
}
