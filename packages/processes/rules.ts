export interface ProcessSettings {
  /** Minutes an incident may stay open and unassigned before everyone is reminded, once. */
  unattendedMinutes: number;
  stakeholderDomains: string[];
  /** Hour of the day, in the process's zone, of the nightly digest. */
  digestHour: number;
  slackWebhookUrl: string | null;
  webhookUrl: string | null;
  /** Severities that can't be resolved without a root cause. */
  requireRcaFor: string[];
  /** What one person may ask for, and change, within a minute. */
  readsPerMinute: number;
  writesPerMinute: number;
}

export const defaultSettings: ProcessSettings = {
  unattendedMinutes: 30,
  stakeholderDomains: [],
  digestHour: 7,
  slackWebhookUrl: null,
  webhookUrl: null,
  requireRcaFor: [],
  readsPerMinute: 600,
  writesPerMinute: 120,
};
