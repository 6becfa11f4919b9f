import type { staffingContract } from '../api/contract/staffing.ts';
import { listHolderPosts } from '../queries/staffing.ts';
import type { HandlersOf } from './define.ts';
import { checkCounts, correctHeadcount, recordHeadcount, recordMany, removeHeadcount } from './staffing-count.ts';
import { endNorm, listNormRows, loadPublishedNorms, previewNorm, removeNorm, saveNorm } from './staffing-norm.ts';
import { correctPost, createPost, endPost, removePost } from './staffing-post.ts';
import { countStaffing, getStaffingOf, getTrend, listStaffing, listStaffingFences } from './staffing-read.ts';

export const staffingHandlers: HandlersOf<typeof staffingContract> = {
  'staffing.list': listStaffing,
  'staffing.fences': listStaffingFences,
  'staffing.counts': countStaffing,
  'staffing.ofUnit': getStaffingOf,
  'staffing.trend': getTrend,
  'staffing.holderPosts': (ctx, asked) => listHolderPosts(ctx.db, asked),
  'staffing.createPost': createPost,
  'staffing.correctPost': correctPost,
  'staffing.endPost': endPost,
  'staffing.removePost': removePost,
  'staffing.recordHeadcount': recordHeadcount,
  'staffing.correctHeadcount': correctHeadcount,
  'staffing.removeHeadcount': removeHeadcount,
  'staffing.checkRows': checkCounts,
  'staffing.recordMany': recordMany,
  'staffing.norms': listNormRows,
  'staffing.previewNorm': previewNorm,
  'staffing.saveNorm': saveNorm,
  'staffing.endNorm': endNorm,
  'staffing.removeNorm': removeNorm,
  'staffing.loadPublishedNorms': loadPublishedNorms,
};
