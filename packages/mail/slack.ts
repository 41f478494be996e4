/** Text as Slack takes it: `<` would begin a command, such as one that calls a whole channel. */
export const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
