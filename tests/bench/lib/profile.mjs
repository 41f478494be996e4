// `--profile`: what the product's thread did while a group of figures was measured, by V8's own sampling profiler.

/** Starts sampling a Miniflare's Worker; the function it answers stops that and gives the profile. */
export async function sampling(inspectorUrl, intervalMicros = 200) {
  const socket = new WebSocket(new URL("/core:user:ours", inspectorUrl).href.replace(/^http/, "ws"));
  const waiting = new Map();
  let lastId = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("The inspector did not answer.")));
  });
  const ask = (method, params) =>
    new Promise((resolve) => {
      waiting.set(++lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  await ask("Profiler.enable");
  await ask("Profiler.setSamplingInterval", { interval: intervalMicros });
  await ask("Profiler.start");
  return async () => {
    const { profile } = await ask("Profiler.stop");
    socket.close();
    return profile;
  };
}
