create table customer(id varchar primary key, name varchar not null);
create table orders(id int primary key, customer_id varchar not null references customer, item varchar not null);
create table account(customer_id varchar primary key references customer, balance decimal(12, 2) not null);
