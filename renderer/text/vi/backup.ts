import { showNumber } from '../show.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export const backup = {
  restore: {
    title: 'Khôi phục từ bản sao lưu',
    intro: 'Dùng khi máy cũ hỏng, mất hoặc được thay. Mật khẩu và mã khôi phục vẫn là của cơ quan khi sao lưu.',
    choose: 'Chọn tệp sao lưu',
    hint: 'Tệp có đuôi .vmbackup, trên USB hoặc ổ đĩa',
    label: 'Khôi phục bản sao lưu',
    doneTitle: 'Đã khôi phục',
    done: (office: string, when: string) => `Đã khôi phục dữ liệu của ${office}, sao lưu lúc ${when}.`,
    doneNext:
      'Hãy đăng nhập bằng tài khoản cũ. Thay đổi làm sau lúc sao lưu mà nơi khác đã nhận sẽ về lại: xuất gói cho họ, rồi nhập gói họ gửi về.',
    enter: 'Đăng nhập',
  },
  create: {
    title: 'Sao lưu',
    text: 'Ghi toàn bộ dữ liệu, khóa và tệp đính kèm vào một tệp mã hóa. Nên sao lưu mỗi tuần và trước khi sửa máy.',
    notes: [
      'Cất tệp ở ổ đĩa khác hoặc USB, không để cùng máy.',
      'Mở lại được bằng mật khẩu của người dùng hoặc mã khôi phục của cơ quan; không có thì không ai mở được.',
      'Bản sao lưu khác với gói trao đổi (.goi): gói để gửi cho đơn vị khác, bản sao lưu để dựng lại máy này.',
    ],
    start: 'Sao lưu bây giờ',
    label: 'Sao lưu dữ liệu',
    fileName: (office: string, day: Date) =>
      `${office} ${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.vmbackup`,
    done: (name: string, size: string) => `Đã sao lưu và kiểm tra lại: ${name} (${size}).`,
  },
  lineage: {
    states: {
      restored: {
        title: 'Dữ liệu này vừa được khôi phục',
        what: 'Cơ sở dữ liệu trên máy này lấy từ bản sao lưu, hoặc máy không còn dấu của lần mở trước.',
        ifNot: 'Nếu máy cũ vẫn đang làm việc với dữ liệu này, hãy dừng máy đó trước khi tiếp tục.',
      },
      copied: {
        title: 'Dữ liệu này là bản sao',
        what: 'Cơ sở dữ liệu này được chép từ máy khác hoặc từ thư mục khác.',
        ifNot: 'Nếu chỉ mở nhầm bản sao, hãy khóa lại rồi mở đúng thư mục dữ liệu. Bản gốc không bị ảnh hưởng.',
      },
      rewound: {
        title: 'Dữ liệu này cũ hơn lần làm việc trước',
        what: 'Máy này đã ghi nhiều hơn những gì đang có ở đây: dữ liệu đã bị đưa về một thời điểm trước.',
        ifNot: 'Nếu còn giữ thư mục dữ liệu mới hơn, hãy khóa lại và đặt thư mục đó về chỗ cũ.',
      },
    },
    last: (when: string) => `Lần ghi gần nhất được biết: ${when}.`,
    nextTitle: 'Khi tiếp tục',
    next: [
      'Máy ghi tiếp dưới một tên mới, để không lẫn với những gì bản kia đã ghi và gửi.',
      'Thay đổi bị mất mà nơi khác đã nhận sẽ về lại: xuất gói cho họ, rồi nhập gói họ gửi về.',
      'Cho đến khi xác nhận, chỉ xem được, chưa ghi gì.',
    ],
    adminOnly: 'Chỉ Quản trị xác nhận được. Hãy khóa lại và nhờ Quản trị đăng nhập.',
    password: 'Mật khẩu của bạn',
    go: 'Tiếp tục dưới tên mới',
    lock: 'Khóa lại, chưa làm gì',
    done: 'Đã tiếp tục. Hãy xuất gói cho các nơi để họ biết tên mới, rồi nhập gói họ gửi về để lấy lại thay đổi bị mất.',
  },
  fork: {
    title: 'Máy bị trùng danh tính',
    what: 'Hai cơ sở dữ liệu đã ghi dưới cùng một tên, thường do chép ổ đĩa hoặc khôi phục mà không được nhận ra. Thay đổi của cả hai từ chỗ tách ra đang để riêng, chưa tính, không mất.',
    machine: (name: string, unit: string) => `${name} – ${unit}`,
    thisPc: 'máy này',
    settled: 'Đã thu hồi tên cũ',
    unsettled: 'Chờ cấp tỉnh thu hồi tên cũ',
    stepsOwn: [
      'Dừng bản thừa: chỉ để một máy tiếp tục. Máy thứ hai nếu cần thì mời tham gia lại như máy mới.',
      'Báo cấp tỉnh thu hồi tên cũ (đời cũ) của máy này; máy đã tự ghi tiếp dưới tên mới.',
      'Chọn các nhánh cần giữ và ghi lại chúng dưới tên mới.',
    ],
    stepsAuthority: [
      'Gọi điện cho đơn vị: máy nào được giữ, máy nào dừng.',
      'Mở máy trong danh sách, thu hồi đời cũ của nó; thay đổi trước chỗ tách ra vẫn giữ.',
      'Gửi gói cho đơn vị; đơn vị chọn thay đổi cần giữ và ghi lại.',
    ],
    stepsOther: ['Đơn vị có máy này và cấp tỉnh xử lý. Không cần làm gì ở đây; thay đổi được giữ sẽ về theo gói sau.'],
    openDevice: 'Mở máy này để thu hồi đời cũ',
    branches: 'Các nhánh thay đổi',
    branch: (n: number, count: number, from: string, to: string) =>
      `Nhánh ${n}: ${showNumber(count)} thay đổi, từ ${from} đến ${to}`,
    rehomed: 'đã ghi lại',
    write: 'Ghi lại các nhánh đã chọn',
    written: (count: number) =>
      `Đã ghi lại ${showNumber(count)} thay đổi dưới tên mới của máy này. Hãy xuất gói để các nơi nhận.`,
  },
};
