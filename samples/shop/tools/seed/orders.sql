create table if not exists orders (id text primary key, total_cents bigint not null);
