/** A time span of so many milliseconds as .NET writes it: `00:00:01`, `00:00:01.2500000`, `1.02:00:00`. */
export function timeSpanText(milliseconds: number): string {
  const ticks = Math.round(milliseconds * 10_000);
  const seconds = Math.floor(ticks / 10_000_000);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = ticks % 10_000_000;
  return (
    (days > 0 ? `${days}.` : '') +
    clock.map((part) => String(part).padStart(2, '0')).join(':') +
    (fraction > 0 ? `.${String(fraction).padStart(7, '0')}` : '')
  );
}
