insert into customer values ('C-17', 'Ada'), ('C-42', 'Grace'), ('C-99', 'Alan');
insert into orders values (1, 'C-17', 'lamp'), (2, 'C-17', 'desk'), (3, 'C-42', 'shelf');
insert into account select id, 0 from customer;
