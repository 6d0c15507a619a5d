"""The database: engine, sessions, column types, migrations. What may not live here: tables (each noun has its own)."""
