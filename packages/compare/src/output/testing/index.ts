export { writeReports } from '../write-reports.ts';
export { cell, exchange, sampleReport } from './sample-report.ts';
