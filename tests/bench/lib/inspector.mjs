/** A talk with the inspector of a Miniflare's Worker: `ask` sends a method of V8's protocol and gives its result. */
export async function inspect(inspectorUrl, worker) {
  const socket = new WebSocket(new URL(`/core:user:${worker}`, inspectorUrl).href.replace(/^http/, "ws"));
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
  return { ask, close: () => socket.close() };
}
