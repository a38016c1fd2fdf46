import { describeWeekend } from './describe-weekend.ts';

/** The tutorial's second question on other days than in tutorial.test.ts. */

describeWeekend('on a Wednesday', '2026-11-18T15:00:00Z', ['2026-11-21', '2026-11-22']);
describeWeekend('on a Saturday', '2026-11-21T15:00:00Z', ['2026-11-21', '2026-11-22']);
describeWeekend('on a Sunday', '2026-11-22T15:00:00Z', ['2026-11-22']);
describeWeekend('in the week in which daylight saving ends', '2026-10-28T15:00:00Z', [
  '2026-10-31',
  '2026-11-01',
]);
