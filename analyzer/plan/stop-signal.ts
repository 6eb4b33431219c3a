const names = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP ' +
    'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);
for (let offset = 1; offset <= 15; offset++) names.add(`RTMIN+${offset}`);
for (let offset = 1; offset <= 14; offset++) names.add(`RTMAX-${offset}`);

/** Whether STOPSIGNAL takes it: a number above 0 or a Linux signal's name (github.com/moby/sys/signal, ParseSignal). */
export function isSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0 && Number.isSafeInteger(Number(text));
  return names.has(text.toUpperCase().replace(/^SIG/, ''));
}
