import type { Plugin } from "vite";

const reactServer = /\/react-dom-server\.browser\.production\.min\.js$/;

/** React's own writing, piece by piece, and what it becomes. `l` is what is gathered, `n` its length. */
const replaced: [from: string, to: string, times: number][] = [
  ["var l=null,n=0;", 'var l="";', 1],
  [
    "function p(a,b){if(0!==b.length)if(512<b.length)0<n&&(a.enqueue(new Uint8Array(l.buffer,0,n)),l=new Uint8Array(512),n=0),a.enqueue(b);else{var c=l.length-n;c<b.length&&(0===c?a.enqueue(l):(l.set(b.subarray(0,c),n),a.enqueue(l),b=b.subarray(c)),l=new Uint8Array(512),n=0);l.set(b,n);n+=b.length}}",
    "function p(a,b){l+=b}",
    1,
  ],
  [
    "function ba(a){l&&0<n&&(a.enqueue(new Uint8Array(l.buffer,0,n)),l=null,n=0)}",
    'function ba(a){l&&(a.enqueue(ca.encode(l)),l="")}',
    1,
  ],
  [
    "function u(a){return ca.encode(a)}function w(a){return ca.encode(a)}",
    "function u(a){return a}function w(a){return a}",
    1,
  ],
  ["l=new Uint8Array(512);n=0;", 'l="";', 2],
];

/**
 * React's server renderer, keeping what it writes as text until it is sent. As it comes it turns every attribute into bytes of
 * its own and copies them together in pieces of 512: half of the time that a page of rows takes. A React in which these places
 * look different fails the build.
 */
export const stringChunks = (): Plugin => ({
  name: "string-chunks",
  enforce: "pre",
  transform(code, id) {
    if (!reactServer.test(id)) return null;
    let text = code;
    for (const [from, to, times] of replaced) {
      if (text.split(from).length - 1 !== times)
        throw new Error(`React's server renderer has changed: ${from.slice(0, 60)}…`);
      text = text.replaceAll(from, to);
    }
    return { code: text, map: null };
  },
});
