/** The path of an installed browser, CHROME_PATH first; null when there is none. */
export function findBrowser(): string | null;
