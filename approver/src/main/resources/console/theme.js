// Light and dark: the system's, unless the person has chosen.

/** Turns to the other one. */
export function turnTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  setTheme(dark ? "light" : "dark");
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // A browser that keeps nothing asks the system each time.
  }
}

function keptTheme() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

/** Takes up what this person chose last time. */
export function takeUpTheme() {
  const theme = keptTheme();
  if (theme === "dark" || theme === "light") {
    document.documentElement.dataset.theme = theme;
  }
}
