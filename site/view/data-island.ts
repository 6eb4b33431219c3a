/**
 * Data as the text of a `<script type="application/json">` or of a script of its own: nothing in it can close the element
 * or end a line of script.
 */
export function dataIsland(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
