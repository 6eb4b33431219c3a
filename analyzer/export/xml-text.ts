/**
 * Text without what no XML document may hold, escaped or not (XML 1.0, Char): each such character becomes U+FFFD.
 */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
  ['\t', '&#9;'],
]);

/** Text as it stands in an element or in an attribute between double quotes. */
export function escapeXml(text: string): string {
  return xmlText(text).replace(/[&<>"\n\r\t]/g, (char) => entities.get(char) ?? char);
}
