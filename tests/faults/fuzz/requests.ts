import { Dice } from "../../simulation/dice.ts";
import { contentTypes, methods, noise, oddBodies, oddNames, oddTexts } from "./material.ts";
import type { Target } from "./targets.ts";

export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface Material {
  targets: Target[];
  ids: string[];
  /** The page's own origin: without it nothing would get past the check for other sites. */
  origin: string;
}

/** Half a character can't be written as UTF-8; it goes as the bytes that a careless client would send. */
const encoded = (text: string): string =>
  Array.from(text, (character) =>
    /^[\ud800-\udfff]$/.test(character) ? "%ED%A0%80" : encodeURIComponent(character),
  ).join("");

class Composer {
  constructor(
    private readonly dice: Dice,
    private readonly material: Material,
  ) {}

  /** A thousand kinds of request; what is wrong about it is left to chance, and so is how much. */
  any(): FuzzRequest {
    const target = this.dice.pick(this.material.targets);
    const method = this.dice.chance(0.9) ? this.dice.pick(target.methods) : this.dice.pick(methods);
    const path = `${this.pathOf(target)}${this.dice.chance(0.5) ? `?${this.query(target)}` : ""}`;
    const isBare = (method === "GET" || method === "HEAD") && this.dice.chance(0.9);
    const { type, body } = isBare ? { type: "", body: null } : this.body(target);
    return { method, path, headers: this.headers(type), body };
  }

  private pathOf({ path }: Target): string {
    const filled = path.replace(/:\w+|\*/g, () => this.segment());
    if (path.startsWith("/api/") || this.dice.chance(0.8)) return filled;
    return `${filled === "/" ? "/_root" : filled}.data`;
  }

  private segment(): string {
    const { dice } = this;
    if (dice.chance(0.6) && this.material.ids.length > 0) return encodeURIComponent(dice.pick(this.material.ids));
    return dice.chance(0.2)
      ? dice.pick(["%", "%00", "%ff", "..%2f..", "%E0%A4%A"])
      : encoded(this.text()).slice(0, 4_000);
  }

  private text(): string {
    const { dice } = this;
    switch (dice.weighted({ odd: 4, id: 3, noise: 2, number: 1 })) {
      case "odd":
        return dice.pick(oddTexts);
      case "id":
        return this.material.ids.length > 0 ? dice.pick(this.material.ids) : "1";
      case "noise":
        return noise(dice, dice.int(0, 40));
      case "number":
        return String(dice.int(-5, 1_000_000));
    }
  }

  /** Mostly something that the address knows, so that what is odd about the rest gets past the first check. */
  private word(target: Target): string {
    return target.words.length > 0 && this.dice.chance(0.7) ? this.dice.pick(target.words) : this.text();
  }

  private name(target: Target): string {
    return target.words.length > 0 && this.dice.chance(0.7) ? this.dice.pick(target.words) : this.dice.pick(oddNames);
  }

  private fields(target: Target): [string, string][] {
    const most = this.dice.chance(0.05) ? 800 : 12;
    const names = Array.from({ length: this.dice.int(0, most) }, () => this.name(target));
    const intent: [string, string][] = this.dice.chance(0.5) ? [["intent", this.word(target)]] : [];
    return [...intent, ...names.map((name): [string, string] => [name, this.word(target)])];
  }

  private query(target: Target): string {
    const fields = this.fields(target).slice(0, 8);
    return fields
      .map(([name, value]) => `${encoded(name.slice(0, 300))}=${encoded(value.slice(0, 500))}`)
      .join("&")
      .slice(0, 8_000);
  }

  private value(target: Target, depth: number): unknown {
    const { dice } = this;
    if (depth > 3 || dice.chance(0.6))
      return dice.pick<unknown>([this.word(target), dice.int(-1, 99), null, true, 0.1, 1e308]);
    const inner = Array.from({ length: dice.int(0, 4) }, () => this.value(target, depth + 1));
    return dice.chance(0.5) ? inner : Object.fromEntries(inner.map((one) => [this.name(target).slice(0, 2_000), one]));
  }

  private body(target: Target): { type: string; body: Buffer } {
    const { dice } = this;
    const odd = () => dice.pick(contentTypes);
    switch (dice.weighted({ form: 5, json: 4, multipart: 2, odd: 2, noise: 1 })) {
      case "form": {
        const text = this.fields(target)
          .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
          .join("&");
        return { type: dice.chance(0.9) ? "application/x-www-form-urlencoded" : odd(), body: Buffer.from(text) };
      }
      case "json": {
        const object = Object.fromEntries(
          this.fields(target).map(([name]) => [name.slice(0, 2_000), this.value(target, 0)]),
        );
        return { type: dice.chance(0.9) ? "application/json" : odd(), body: Buffer.from(JSON.stringify(object)) };
      }
      case "multipart": {
        const part = ([name, value]: [string, string]) => {
          const file = dice.chance(0.1) ? '; filename="f.txt"\r\nContent-Type: text/plain' : "";
          return `--fuzz\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
        };
        const end = dice.chance(0.9) ? "--fuzz--\r\n" : "";
        const type = dice.chance(0.8) ? "multipart/form-data; boundary=fuzz" : odd();
        return { type, body: Buffer.from(this.fields(target).map(part).join("") + end) };
      }
      case "odd":
        return { type: odd(), body: Buffer.from(dice.pick(oddBodies)()) };
      case "noise":
        return {
          type: odd(),
          body: Buffer.from(noise(dice, dice.int(1, 2_000)), dice.chance(0.5) ? "latin1" : "utf8"),
        };
    }
  }

  private headers(type: string): Record<string, string> {
    const { dice } = this;
    const raw = () => noise(dice, dice.int(1, 60)).replace(/[^\u0021-\u007e\u00a0-\u00ff]/g, "¶");
    return {
      ...(dice.chance(0.95) ? { origin: this.material.origin } : {}),
      // Many strangers: one of them alone would soon be asked to wait, and people who sign in from there with them.
      "cf-connecting-ip": `192.0.${dice.int(0, 255)}.${dice.int(1, 254)}`,
      ...(type ? { "content-type": type } : {}),
      ...(dice.chance(0.2) ? { "idempotency-key": dice.chance(0.5) ? raw() : "the-same-one" } : {}),
      ...(dice.chance(0.1) ? { "user-agent": raw() } : {}),
      ...(dice.chance(0.05) ? { "content-encoding": dice.pick(["gzip", "br", "deflate", "identity", "x"]) } : {}),
      ...(dice.chance(0.05) ? { accept: raw(), "accept-language": raw() } : {}),
      ...(dice.chance(0.03) ? { upgrade: "websocket", connection: "Upgrade" } : {}),
    };
  }
}

/** The request of this number in the run of this seed: the same one each time. */
export function requestOf(seed: number, number: number, material: Material): { request: FuzzRequest; dice: Dice } {
  const dice = new Dice((seed ^ Math.imul(number + 1, 0x9e3779b1)) | 0);
  return { request: new Composer(dice, material).any(), dice };
}

/** A body where none is expected, at every address that can be read. */
const readsWithBody = ({ targets, origin }: Material): FuzzRequest[] =>
  targets
    .filter((target) => target.methods.includes("GET"))
    .map(({ path }) => ({
      method: "GET",
      path: path.replace(/:\w+|\*/g, "x"),
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from("a=1"),
    }));

/** What broke this product or others before, at every address: tried first, so that a short run tries it too. */
export function knownAttacks(material: Material): FuzzRequest[] {
  const { targets, origin } = material;
  const changing = targets.flatMap((target) =>
    target.methods.filter((method) => method !== "GET").map((method) => ({ target, method })),
  );
  const changes = changing.flatMap(({ target, method }, at) => {
    const isPage = !target.path.startsWith("/api/");
    // Each address meets a sixth of them, and its neighbours the others.
    const bodies = oddBodies.filter((_, index) => index % 6 === at % 6);
    return bodies.map((body) => ({
      method,
      path: target.path.replace(/:\w+|\*/g, "x"),
      headers: { origin, "content-type": isPage ? "application/x-www-form-urlencoded" : "application/json" },
      body: Buffer.from(body()),
    }));
  });
  return [...readsWithBody(material), ...changes];
}
