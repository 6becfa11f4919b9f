import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingOf, safeFileName } from '../../db/domain/file-name.ts';

const pdf = ['pdf'] as const;

test.each([
  ['Chỉ thị 03.pdf', 'Chỉ thị 03.pdf'],
  ['Chỉ thị 03.pdf'.normalize('NFD'), 'Chỉ thị 03.pdf'],
  ['CHI THI.PDF', 'CHI THI.PDF'],
  ['D:\\GỬI TRANG THÔNG TIN\\Tháng 6\\4.6\\CT 03.pdf', 'CT 03.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['thư mục/', 'thư mục.pdf'],
  ['CON', '_CON.pdf'],
  ['nul.pdf', '_nul.pdf'],
  ['lpt1.báo cáo.pdf', '_lpt1.báo cáo.pdf'],
  ['a:b|c?.pdf', 'a_b_c_.pdf'],
  ['ảnh\u202Egpj.pdf', 'ảnhgpj.pdf'],
  ['dòng\r\nhai.pdf', 'dònghai.pdf'],
  ['đuôi. . .', 'đuôi.pdf'],
  ['.pdf', 'pdf.pdf'],
  ['...', 'tep.pdf'],
  ['', 'tep.pdf'],
  ['setup.exe', 'setup.exe.pdf'],
])('%j is shown as %j', (name, expected) => {
  expect(safeFileName(name, pdf, 200)).toBe(expected);
});

test('an ending of the kind is kept as it is', () => {
  expect(safeFileName('Ảnh.JPEG', ['jpg', 'jpeg'], 200)).toBe('Ảnh.JPEG');
  expect(endingOf('Ảnh.JPEG')).toBe('jpeg');
  expect(endingOf('.bashrc')).toBe('');
});

test('whatever comes in, the name is short, has no way out of its folder, and tells the truth', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 400 })), (name) => {
      const safe = safeFileName(name, pdf, 60);
      expect(safe.length).toBeLessThanOrEqual(60);
      expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cf}]+\.pdf$/iu);
      expect(safe).toBe(safeFileName(safe, pdf, 60));
      expect(safe).toMatch(/^[^. ]/);
    }),
    { numRuns: 500 },
  );
});
