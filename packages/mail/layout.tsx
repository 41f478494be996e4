/** @jsxImportSource hono/jsx */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { MessageBody } from "#packages/core/message.ts";

const colours = {
  navy: "#042C53",
  teal: "#0F6E56",
  text: "#1b2733",
  muted: "#52606d",
  border: "#d9e0e6",
  page: "#f3f5f7",
};
const font = "Inter, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <tr>
      <td style={`padding:4px 16px 4px 0;color:${colours.muted};white-space:nowrap;vertical-align:top`}>{name}</td>
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
        <title>{body.heading}</title>
      </head>
      <body style={`margin:0;background:${colours.page};font-family:${font};color:${colours.text}`}>
        <div style="display:none;max-height:0;overflow:hidden">{body.preview}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:560px;background:#ffffff;border-radius:8px;overflow:hidden"
              >
                <tr>
                  <td style={`background:${colours.navy};color:#ffffff;padding:16px 28px;font-weight:600`}>D2C OPs</td>
                </tr>
                <tr>
                  <td style="padding:28px;font-size:16px;line-height:1.5">{children}</td>
                </tr>
              </table>
              <p style={`max-width:560px;color:${colours.muted};font-size:13px;line-height:1.5;margin:16px auto 0`}>
                {body.footer}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

/** A message as a page in the product's look. */
export function htmlOf(body: MessageBody): string {
  const page = (
    <Page body={body}>
      {body.label ? (
        <p style={`margin:0 0 4px;color:${colours.muted};font-weight:600;font-size:14px`}>{body.label}</p>
      ) : null}
      <h1 style={`margin:0 0 16px;font-size:22px;line-height:1.3;color:${colours.navy}`}>{body.heading}</h1>
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
      {body.button ? (
        <a
          href={body.button.url}
          style={`display:inline-block;background:${colours.teal};color:#ffffff;text-decoration:none;font-weight:600;padding:12px 24px;border-radius:6px`}
        >
          {body.button.label}
        </a>
      ) : null}
    </Page>
  );
  return `<!doctype html>${raw(page.toString())}`;
}
