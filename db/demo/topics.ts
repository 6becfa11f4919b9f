/** What a demo directive is about, when in the year it comes, and what it orders. `{y}` is the year it speaks of, `{n}` the next. */
export interface DemoTopic {
  /** Month in which it is issued, 1 to 12. */
  readonly month: number;
  readonly subject: string;
  readonly field: string;
  /** What the tasks ask for; the product is what a unit hands in. */
  readonly tasks: readonly [DemoOrder, ...DemoOrder[]];
  /** Years in which it is issued, both ends included. */
  readonly from?: number;
  readonly to?: number;
  /** Who asked the province for it; none: it is its own. */
  readonly asked?: 'ministry' | 'committee' | 'party' | 'department';
}

type DemoOrder = readonly [content: string, product: string];

export const topics: readonly [DemoTopic, ...DemoTopic[]] = [
  {
    month: 1,
    subject: 'Phát động phong trào thi đua “Vì an ninh Tổ quốc” năm {y}',
    field: 'Thi đua, khen thưởng',
    tasks: [
      ['Tổ chức phát động, ký giao ước thi đua tại đơn vị', 'Bản giao ước thi đua'],
      ['Đăng ký danh hiệu thi đua và mô hình, điển hình tiên tiến năm {y}', 'Danh sách đăng ký'],
    ],
    asked: 'ministry',
  },
  {
    month: 1,
    subject: 'Cải cách hành chính, kiểm soát thủ tục hành chính trong Công an tỉnh năm {y}',
    field: 'Cải cách hành chính',
    tasks: [
      ['Công khai thủ tục hành chính và số điện thoại tiếp nhận phản ánh tại trụ sở', 'Báo cáo kết quả'],
      ['Tự chấm điểm chỉ số cải cách hành chính', 'Bảng tự chấm điểm'],
    ],
    asked: 'committee',
  },
  {
    month: 2,
    subject: 'Tăng cường công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ mùa khô năm {y}',
    field: 'Phòng cháy, chữa cháy',
    tasks: [
      ['Kiểm tra an toàn phòng cháy, chữa cháy tại chợ, nhà ở kết hợp kinh doanh', 'Biên bản kiểm tra, báo cáo'],
      ['Ra mắt Tổ liên gia an toàn phòng cháy, chữa cháy', 'Quyết định, danh sách thành viên'],
      ['Thực tập phương án chữa cháy có nhiều lực lượng tham gia', 'Báo cáo kết quả thực tập'],
    ],
    asked: 'ministry',
  },
  {
    month: 2,
    subject: 'Rà soát, làm sạch dữ liệu dân cư bảo đảm “đúng, đủ, sạch, sống”',
    field: 'Quản lý hành chính',
    tasks: [
      ['Rà soát, cập nhật thông tin công dân còn thiếu, sai lệch', 'Báo cáo số liệu'],
      ['Thu nhận hồ sơ căn cước lưu động cho người cao tuổi, người khuyết tật', 'Danh sách, báo cáo kết quả'],
      ['Báo cáo khó khăn, vướng mắc về đường truyền, trang thiết bị', 'Báo cáo'],
    ],
    from: 2021,
    asked: 'ministry',
  },
  {
    month: 3,
    subject: 'Huấn luyện điều lệnh, quân sự, võ thuật năm {y}',
    field: 'Xây dựng lực lượng',
    tasks: [
      ['Cử cán bộ dự lớp huấn luyện tập trung', 'Danh sách cán bộ'],
      ['Kiểm tra việc chấp hành điều lệnh tại đơn vị', 'Biên bản tự kiểm tra'],
    ],
  },
  {
    month: 3,
    subject: 'Thực hiện công tác dân vận và quy chế dân chủ ở cơ sở năm {y}',
    field: 'Công tác đảng, công tác quần chúng',
    tasks: [['Đăng ký mô hình “Dân vận khéo”, lịch tiếp dân của chỉ huy đơn vị', 'Bản đăng ký']],
    asked: 'party',
  },
  {
    month: 4,
    subject: 'Bảo đảm an ninh, trật tự, an toàn giao thông dịp nghỉ lễ 30/4 và 01/5 năm {y}',
    field: 'An ninh, trật tự',
    tasks: [
      ['Lập phương án phân luồng, trực chốt tại điểm phức tạp', 'Phương án'],
      ['Báo cáo kết quả bảo đảm trật tự, an toàn giao thông dịp lễ', 'Báo cáo kết quả'],
    ],
    asked: 'committee',
  },
  {
    month: 5,
    subject: 'Phòng, chống thiên tai và tìm kiếm cứu nạn mùa mưa bão năm {y}',
    field: 'Phòng cháy, chữa cháy',
    tasks: [
      ['Rà soát hộ dân vùng nguy cơ ngập lụt, sạt lở; phương án di dời', 'Phương án, danh sách hộ'],
      ['Kiểm tra phương tiện, vật tư cứu nạn, cứu hộ tại chỗ', 'Bảng kê phương tiện'],
    ],
    asked: 'committee',
  },
  {
    month: 5,
    subject: 'Hưởng ứng Tháng hành động phòng, chống ma túy năm {y}',
    field: 'Phòng, chống tội phạm',
    tasks: [
      ['Rà soát, lập danh sách người nghiện, người sử dụng trái phép chất ma túy', 'Danh sách, báo cáo'],
      ['Tuyên truyền phòng, chống ma túy tại trường học và khu dân cư', 'Báo cáo kết quả'],
      ['Xây dựng xã, phường không có tệ nạn ma túy', 'Kế hoạch của đơn vị'],
    ],
    asked: 'ministry',
  },
  {
    month: 6,
    subject: 'Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc năm {y}',
    field: 'Phong trào',
    tasks: [
      ['Tổ chức Ngày hội tại khu dân cư điểm', 'Báo cáo kết quả, ảnh'],
      ['Nhân rộng mô hình tự quản về an ninh, trật tự có hiệu quả', 'Báo cáo mô hình'],
    ],
    asked: 'ministry',
  },
  {
    month: 6,
    subject: 'Bảo đảm an ninh, trật tự kỳ thi tốt nghiệp trung học phổ thông năm {y}',
    field: 'An ninh, trật tự',
    tasks: [['Bảo vệ điểm thi, vận chuyển đề thi, bài thi trên địa bàn', 'Báo cáo kết quả']],
    asked: 'committee',
  },
  {
    month: 7,
    subject:
      'Đấu tranh với tội phạm liên quan hoạt động “tín dụng đen” và lừa đảo chiếm đoạt tài sản trên không gian mạng',
    field: 'Phòng, chống tội phạm',
    tasks: [
      ['Rà soát cơ sở cầm đồ, cho vay, tụ điểm có dấu hiệu “tín dụng đen”', 'Báo cáo rà soát'],
      [
        'Tuyên truyền thủ đoạn lừa đảo mới đến từng hộ gia đình, nhóm mạng xã hội của thôn, tổ dân phố',
        'Báo cáo kết quả',
      ],
    ],
    from: 2019,
    asked: 'ministry',
  },
  {
    month: 8,
    subject: 'Kiểm tra công tác quản lý cư trú, nhà cho thuê, cơ sở lưu trú trên địa bàn tỉnh',
    field: 'Quản lý hành chính',
    tasks: [
      ['Tổng kiểm tra cư trú tại nhà trọ, công trình xây dựng', 'Báo cáo số liệu'],
      ['Ký cam kết với chủ cơ sở lưu trú, nhà cho thuê', 'Danh sách cơ sở đã ký'],
    ],
  },
  {
    month: 8,
    subject: 'Thực hiện Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử năm {y}',
    field: 'Chuyển đổi số',
    tasks: [
      ['Kích hoạt tài khoản định danh điện tử cho công dân đủ điều kiện', 'Báo cáo số liệu'],
      ['Củng cố Tổ công tác Đề án tại xã, phường', 'Quyết định kiện toàn'],
    ],
    from: 2022,
    asked: 'committee',
  },
  {
    month: 9,
    subject: 'Kiểm tra công tác tiếp nhận, giải quyết tố giác, tin báo về tội phạm và kiến nghị khởi tố',
    field: 'Điều tra, xử lý',
    tasks: [
      ['Rà soát, thống kê nguồn tin về tội phạm đang giải quyết', 'Bảng thống kê'],
      ['Khắc phục tồn tại sau kiểm tra về hồ sơ, sổ sách', 'Báo cáo khắc phục'],
    ],
  },
  {
    month: 9,
    subject: 'Xây dựng, nhân rộng mô hình “Camera an ninh” tại địa bàn dân cư',
    field: 'Phong trào',
    tasks: [
      ['Khảo sát vị trí lắp đặt, vận động nguồn lực xã hội hóa', 'Báo cáo khảo sát'],
      ['Nghiệm thu, đưa vào vận hành, phân công người theo dõi', 'Biên bản, quy chế vận hành'],
    ],
    from: 2020,
  },
  {
    month: 10,
    subject: 'Tuyển chọn, gọi công dân thực hiện nghĩa vụ tham gia Công an nhân dân năm {n}',
    field: 'Xây dựng lực lượng',
    tasks: [
      ['Sơ tuyển, thẩm tra lý lịch công dân đăng ký', 'Danh sách đủ điều kiện'],
      ['Bàn giao hồ sơ công dân trúng tuyển', 'Biên bản bàn giao'],
    ],
    asked: 'ministry',
  },
  {
    month: 10,
    subject: 'Tăng cường quản lý vũ khí, vật liệu nổ, công cụ hỗ trợ và pháo',
    field: 'Quản lý hành chính',
    tasks: [
      ['Vận động giao nộp vũ khí, vật liệu nổ, công cụ hỗ trợ', 'Báo cáo số liệu'],
      ['Ký cam kết không tàng trữ, sử dụng pháo trái phép tại trường học, khu dân cư', 'Báo cáo kết quả'],
    ],
    asked: 'ministry',
  },
  {
    month: 11,
    subject: 'Mở đợt cao điểm tấn công, trấn áp tội phạm, bảo đảm an ninh, trật tự Tết Nguyên đán {n}',
    field: 'An ninh, trật tự',
    tasks: [
      ['Ra quân và tổ chức ký cam kết tại cơ sở', 'Kế hoạch, báo cáo ra quân'],
      ['Rà soát đối tượng, tuyến, địa bàn trọng điểm dịp Tết', 'Báo cáo rà soát'],
      ['Báo cáo kết quả đợt cao điểm', 'Báo cáo kết quả'],
    ],
    asked: 'ministry',
  },
  {
    month: 11,
    subject: 'Tổng kết công tác Công an năm {y}, chương trình công tác năm {n}',
    field: 'Tham mưu',
    tasks: [['Báo cáo tổng kết công tác năm {y} của đơn vị', 'Báo cáo tổng kết']],
  },
  {
    month: 4,
    subject: 'Bảo đảm an ninh, trật tự, an toàn bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp',
    field: 'An ninh, trật tự',
    tasks: [
      ['Bảo vệ khu vực bỏ phiếu, hòm phiếu; rà soát cử tri tạm trú', 'Phương án, báo cáo'],
      ['Trực, báo cáo nhanh tình hình ngày bầu cử', 'Báo cáo nhanh'],
    ],
    from: 2021,
    to: 2021,
    asked: 'ministry',
  },
  {
    month: 3,
    subject: 'Phòng, chống dịch Covid-19 trong tình hình mới',
    field: 'An ninh, trật tự',
    tasks: [
      ['Phân công lực lượng tại chốt kiểm soát dịch', 'Danh sách phân công'],
      ['Rà soát người từ vùng dịch trở về địa bàn', 'Báo cáo số liệu'],
    ],
    from: 2020,
    to: 2022,
    asked: 'committee',
  },
  {
    month: 6,
    subject: 'Triển khai Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở',
    field: 'Xây dựng lực lượng',
    tasks: [
      ['Ra mắt Tổ bảo vệ an ninh, trật tự tại thôn, tổ dân phố', 'Quyết định, danh sách'],
      ['Đề xuất trang bị, kinh phí hoạt động của lực lượng', 'Tờ trình'],
    ],
    from: 2024,
    asked: 'ministry',
  },
  {
    month: 7,
    subject: 'Ổn định tổ chức, hoạt động của Công an cấp xã khi vận hành chính quyền địa phương hai cấp',
    field: 'Xây dựng lực lượng',
    tasks: [
      ['Phân công Phó Trưởng Công an, tổ trưởng tổ công tác phụ trách từng địa bàn', 'Bảng phân công'],
      ['Báo cáo hiện trạng trụ sở, phương tiện, nhu cầu sửa chữa', 'Báo cáo, biểu tổng hợp'],
      ['Tiếp nhận, số hóa hồ sơ nghiệp vụ bàn giao từ Công an cấp huyện', 'Biên bản, báo cáo tiến độ'],
    ],
    from: 2025,
    to: 2026,
    asked: 'ministry',
  },
];
