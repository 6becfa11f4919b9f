import { z } from 'zod';

/** area: đơn vị hành chính; police: đơn vị Công an; partner: outside body (Quân đội, Mặt trận Tổ quốc …). */
export const UnitNature = z.enum(['area', 'police', 'partner']);
export type UnitNature = z.output<typeof UnitNature>;

export const UnitLevel = z.enum(['ministry', 'province', 'district', 'commune', 'department', 'team', 'other']);
export type UnitLevel = z.output<typeof UnitLevel>;

/** Kind of a unit at a time; a change of it (xã → phường) is a new version of the same unit. */
export const UnitKind = z.enum([
  'ministry', // Bộ
  'province', // Tỉnh
  'centralCity', // Thành phố trực thuộc trung ương
  'ruralDistrict', // Huyện
  'urbanDistrict', // Quận
  'town', // Thị xã
  'provincialCity', // Thành phố (thuộc tỉnh, thuộc thành phố)
  'commune', // Xã
  'ward', // Phường
  'township', // Thị trấn
  'specialZone', // Đặc khu
  'post', // Đồn Công an
  'department', // Phòng
  'team', // Đội, Tổ
  'army', // Quân đội
  'front', // Mặt trận Tổ quốc
  'judiciary', // Cơ quan tư pháp
  'agency', // Ban, ngành
  'association', // Đoàn thể
  'other',
]);
export type UnitKind = z.output<typeof UnitKind>;

/** Event kinds of a reorganisation: thành lập, giải thể, nhập, hợp nhất, chia, tách, điều chỉnh địa giới, đổi tên, đổi loại hình, chuyển cấp quản lý. */
export const UnitEventKind = z.enum([
  'establish',
  'dissolve',
  'absorb',
  'merge',
  'divide',
  'separate',
  'boundary',
  'rename',
  'changeKind',
  'moveParent',
]);

/** How much of the predecessor went to the successor. */
export const LineagePart = z.enum(['whole', 'part', 'partArea', 'partPopulation', 'partAreaWholePopulation']);
export type LineagePart = z.output<typeof LineagePart>;

/**
 * The two ways to total: each figure in the units and the tree of its own time (theo đơn vị tại thời điểm), or carried over to
 * the units of the date of view (quy đổi về đơn vị hiện nay).
 */
export const TreeMode = z.enum(['ofTheTime', 'ofToday']);
export type TreeMode = z.output<typeof TreeMode>;

/** Why something of a unit that is no more cannot be said of a unit of today: split without a documented ratio, heirs not known, or none. */
export const NotConvertible = z.enum(['split', 'unknown', 'none']);
