import { SEVERITIES, type Severity } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { RuleSetting } from '../scan.ts';
import type { Config } from './config-schema.ts';

type Settings = Readonly<Record<string, RuleSetting>>;
type Sunset = NonNullable<Config['sunset']>;

/** How many days ahead it is told that findings will weigh more. */
const ANNOUNCE = 14;

export type Dated = {
  severities: Record<string, RuleSetting>;
  /** What is told beside the report: nothing changes by date alone without a word before it. */
  notices: string[];
};

/**
 * Turns rules down to warnings while the day on which their endpoint is switched off is far away. Where `days` is
 * not given, dates change nothing and nobody is asked for today's.
 */
export function turnDownByDate(
  rules: readonly Rule[],
  severities: Settings,
  { days, announce = ANNOUNCE, dates = {} }: Sunset,
  today: () => string,
): Dated {
  const result: Dated = { severities: { ...severities }, notices: [] };
  if (days === undefined) return result;
  const dated = rules.flatMap(rule => {
    const sunset = dates[rule.id] ?? rule.deprecated.sunset;
    return sunset === undefined ? [] : [{ id: rule.id, sunset }];
  });
  if (dated.length === 0) {
    const known =
      'no rule tells when its endpoint is switched off; name the day under "sunset" in the configuration';
    return { ...result, notices: [`--sunset-days changes nothing: ${known}`] };
  }
  const now = today();
  for (const { id, sunset } of dated) {
    const rises = shiftDate(sunset, -days);
    if (now < rises) result.severities[id] = lower(result.severities[id]);
    result.notices.push(...tell({ id, sunset, rises, now, announce }));
  }
  return result;
}

const lower = (setting: RuleSetting | undefined): RuleSetting =>
  setting === 'off' || isBelow(setting) ? setting : 'warning';

const isBelow = (setting: RuleSetting | undefined): setting is Severity =>
  SEVERITIES.indexOf(setting as Severity) > SEVERITIES.indexOf('warning');

type Told = { id: string; sunset: string; rises: string; now: string; announce: number };

function tell({ id, sunset, rises, now, announce }: Told): string[] {
  const off = `its endpoint is switched off on ${sunset} (today is ${now})`;
  if (now >= rises) return [`${id}: ${now > sunset ? off.replace('is switched', 'was switched') : off}`];
  if (now < shiftDate(rises, -announce)) return [];
  return [`${id}: what is turned down to warnings counts in full from ${rises} on: ${off}`];
}

/** A date some days later, or earlier; both are days of UTC. */
function shiftDate(date: string, days: number): string {
  const shifted = new Date(`${date}T00:00:00Z`);
  shifted.setUTCDate(shifted.getUTCDate() + days);
  return shifted.toISOString().slice(0, 10);
}
