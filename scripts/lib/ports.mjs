import { connect, createServer } from "node:net";

/** A port that nobody listens on just now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const answers = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (listening) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", () => done(true));
    socket.once("timeout", () => done(false));
    socket.once("error", () => done(false));
  });

/** Both families: a browser asked for "localhost" may try ::1 first. */
export const isListening = async (port) => (await answers("127.0.0.1", port)) || (await answers("::1", port));

/** The reason why a port can't be listened on, or null. */
export const bindProblem = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
