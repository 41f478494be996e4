/** What the fault tests use of `ws`, which has no types of its own. */
declare module "ws" {
  export class WebSocket {
    constructor(url: string, options?: { headers?: Record<string, string>; perMessageDeflate?: boolean });
    once(event: "open", listener: () => void): this;
    once(event: "error", listener: (error: Error) => void): this;
    once(event: "close", listener: (code: number) => void): this;
    once(event: "message", listener: (data: Buffer) => void): this;
    on(event: "message", listener: (data: Buffer) => void): this;
    readonly readyState: number;
    terminate(): void;
  }
}
