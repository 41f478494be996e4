let context: AudioContext | null = null;

/** Two rising notes, twice: heard across a room, and unlike a message's ping. Seconds after the start, and hertz. */
const notes = [
  [0, 660],
  [0.22, 880],
  [0.7, 660],
  [0.92, 880],
] as const;
const noteSeconds = 0.2;
const chimeMs = 1_200;

/** Browsers play nothing on a page that was never touched: sound is got ready at the first press of a key or a button. */
export async function readySound(): Promise<boolean> {
  context ??= new AudioContext();
  if (context.state === "suspended") await Promise.race([context.resume(), wait(300)]);
  return context.state === "running";
}

/** Rings once, in one window of the browser however many are open. Answers whether it can be heard, from this window or another. */
export async function ring(): Promise<boolean> {
  if (!navigator.locks) return play();
  return navigator.locks.request("d2c-chime", { ifAvailable: true }, async (lock) => {
    if (lock === null) return true;
    const heard = await play();
    if (heard) await wait(chimeMs);
    return heard;
  });
}

async function play(): Promise<boolean> {
  if (!(await readySound()) || !context) return false;
  const { currentTime, destination } = context;
  for (const [after, hertz] of notes) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const begins = currentTime + after;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.4, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + noteSeconds);
    tone.connect(volume).connect(destination);
    tone.start(begins);
    tone.stop(begins + noteSeconds);
  }
  return true;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
