/**
 * <tw-live>: what changes on the server changes on the page.
 *
 *   <tw-live ticket-url="/live/ticket?order=ord_…" edge="https://mall.example/edge"
 *            since='{"order:ord_…": [0, 7]}' refresh="#tracking" refresh-on="stage">
 *
 * ticket-url  answers {"ticket": "…"}, or 401, 403, 404 when this person may not listen
 * edge        address of the hub; without it the page's host with port + 1
 * since       [epoch, seq] of each topic the page was rendered with, so that nothing falls between
 * refresh     selector of what to fetch again: it gets a `live:refresh` event, for hx-trigger
 * refresh-on  the kinds that do so, all by default; a gap always does
 *
 * Dispatches `live:<kind>` (detail: topic, kind, epoch, seq, payload) and `live:gap` (detail: topic)
 * on itself; both bubble. A null payload means that it was too large to send: ask the server.
 * Shows nothing; `data-state` is connecting, live, offline or refused.
 */

const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const OPEN_WITHIN = 8_000;
// Everyone hears a gap at the same moment; asking at the same moment would be a stampede.
const GAP_SPREAD = 2_000;
const RENEW_AT = 0.8;
const REFUSALS = new Set([401, 403, 404]);

class Refused extends Error {}

class LiveElement extends HTMLElement {
  #positions = {};
  #connection = null;
  #timers = new Set();
  #attempts = 0;
  #sockets = "WebSocket" in globalThis;
  #running = 0;
  #settledOn = null;

  connectedCallback() {
    this.#positions = JSON.parse(this.getAttribute("since") || "{}");
    this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #start() {
    this.#running += 1;
    this.#attempts = 0;
    this.#connect(this.#running);
  }

  #stop() {
    this.#running += 1;
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
    this.#connection?.close();
    this.#connection = this.#settledOn = null;
  }

  async #connect(run) {
    this.dataset.state = this.#attempts ? "offline" : "connecting";
    try {
      const ticket = await this.#ticket();
      if (run !== this.#running) return;
      await (this.#sockets ? this.#openSocket(run, ticket) : this.#openStream(run, ticket));
    } catch (error) {
      if (run !== this.#running) return;
      if (error instanceof Refused) {
        this.dataset.state = "refused";
        return;
      }
      this.#retry(run);
    }
  }

  async #ticket() {
    const response = await fetch(this.getAttribute("ticket-url"), {
      headers: { accept: "application/json" },
      cache: "no-store",
    });
    if (REFUSALS.has(response.status)) throw new Refused();
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).ticket;
  }

  /** Resolves when the socket has opened and ended; rejects when it never opened. */
  #openSocket(run, ticket) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#address("live").replace(/^http/, "ws"));
      this.#connection = socket;
      let opened = false;
      const patience = this.#after(OPEN_WITHIN, () => opened || socket.close());
      socket.onopen = () => {
        opened = true;
        this.#cancel(patience);
        socket.send(this.#ask(ticket));
      };
      socket.onmessage = (event) => run === this.#running && this.#hear(event.data, run);
      socket.onclose = () => {
        this.#cancel(patience);
        if (run !== this.#running) return resolve();
        if (!opened) {
          // Some networks let no WebSocket through; plain HTTP may pass. The next loss tries again.
          this.#sockets = false;
          return reject(new Error("closed before it opened"));
        }
        this.#retry(run);
        resolve();
      };
    });
  }

  #openStream(run, ticket) {
    const query = new URLSearchParams({ ask: this.#ask(ticket) });
    const stream = new EventSource(`${this.#address("live/events")}?${query}`);
    this.#connection = stream;
    stream.onmessage = (event) => run === this.#running && this.#hear(event.data, run);
    // The browser would try again by itself with the same, expired ticket.
    const over = () => {
      stream.close();
      if (run !== this.#running) return;
      this.#sockets = "WebSocket" in globalThis;
      this.#retry(run);
    };
    stream.onerror = over;
    stream.addEventListener("end", over);
  }

  #hear(text, run) {
    for (const line of JSON.parse(text)) {
      if (line.control === "subscribed") this.#settle(line, run);
      else if (line.control === "gap") this.#gap(line.topic);
      else if (!line.control) this.#tell(line);
    }
  }

  #settle({ seconds, topics }, run) {
    this.#attempts = 0;
    this.dataset.state = "live";
    if (this.#settledOn && this.#settledOn !== this.#connection) {
      // Back after an absence: the hub answers for topics it was given a position of, we for the rest.
      topics.filter((topic) => !(topic in this.#positions)).forEach((topic) => this.#gap(topic));
    }
    this.#settledOn = this.#connection;
    if (!(this.#connection instanceof WebSocket)) return; // a stream ends and is opened again
    const socket = this.#connection;
    this.#after(seconds * RENEW_AT * 1000, async () => {
      try {
        const ticket = await this.#ticket();
        if (run === this.#running && socket.readyState === WebSocket.OPEN) {
          socket.send(this.#ask(ticket));
        }
      } catch {
        // The hub ends the subscription in time, and connecting again says why.
      }
    });
  }

  #tell(line) {
    if (line.seq !== null) this.#positions[line.topic] = [line.epoch, line.seq];
    this.dispatchEvent(new CustomEvent(`live:${line.kind}`, { bubbles: true, detail: line }));
    const kinds = this.getAttribute("refresh-on")?.split(/\s+/);
    if (!kinds || kinds.includes(line.kind)) this.#refresh();
  }

  #gap(topic) {
    delete this.#positions[topic];
    this.#after(Math.random() * GAP_SPREAD, () => {
      this.dispatchEvent(new CustomEvent("live:gap", { bubbles: true, detail: { topic } }));
      this.#refresh();
    });
  }

  #refresh() {
    const selector = this.getAttribute("refresh");
    if (!selector) return;
    for (const target of document.querySelectorAll(selector)) {
      target.dispatchEvent(new CustomEvent("live:refresh", { bubbles: false }));
    }
  }

  #retry(run) {
    this.dataset.state = "offline";
    const longest = Math.min(SHORTEST_WAIT * 2 ** this.#attempts, LONGEST_WAIT);
    this.#attempts += 1;
    this.#after(longest * (0.5 + Math.random() / 2), () => {
      if (run === this.#running) this.#connect(run);
    });
  }

  #ask(ticket) {
    return JSON.stringify({ ticket, since: this.#positions });
  }

  #address(path) {
    const given = this.getAttribute("edge");
    if (given) return new URL(path, `${new URL(given, location.href).href.replace(/\/?$/, "/")}`).href;
    const address = new URL(`/${path}`, location.href);
    const port = location.port || (location.protocol === "https:" ? 443 : 80);
    address.port = String(Number(port) + 1);
    return address.href;
  }

  #after(milliseconds, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #cancel(timer) {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}

customElements.define("tw-live", LiveElement);
