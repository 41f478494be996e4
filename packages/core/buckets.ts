import { minute } from "./clock.ts";

interface Bucket {
  left: number;
  at: number;
}

/**
 * Limits by key, in memory: each key has a bucket of `perMinute` that fills evenly. Bounded: of too many keys the full
 * buckets are forgotten, which changes nothing, and then the oldest.
 */
export class Buckets<K = string> {
  private readonly buckets = new Map<K, Bucket>();

  constructor(private readonly mostKeys = 10_000) {}

  /** Takes one. Answers 0, or the milliseconds until there is one. */
  take(key: K, perMinute: number, now: number): number {
    const bucket = this.filled(key, perMinute, now);
    if (bucket.left < 1) return Math.ceil(((1 - bucket.left) * minute) / perMinute);
    bucket.left -= 1;
    return 0;
  }

  /** Its requests need no counting any more: what it stands for is gone. */
  drop(key: K): void {
    this.buckets.delete(key);
  }

  private filled(key: K, perMinute: number, now: number): Bucket {
    const known = this.buckets.get(key);
    if (!known) {
      if (this.buckets.size >= this.mostKeys) this.forget(now);
      const fresh = { left: perMinute, at: now };
      this.buckets.set(key, fresh);
      return fresh;
    }
    known.left = Math.min(perMinute, known.left + (Math.max(0, now - known.at) * perMinute) / minute);
    known.at = now;
    return known;
  }

  /** A bucket that nobody took from for a minute is full. */
  private forget(now: number): void {
    for (const [key, { at }] of this.buckets) if (now - at >= minute) this.buckets.delete(key);
    for (const key of this.buckets.keys()) {
      if (this.buckets.size < this.mostKeys) return;
      this.buckets.delete(key);
    }
  }
}
