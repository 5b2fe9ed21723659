"""儿童 (一人一档): one file a child."""
