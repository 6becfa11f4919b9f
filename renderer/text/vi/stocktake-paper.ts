import { showNumber } from '../show.ts';

/** An official paper, in Vietnamese whatever the language of the screen. */
export const stocktakePaper = {
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: 'Số: ……/TB-……',
  placeDay: (place: string, day: string) => {
    const [year = '', month = '', dayOfMonth = ''] = day.split('-');
    // NĐ 30/2020: days below 10 and the first two months are written with a leading zero.
    const shownMonth = Number(month) <= 2 ? month : String(Number(month));
    return `${place === '' ? '……………' : place}, ngày ${dayOfMonth} tháng ${shownMonth} năm ${year}`;
  },
  kind: 'THÔNG BÁO',
  subject: (kind: string) => `Kết luận ${kind}`,
  opening: (day: string, host: string, title: string, isWritten: boolean) =>
    `Ngày ${day}, ${host} ${isWritten ? 'hoàn thành' : 'tổ chức'} ${title}.`,
  period: (from: string, to: string) => `Thời gian đánh giá: từ ngày ${from} đến ngày ${to}.`,
  directives: 'Văn bản, chương trình được đánh giá:',
  directive: (kind: string, number: string, day: string, issuer: string, subject: string) =>
    `${[kind, number === '' ? '' : `số ${number}`].filter(Boolean).join(' ')} ngày ${day} của ${issuer} về “${subject}”`,
  attendance: 'Thành phần',
  host: (name: string) => `Đơn vị tổ chức: ${name}`,
  place: (place: string) => `Địa điểm: ${place}`,
  chair: (chair: string) => `Chủ trì hội nghị: ${chair}`,
  sites: (count: number) => `Điểm cầu (${showNumber(count)}):`,
  agenda: 'Nội dung',
  conclusion: 'Kết luận',
  noConclusion: 'Chưa ghi kết luận.',
  tasks: 'Nhiệm vụ giao',
  taskHead: { order: 'TT', content: 'Nội dung nhiệm vụ', leads: 'Đơn vị chủ trì', dueOn: 'Thời hạn' },
  moreLeads: (count: number) => `và ${showNumber(count)} đơn vị khác`,
  recipients: 'Nơi nhận:',
  filed: '- Lưu: VT.',
  signer: 'THỦ TRƯỞNG ĐƠN VỊ',
};
