import type { ReactNode } from "react";
import { Badge } from "#app/components/ui/badge.tsx";
import { addressWords, type ShownAddress } from "#packages/core/secret-address.ts";
import type { SettingsFields } from "./settings-form.tsx";

/** The same settings for those who may only read them. */
export function SettingsList({ settings }: { settings: SettingsFields }) {
  const minutes = settings.unattendedMinutes;
  return (
    <dl className="flex flex-col gap-4">
      <Setting name="Name">{settings.name}</Setting>
      <Setting name="Time zone">{settings.timeZone}</Setting>
      <Setting name="Reminder of an unattended incident">{minutes > 0 ? `After ${minutes} minutes` : "Off"}</Setting>
      <Setting name="Root cause required for">
        {settings.requireRcaFor.length > 0 ? (
          <span className="flex flex-wrap gap-1.5">
            {settings.requireRcaFor.map((severity) => (
              <Badge key={severity}>{severity}</Badge>
            ))}
          </span>
        ) : (
          "No severity"
        )}
      </Setting>
      <Setting name="A person's requests a minute">
        {settings.readsPerMinute} reads, {settings.writesPerMinute} changes
      </Setting>
      <Setting name="Slack">{setUp(settings.slackWebhook)}</Setting>
      <Setting name="Webhook">{setUp(settings.webhook)}</Setting>
    </dl>
  );
}

const setUp = (known: ShownAddress | null) => (known ? `Set up: ${addressWords(known)}` : "Not set up");

function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
