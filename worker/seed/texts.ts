import type { Severity } from "#packages/incidents/rules.ts";

export interface Story {
  title: string;
  description: string;
  severity: Severity;
  tags: string[];
  comments: string[];
  rootCause: string;
  actionTaken: string;
}

/** Things that go wrong in the businesses that the operations team looks after. */
export const stories: Story[] = [
  {
    title: "Payment gateway times out at checkout",
    description: "Card payments fail after 30 seconds. Wallet payments go through. First seen by the hotline.",
    severity: "SEV1",
    tags: ["payments", "checkout"],
    comments: [
      "The acquirer's status page is green, but their test endpoint takes 28 s.",
      "Switched half of the traffic to the second acquirer.",
    ],
    rootCause: "The acquirer had rotated a certificate; our proxy kept the old chain and retried the handshake.",
    actionTaken: "Reloaded the proxy with the new chain and lowered the connect timeout to 3 s.",
  },
  {
    title: "Customers get no one-time codes",
    description: "SMS codes for sign-in do not arrive on one network. Other networks are fine.",
    severity: "SEV1A",
    tags: ["sms", "sign-in"],
    comments: ["Aggregator confirms a queue of 40,000 messages."],
    rootCause: "The aggregator's route to the network was at its limit after a marketing campaign.",
    actionTaken: "Moved codes to the priority route; campaigns now have a route of their own.",
  },
  {
    title: "Order export is empty since midnight",
    description: "The nightly export to the warehouse has only the header line. Yesterday's file was complete.",
    severity: "SEV2",
    tags: ["warehouse", "export"],
    comments: ["The job ran before the replica had caught up."],
    rootCause: "The export reads from a replica that was 50 minutes behind after an index was built.",
    actionTaken: "Ran the export again from the primary. The job now checks the lag first.",
  },
  {
    title: "Agents hear an echo on inbound calls",
    description: "Three agents on the second floor report an echo on every inbound call. Outbound is fine.",
    severity: "SEV3",
    tags: ["telephony"],
    comments: ["All three are on the same switch.", "Replacing the headsets made no difference."],
    rootCause: "A firmware update reset the echo canceller of one session border controller.",
    actionTaken: "Restored the profile and pinned the firmware version.",
  },
  {
    title: "Dashboard figures are an hour old",
    description: "The sales dashboard shows the figures of the hour before. No error is shown.",
    severity: "SEV3",
    tags: ["reporting"],
    comments: ["The scheduler skipped one run; the next was on time."],
    rootCause: "A deploy during the run cancelled it, and nothing noticed.",
    actionTaken: "The run is repeated after a deploy; an alert fires when figures are older than 70 minutes.",
  },
  {
    title: "Refunds are stuck in review",
    description: "Refunds above the limit need two approvals, but the second approver cannot open the form.",
    severity: "SEV2",
    tags: ["refunds", "permissions"],
    comments: ["Works for approvers created before March."],
    rootCause: "The approver role lost a permission when roles were merged.",
    actionTaken: "Added the permission and released 31 refunds by hand.",
  },
  {
    title: "Chat widget does not load on Safari",
    description: "Visitors on Safari 17 see an empty box where the chat should be.",
    severity: "SEV3",
    tags: ["chat", "website"],
    comments: ["Blocked by the new content policy; other browsers have the old one cached."],
    rootCause: "The content policy did not list the chat's new host.",
    actionTaken: "Added the host and a test page per browser.",
  },
  {
    title: "Prepaid top-ups are booked twice",
    description: "Some customers see two top-ups for one payment. Finance counts 214 so far.",
    severity: "SEV0",
    tags: ["billing", "payments"],
    comments: [
      "Stopped the retry job at once.",
      "All doubles share one batch file.",
      "Finance has the list and reverses them.",
    ],
    rootCause: "A batch file was delivered twice under two names and both were processed.",
    actionTaken: "Files are recognised by their content now. All 214 bookings were reversed.",
  },
  {
    title: "New agents cannot sign in to the training portal",
    description: "Accounts made this week get a blank page after the sign-in.",
    severity: "SEV4",
    tags: ["training", "sign-in"],
    comments: ["The licence has 250 seats and all are taken."],
    rootCause: "The training licence had run out of seats.",
    actionTaken: "Released the seats of people who have left.",
  },
  {
    title: "Delivery tracking shows yesterday's status",
    description: "Courier updates do not arrive. Customers call about parcels that were delivered long ago.",
    severity: "SEV2",
    tags: ["logistics", "integrations"],
    comments: ["The courier's webhook answers 403 since their key was rotated."],
    rootCause: "The courier rotated its key and told an address that nobody reads.",
    actionTaken: "New key in place; the address now goes to the on-call list.",
  },
  {
    title: "Call recordings are missing for one queue",
    description: "The compliance team finds no recordings of the claims queue since Monday.",
    severity: "SEV1A",
    tags: ["telephony", "compliance"],
    comments: ["Disk of the recorder is full."],
    rootCause: "Retention stopped deleting old recordings after a path was renamed.",
    actionTaken: "Corrected the path, freed the disk, added a fill-level alert at 80 %.",
  },
  {
    title: "Slow search in the knowledge base",
    description: "Searching takes 10 to 15 seconds in the morning.",
    severity: "SEV4",
    tags: ["knowledge-base"],
    comments: [],
    rootCause: "The index is rebuilt at 8 o'clock, when the first shift starts.",
    actionTaken: "The rebuild runs at 3 o'clock now.",
  },
];
