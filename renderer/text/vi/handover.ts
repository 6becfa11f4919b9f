/** Field names of what is handed over; the history shows them too. */
const fields = {
  eventId: 'Sự kiện',
  fromUnitId: 'Bên giao',
  toUnitId: 'Bên nhận',
  itemKind: 'Loại',
  recordId: 'Mục',
  toRecordId: 'Chuyển sang',
  title: 'Nội dung bàn giao',
  resolution: 'Cách giải quyết',
  onDay: 'Ngày',
  reason: 'Lý do',
};
const minutesFields = {
  eventId: 'Sự kiện',
  fromUnitId: 'Bên giao',
  toUnitId: 'Bên nhận',
  number: 'Số biên bản',
  onDay: 'Ngày lập',
  place: 'Địa điểm',
  handedBy: 'Đại diện bên giao',
  receivedBy: 'Đại diện bên nhận',
  witness: 'Người chứng kiến',
  content: 'Nội dung khác',
};

export const handover = {
  nav: 'Bàn giao',
  entity: 'Mục bàn giao',
  minutesEntity: 'Biên bản bàn giao',
  fields,
  minutesFields,
  itemKinds: {
    assignment: 'Việc được giao',
    draft: 'Bản nháp',
    post: 'Phân công',
    registration: 'Đăng ký',
    other: 'Nội dung khác',
  },
  resolutions: { handOver: 'Giao đơn vị kế thừa', close: 'Kết thúc', keep: 'Giữ ở đơn vị cũ' },
};
