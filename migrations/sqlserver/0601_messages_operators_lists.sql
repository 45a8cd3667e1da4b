-- What only an operator sees. A message gets in here when it leaves sent_messages or received_messages, so sending it costs
-- nothing more.
CREATE INDEX sent_messages_not_kept ON messages (created_by, created_at, id) WHERE kept_by_sender <= 0;

CREATE INDEX received_messages_not_kept ON message_recipients (address, created_at, message_id)
WHERE is_decomposed_by_recipient = 1;
