-- What defaults and checks of tables call.

-- A UUIDv7 whose first bits are the clock's microseconds, so that what happens to a record one after the other sorts so.
-- One expression, which is planned as part of what asks for it.
create or replace function time_ordered_id() returns uuid
language sql volatile parallel safe
return (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
                placing '7' from 13 for 0)
        || substr(encode(uuid_send(gen_random_uuid()), 'hex'), 17))::uuid;

-- `<key id>:<base64 of nonce, ciphertext and tag>`, at least 28 bytes.
create or replace function is_sealed(value text) returns boolean
language sql immutable parallel safe
return value ~ '^[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}$';
