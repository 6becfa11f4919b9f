const fields = {
  kind: 'Loại',
  title: 'Tên hội nghị, báo cáo',
  directiveIds: 'Văn bản, chương trình',
  fromOn: 'Từ ngày',
  toOn: 'Đến ngày',
  heldOn: 'Ngày tổ chức',
  form: 'Hình thức',
  place: 'Địa điểm',
  hostUnitId: 'Đơn vị tổ chức',
  chair: 'Chủ trì hội nghị',
  sites: 'Điểm cầu',
  agenda: 'Nội dung',
  conclusion: 'Kết luận',
  audience: 'Nơi được đọc',
};

export const stocktake = {
  nav: 'Sơ kết, tổng kết',
  entity: 'Sơ kết, tổng kết',
  taskEntity: 'Nhiệm vụ sau kết luận',
  fields,
  taskFields: { stocktakeId: 'Hội nghị', taskId: 'Nhiệm vụ', audience: 'Nơi được đọc' },
  kinds: { interim: 'Sơ kết', final: 'Tổng kết' },
  forms: { meeting: 'Hội nghị', onlineMeeting: 'Hội nghị trực tuyến', written: 'Bằng văn bản' },
};
