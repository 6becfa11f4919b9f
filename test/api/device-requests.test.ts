import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { primitives } from '../../db/crypto.ts';
import { newDeviceKeys, requestToJoin } from '../../db/sync/identity.ts';
import { admit, ask, inviteOn } from '../helpers/device.ts';
import { deliver, newPc, newProvince, newStick } from '../helpers/exchange.ts';
import { unitUnder } from '../helpers/work.ts';

/* What waits for the PC that keeps the authority: seats nobody has answered, and requests on the stick. */

test('open seats and requests on the stick are counted where the authority is kept; looking counts no wrong code', async () => {
  const province = await newProvince();
  const count = () => province.get('device.requests', {});
  expect(count()).toEqual({ openInvitations: 0, requests: 0 });
  const unitId = unitUnder(province, province.unitId, 'An Bình');
  const invite = () => province.get('device.invite', { unitId, on: inviteOn });
  const [first, second] = [invite(), invite()];
  expect(count()).toEqual({ openInvitations: 2, requests: 0 });
  const stick = newStick();
  const put = (name: string, text: string): void => writeFileSync(join(stick, name), text);
  province.get('bundle.watch', { folder: province.hand(stick) });
  const commune = newPc();
  const { file, fileName } = await ask(commune, first);
  put(fileName, file);
  put(`yeu-cau ${fileName}`, file);
  put('yeu-cau-khac.json', '{"not":"ours"}');
  put('yeu-cau-cat.json', file.slice(0, 200));
  mkdirSync(join(stick, 'yeu-cau-thu-muc.json'));
  symlinkSync(join(stick, fileName), join(stick, 'yeu-cau-lien-ket.json'));
  const keys = await newDeviceKeys(primitives, 'may-la');
  const content = { name: 'Máy lạ', recoveryKey: null, adopts: [] };
  const wrong = requestToJoin(primitives, { id: second.id, unit: unitId }, '0000-0000-0000-0000', keys, content);
  put('yeu-cau-sai.json', JSON.stringify(wrong));
  expect(count()).toEqual({ openInvitations: 2, requests: 1 });
  expect(province.get('device.invitations', {}).map(({ failures }) => failures)).toEqual([0, 0]);
  await admit(province, file);
  expect(count()).toEqual({ openInvitations: 1, requests: 0 });
  deliver(province, commune);
  const renewal = await commune.gate('device.renew', {});
  put('yeu-cau-moi.json', renewal.file);
  expect(count()).toEqual({ openInvitations: 1, requests: 1 });
  expect(commune.get('device.requests', {})).toEqual({ openInvitations: 0, requests: 0 });
  province.get('device.voidInvitation', { id: second.id });
  expect(count()).toEqual({ openInvitations: 0, requests: 1 });
});
