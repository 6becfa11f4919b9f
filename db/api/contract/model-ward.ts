/** Công an phường điển hình, kiểu mẫu: criteria, registrations, assessments. */
export const modelWardContract = {};
