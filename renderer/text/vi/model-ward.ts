const setFields = {
  name: 'Tên bộ tiêu chí',
  validFrom: 'Từ ngày',
  validTo: 'Đến trước ngày',
  basisDirectiveId: 'Văn bản căn cứ',
  basisText: 'Căn cứ',
};
const criterionFields = {
  setId: 'Bộ tiêu chí',
  orderNumber: 'Số thứ tự',
  groupName: 'Nhóm',
  content: 'Nội dung tiêu chí',
  isRequired: 'Điều kiện tiên quyết',
};
const registrationFields = {
  unitId: 'Đơn vị',
  setId: 'Bộ tiêu chí',
  year: 'Năm',
  registeredOn: 'Ngày đăng ký',
  target: 'Mục tiêu',
  basisDirectiveId: 'Văn bản căn cứ',
  basisText: 'Căn cứ',
  endedOn: 'Ngày kết thúc',
  endReason: 'Lý do kết thúc',
  note: 'Ghi chú',
};
const assessmentFields = {
  registrationId: 'Đăng ký',
  unitId: 'Đơn vị',
  kind: 'Hình thức',
  onDay: 'Ngày',
  marks: 'Kết quả từng tiêu chí',
  isRecognised: 'Công nhận',
  conclusion: 'Kết luận',
};

export const modelWard = {
  nav: 'Công an phường kiểu mẫu',
  setEntity: 'Bộ tiêu chí',
  criterionEntity: 'Tiêu chí',
  registrationEntity: 'Đăng ký kiểu mẫu',
  assessmentEntity: 'Đánh giá kiểu mẫu',
  setFields,
  criterionFields,
  registrationFields,
  assessmentFields,
  assessmentKinds: { self: 'Tự chấm', inspection: 'Kiểm tra', appraisal: 'Thẩm định' },
  marks: { met: 'Đạt', notMet: 'Không đạt', notEntered: 'Chưa nhập' },
};
