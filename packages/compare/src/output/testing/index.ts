export { writeReports } from '../write-reports.ts';
export { cell, exchange, sampleMeters, sampleReport } from './sample-report.ts';
