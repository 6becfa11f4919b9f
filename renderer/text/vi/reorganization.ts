/** Every field of an event of the organisation, as forms and the history call it. */
const eventFields = {
  kind: 'Loại sự kiện',
  signedOn: 'Ngày ký',
  announcedOn: 'Ngày công bố',
  effectiveOn: 'Ngày có hiệu lực',
  basisDirectiveId: 'Văn bản căn cứ',
  basisText: 'Căn cứ',
  note: 'Ghi chú',
  correctsEventId: 'Đính chính cho sự kiện',
  heirsUnknown: 'Chưa rõ đơn vị kế thừa',
};
const lineageFields = {
  eventId: 'Sự kiện',
  fromUnitId: 'Đơn vị tiền thân',
  toUnitId: 'Đơn vị kế thừa',
  part: 'Phần chuyển sang',
  isMainHeir: 'Kế thừa chính',
  ratio: 'Tỷ lệ',
};

export const reorganization = {
  nav: 'Sắp xếp tổ chức',
  eventFields,
  lineageFields,
  kinds: {
    establish: 'Thành lập',
    dissolve: 'Giải thể',
    absorb: 'Nhập',
    merge: 'Hợp nhất',
    divide: 'Chia',
    separate: 'Tách',
    boundary: 'Điều chỉnh địa giới',
    rename: 'Đổi tên',
    changeKind: 'Đổi loại hình',
    moveParent: 'Chuyển cấp quản lý',
  },
  parts: {
    whole: 'Toàn bộ',
    part: 'Một phần',
    partArea: 'Một phần diện tích',
    partPopulation: 'Một phần dân số',
    partAreaWholePopulation: 'Một phần diện tích, toàn bộ dân số',
  },
};
