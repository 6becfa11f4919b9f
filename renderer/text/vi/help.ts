export const help = {
  title: 'Trợ giúp',
  search: 'Tìm trong trợ giúp',
  results: 'Mục tìm thấy',
  nothing: 'Không có mục nào nói về từ này. Thử một từ khác, không cần gõ dấu.',
  back: 'Về mục trước',
  close: 'Đóng trợ giúp',
  print: 'In mục này',
  enlarge: 'Bấm để xem lớn',
  about: {
    text: 'Theo dõi văn bản chỉ đạo, nhiệm vụ và báo cáo của Công an tỉnh và Công an cấp xã, không cần mạng.',
    version: 'Phiên bản',
    office: 'Cơ quan',
    offline: 'Dữ liệu chỉ nằm trên máy này và được mã hóa.',
  },
  tour: {
    title: 'Làm quen trong hai phút',
    invitation: 'Xem qua những chỗ hay dùng nhất. Bỏ qua được bất cứ lúc nào bằng phím Esc.',
    start: 'Xem hướng dẫn',
    skip: 'Để sau',
    labels: {
      skip: 'Bỏ qua',
      back: 'Trước',
      next: 'Tiếp',
      close: 'Xong',
      beacon: 'Bắt đầu hướng dẫn',
      stepCounter: (current: number, total: number) => `${current} / ${total}`,
    },
    menus: {
      title: 'Mọi lệnh ở đây',
      text: 'Bấm rồi thả phím Alt, sau đó bấm chữ gạch chân. Bên phải mỗi lệnh là phím tắt của lệnh đó.',
    },
    rail: {
      title: 'Các màn hình',
      text: 'Bấm để mở, hoặc Ctrl+1, Ctrl+2 … theo thứ tự từ trên xuống. Nút ở chân thanh thu gọn thanh này.',
    },
    work: {
      desk: { title: 'Bắt đầu ngày ở đây', text: 'Những gì chờ chính bạn hôm nay, việc gấp ở trên.' },
      overview: {
        title: 'Toàn cảnh',
        text: 'Đúng hạn, quá hạn, nơi nào chậm. Bấm vào con số là mở đúng danh sách đó.',
      },
      directives: {
        title: 'Văn bản chỉ đạo',
        text: 'Ctrl+N nhập văn bản mới, Ctrl+Enter lưu và nhập tiếp. Dán được cả khối từ Excel.',
      },
      tasks: {
        title: 'Nhiệm vụ',
        text: 'Giao một việc cho nhiều đơn vị cùng lúc, rồi theo dõi, đôn đốc, gia hạn, duyệt kết quả.',
      },
      reports: {
        title: 'Báo cáo tiến độ',
        text: 'Kỳ này đặt cạnh kỳ trước. Duyệt hoặc trả lại kèm lý do; đánh dấu nhiều dòng để duyệt cùng lúc.',
      },
      units: {
        title: 'Đơn vị theo thời gian',
        text: 'Cây đơn vị của bất kỳ ngày nào, kể cả tên cũ và đơn vị đã kết thúc.',
      },
      users: { title: 'Người dùng', text: 'Mỗi người một tài khoản, một vai trò; vai trò quyết định ai làm được gì.' },
    },
    search: { title: 'Tìm mọi thứ', text: 'Ctrl+K rồi gõ vài chữ, có dấu hay không dấu đều ra.' },
    date: {
      title: 'Ngày xem dữ liệu',
      text: 'Xem lại mọi thứ như tại một ngày khác. Khi đó thanh này đổi màu để không nhầm.',
    },
    user: {
      title: 'Của riêng bạn',
      text: 'Màu nền, cỡ chữ, mật khẩu và khóa máy (Ctrl+L). Cần giúp thì bấm F1 ở bất cứ ô nào.',
    },
  },
};
