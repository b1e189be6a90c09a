// What is open and what is known of it: one state, which every part of the page changes and one draws.

export const page = {
  me: null,
  why: null,
  started: false,
  place: { name: "inbox" },
  marked: null,
  filter: "",
  helping: false,
  toast: null,
  shown: {},
  history: null,
  agents: null,
  coverage: null,
};

let draw = () => {};
let queued = false;

/** Says who draws. */
export function onDraw(how) {
  draw = how;
}

/** Draws soon, once, however often it is asked. */
export function redraw() {
  if (!queued) {
    queued = true;
    queueMicrotask(() => {
      queued = false;
      draw();
    });
  }
}

/** Tells people who do not see the page; an alarm at once. */
export function say(text, alarm = false) {
  document.getElementById(alarm ? "alarm" : "said").textContent = text;
}
