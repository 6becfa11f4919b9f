import type { reportContract } from '../api/contract/report.ts';
import type { HandlersOf } from './define.ts';
import {
  compareReports,
  pageOfReports,
  readReport,
  reportCounts,
  reportDrafts,
  reportFences,
  reportForm,
  reportsOfAssignment,
} from './report-read.ts';
import { reviewMatching, reviewReport, reviewReports } from './report-review.ts';
import { submitReport } from './report-submit.ts';

export const reportHandlers: HandlersOf<typeof reportContract> = {
  'report.form': reportForm,
  'report.submit': submitReport,
  'report.review': reviewReport,
  'report.reviewMany': reviewReports,
  'report.reviewMatching': reviewMatching,
  'report.list': pageOfReports,
  'report.fences': reportFences,
  'report.counts': reportCounts,
  'report.drafts': reportDrafts,
  'report.get': readReport,
  'report.ofAssignment': reportsOfAssignment,
  'report.compare': compareReports,
};
