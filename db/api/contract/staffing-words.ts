import { z } from 'zod';

/** Chức danh of Công an cấp xã; constable: Công an viên (until 2025). */
export const PostTitle = z.enum(['chief', 'deputyChief', 'teamLeader', 'deputyTeamLeader', 'constable', 'officer']);
export type PostTitle = z.output<typeof PostTitle>;
