import { Button } from '@mantine/core';
import { UserPlus, Users } from 'lucide-react';
import { useMemo } from 'react';
import type { User } from '../../../db/api/contract/session.ts';
import { go, usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { NewUser } from './new-user.tsx';
import { UserDetail } from './user-detail.tsx';

/** Quản trị › Người dùng. Places: `/users`, `/users/new`, `/users/<id>`. */
export default function UserScreen() {
  const t = useText();
  const [, place] = usePlace();
  const list = useApi('user.list', {});
  const rows = useMemo(() => allRows<User>(list), [list.data, list.error, list.isLoading]);
  const columns = useColumns();
  const chosen = list.data?.find((user) => user.id === place);
  const close = (): void => go('/users');
  const open = (id: string): void => {
    list.reload();
    go(`/users/${id}`);
  };
  const detail =
    place === 'new' ? (
      <NewUser onClose={close} onCreated={list.reload} onOpen={open} />
    ) : chosen !== undefined ? (
      <UserDetail key={chosen.id} user={chosen} onClose={close} onSaved={list.reload} />
    ) : (
      <EmptyState icon={Users} title={t.user.choose} />
    );
  const addButton = (
    <Button leftSection={<UserPlus size="1rem" aria-hidden />} onClick={() => go('/users/new')}>
      {t.user.create}
    </Button>
  );
  return (
    <Page title={t.user.title} actions={addButton}>
      <SplitView
        name="users"
        list={
          <Grid
            label={t.user.title}
            name="users"
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            openKey={chosen?.id}
            onOpen={(user) => go(`/users/${user.id}`)}
            empty={<EmptyState icon={Users} title={t.user.empty} action={addButton} />}
          />
        }
        detail={detail}
      />
    </Page>
  );
}

const rowKey = (user: User): string => user.id;

function useColumns(): Column<User>[] {
  const t = useText();
  return useMemo(
    () => [
      { key: 'name', header: t.user.name, width: 170, grow: 2, render: (user) => <span>{user.name}</span> },
      { key: 'login', header: t.user.login, width: 120, grow: 1, render: (user) => <span>{user.login}</span> },
      { key: 'role', header: t.user.role, width: 140, render: (user) => t.common.roles[user.role] },
      { key: 'position', header: t.user.position, width: 120, grow: 1, render: (user) => <span>{user.position}</span> },
      {
        key: 'status',
        header: t.user.status,
        width: 136,
        render: (user) => (
          <StatusBadge
            meaning={user.isActive === 1 ? 'green' : 'grey'}
            label={user.isActive === 1 ? t.user.active : t.user.inactive}
            isPlain
          />
        ),
      },
    ],
    [t],
  );
}
