/** Reading them for each copy would cost as much as what they are about. */
const lastMs = 5_000;

/** The figures of a process as D1 is told them, so that nobody has to wake the hub for them. In memory: a new hub reads them anew. */
export class ToldGauges {
  private text: string | null = null;
  private readAt = 0;
  /** When D1 is to be told them anew: those that it has were read before its last copy. Null: they are as they are. */
  owedAt: number | null = null;

  /** As JSON, by their names; read anew every few seconds. */
  of(now: number, read: () => Record<string, number>): string {
    if (this.text !== null && now < this.readAt + lastMs) {
      this.owedAt = this.readAt + lastMs;
      return this.text;
    }
    this.text = JSON.stringify(read());
    this.readAt = now;
    this.owedAt = null;
    return this.text;
  }

  /** The next copy reads them anew. */
  expire(): void {
    this.text = null;
  }
}
