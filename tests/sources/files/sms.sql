-- texts
INSERT INTO sms (name, body) VALUES
  ('otp', 'It''s [[code]]'),
  ('late', E'Late\nSorry');
UPDATE sms SET body = 'Bye' WHERE name = 'bye';
