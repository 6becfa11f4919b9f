import { expect, test } from 'vitest';
import { foldText } from '../../db/domain/text.ts';
import { fold } from '../../renderer/ui/fold.ts';

test.each(['Công an xã Kim Sơn', 'ĐỒN  Công an', 'hoà', 'hòa', 'Phường Ba Đồn', 'Thượng tá', 'e\u0309 ẻ'])(
  '%s is found on the screen as in the data',
  (text) => {
    expect(fold(text)).toBe(foldText(text));
  },
);
