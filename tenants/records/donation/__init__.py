"""捐赠: money into a project's fund, as an append-only ledger."""
