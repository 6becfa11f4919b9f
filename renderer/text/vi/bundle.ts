export const bundle = {
  notJoined: {
    title: {
      alone: 'Máy này chưa tham gia trao đổi gói đồng bộ',
      waiting: 'Máy này đang chờ cấp tỉnh duyệt',
      revoked: 'Máy này đã bị thu hồi quyền trao đổi gói',
    },
    hint: {
      alone:
        'Các cơ quan trao đổi dữ liệu bằng gói đồng bộ trên USB, không cần mạng. Nếu là Công an tỉnh, hãy tạo khóa cấp tỉnh; nếu là đơn vị cấp dưới, hãy tham gia bằng lời mời của tỉnh.',
      waiting: 'Hãy mang tệp yêu cầu đến Công an tỉnh. Khi tỉnh duyệt và gửi gói về, nhập gói đó ở “Nhập gói”.',
      revoked: 'Dữ liệu trên máy vẫn xem được. Muốn trao đổi tiếp, hãy liên hệ Công an tỉnh để được mời lại.',
    },
    toDevices: 'Mở “Thiết bị”',
  },
  export: { nav: 'Xuất gói', title: 'Xuất gói đồng bộ' },
  import: { nav: 'Nhập gói', title: 'Nhập gói đồng bộ' },
  list: { nav: 'Gói đã xuất, nhập', title: 'Gói đã xuất, nhập' },
};
