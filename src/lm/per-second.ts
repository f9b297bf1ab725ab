/** A rate; 0 where nothing was counted, or no time has passed. */
export function perSecond(count: number, milliseconds: number): number {
  return count > 0 && milliseconds > 0 ? (count * 1000) / milliseconds : 0;
}
