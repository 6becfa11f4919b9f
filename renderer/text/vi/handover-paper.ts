/** Biên bản bàn giao, an official paper by NĐ 30/2020 (mẫu 1.9): in Vietnamese whatever the language of the screen. */
export const handoverPaper = {
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: (number: string) => `Số: ${number === '' ? '……/BB-……' : number}`,
  kind: 'BIÊN BẢN',
  subject: (from: string, to: string) => `Về việc bàn giao giữa ${from} và ${to}`,
  basis: (basis: string) => `Căn cứ ${basis};`,
  basisEvent: (event: string, day: string) =>
    `Thực hiện việc ${event.toLocaleLowerCase('vi')} đơn vị, có hiệu lực từ ngày ${day}.`,
  opening: (day: string, month: string, year: string, place: string) =>
    `Hôm nay, ngày ${day} tháng ${month} năm ${year}, tại ${place === '' ? '………………………………' : place}, chúng tôi gồm:`,
  attendance: 'Thành phần',
  from: (name: string) => `Bên giao: ${name}`,
  to: (name: string) => `Bên nhận: ${name}`,
  witness: 'Người chứng kiến',
  blank: 'Ông (bà) ……………………………………, chức vụ ……………………………',
  agreed: 'Hai bên thống nhất bàn giao và tiếp nhận các nội dung sau:',
  content: 'Nội dung bàn giao',
  further: 'Nội dung khác',
  nothing: 'Không có mục nào được bàn giao.',
  kinds: {
    assignment: 'Nhiệm vụ đang thực hiện',
    draft: 'Bản nháp báo cáo',
    post: 'Cán bộ, phân công',
    registration: 'Đăng ký đang thực hiện',
    other: 'Con dấu, hồ sơ, tài sản và nội dung khác',
  },
  heads: {
    assignment: ['TT', 'Nội dung nhiệm vụ', 'Văn bản', 'Vai trò', 'Thời hạn'],
    draft: ['TT', 'Báo cáo đang soạn của nhiệm vụ', 'Văn bản', 'Vai trò', 'Thời hạn'],
    post: ['TT', 'Họ và tên', 'Chức danh', 'Đến ngày', 'Ghi chú'],
    registration: ['TT', 'Bộ tiêu chí', 'Năm', 'Ghi chú'],
    other: ['TT', 'Nội dung', 'Ghi chú'],
  },
  roles: { lead: 'Chủ trì', support: 'Phối hợp' },
  closing: (day: string) =>
    `Từ ngày ${day}, bên nhận chịu trách nhiệm tiếp tục thực hiện các nội dung nêu trên. Biên bản được các bên đọc lại, thống nhất và cùng ký tên; lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, 01 bản lưu./.`,
  signers: { from: 'ĐẠI DIỆN BÊN GIAO', to: 'ĐẠI DIỆN BÊN NHẬN', witness: 'NGƯỜI CHỨNG KIẾN' },
  sign: '(Ký, ghi rõ họ tên)',
  recipients: 'Nơi nhận:',
  recipientLines: ['- Như thành phần;', '- Lưu: VT, HS.'],
};
