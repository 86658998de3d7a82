"""The balance of entries is checked once a statement instead of once a posting at the commit.

All postings of an entry come with one statement. A check for each of them, put off to the commit,
took more of PostgreSQL than writing them.
"""

from django.db import migrations

BY_STATEMENT = """
DROP TRIGGER ledger_entry_balances ON ledger_posting;
DROP FUNCTION ledger_entry_balances();
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    -- All postings of the entries concerned, not only the new ones: none may be added later.
    SELECT entry_id, unit INTO wrong FROM ledger_posting
    WHERE entry_id = ANY(ARRAY(SELECT DISTINCT entry_id FROM added))
    GROUP BY entry_id, unit HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % does not sum to zero in %', wrong.entry_id, wrong.unit
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_balances();
"""
BY_POSTING = """
DROP TRIGGER ledger_entry_balances ON ledger_posting;
DROP FUNCTION ledger_entry_balances();
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
    SELECT unit INTO wrong FROM ledger_posting WHERE entry_id = NEW.entry_id
    GROUP BY unit HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % does not sum to zero in %', NEW.entry_id, wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_payouts")]
    operations = [migrations.RunSQL(BY_STATEMENT, BY_POSTING)]
