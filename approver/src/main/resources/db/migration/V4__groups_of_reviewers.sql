-- A request may need several people, each in a demanded group: names without spaces, one space between them.

ALTER TABLE review ADD COLUMN member_of text NOT NULL DEFAULT '';
