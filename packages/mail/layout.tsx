/** @jsxImportSource hono/jsx */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { BadgeTone, MessageBody } from "#packages/core/message.ts";

const colours = {
  navy: "#042C53",
  teal: "#0F6E56",
  red: "#B42318",
  text: "#1b2733",
  muted: "#52606d",
  page: "#f3f5f7",
};
const badges: Record<BadgeTone, string> = {
  danger: "#B42318",
  warning: "#93500B",
  info: "#175CD3",
  neutral: "#52606d",
};
const font = "Inter, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

/** Mail programs that know no dark scheme, or no classes, show the light one that stands with each element. */
const dark = `@media (prefers-color-scheme: dark) {
  .page { background: #10161c !important; color: #e6ebf0 !important; }
  .card { background: #1b242d !important; }
  .heading { color: #e6ebf0 !important; }
  .muted { color: #a9b5c1 !important; }
}`;

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <tr>
      <td class="muted" style={`padding:4px 16px 4px 0;color:${colours.muted};white-space:nowrap;vertical-align:top`}>
        {name}
      </td>
      <td style="padding:4px 0">{value}</td>
    </tr>
  );
}

function Page({ body, children }: { body: MessageBody; children?: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{body.heading}</title>
        <style>{raw(dark)}</style>
      </head>
      <body class="page" style={`margin:0;background:${colours.page};font-family:${font};color:${colours.text}`}>
        <div style="display:none;max-height:0;overflow:hidden">{body.preview}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                class="card"
                style="max-width:560px;background:#ffffff;border-radius:8px;overflow:hidden"
              >
                <tr>
                  <td
                    style={`background:${body.urgent ? colours.red : colours.navy};color:#ffffff;padding:16px 28px;font-weight:600`}
                  >
                    {body.urgent ? "You are paged · D2C OPs" : "D2C OPs"}
                  </td>
                </tr>
                <tr>
                  <td style="padding:28px;font-size:16px;line-height:1.5">{children}</td>
                </tr>
              </table>
              <p
                class="muted"
                style={`max-width:560px;color:${colours.muted};font-size:13px;line-height:1.5;margin:16px auto 0`}
              >
                {body.footer}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Label({ body: { badge, label } }: { body: MessageBody }) {
  if (!badge && !label) return null;
  return (
    <p class="muted" style={`margin:0 0 8px;color:${colours.muted};font-weight:600;font-size:14px`}>
      {badge ? (
        <span
          style={`background:${badges[badge.tone]};color:#ffffff;padding:2px 8px;border-radius:4px;margin-right:8px`}
        >
          {badge.text}
        </span>
      ) : null}
      {label}
    </p>
  );
}

/** Of a page as wide as the screen, and before the story. */
function Action({ button, urgent }: MessageBody) {
  if (!button) return null;
  const shape = urgent ? "display:block;text-align:center;margin:0 0 20px" : "display:inline-block";
  return (
    <a
      href={button.url}
      style={`${shape};background:${urgent ? colours.red : colours.teal};color:#ffffff;text-decoration:none;font-weight:600;padding:12px 24px;border-radius:6px`}
    >
      {button.label}
    </a>
  );
}

/** A message as a page in the product's look. */
export function htmlOf(body: MessageBody): string {
  const page = (
    <Page body={body}>
      <Label body={body} />
      <h1 class="heading" style={`margin:0 0 16px;font-size:22px;line-height:1.3;color:${colours.navy}`}>
        {body.heading}
      </h1>
      {body.urgent ? <Action {...body} /> : null}
      {body.paragraphs.map((text) => (
        <p key={text} style="margin:0 0 16px">
          {text}
        </p>
      ))}
      <table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px;font-size:15px">
        {body.facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </table>
      {body.urgent ? null : <Action {...body} />}
    </Page>
  );
  return `<!doctype html>${raw(page.toString())}`;
}
