"""The versions of the learner's database: the statements that make each from the one before."""

# ruff: noqa: S608  (what is put into a statement stands in this file)

Migration = tuple[str, ...]

# The headings under which answers are counted; WHERE chooses the answers.
_HEADINGS = """
        SELECT bank, 'all' AS split, hour, '' AS heading, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'topic', hour, topic, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'kind', hour, kind, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'confidence', hour, confidence, points, milliseconds
            FROM counted_answers WHERE {where} AND confidence IS NOT NULL"""

# Points are whole millionths and times whole milliseconds: taking an answer off leaves the
# very sum that there was before. An hour is one of UTC, counted from 1970: which day it
# belongs to depends on where the learner lives. More than one fact in a multiple choice
# means that statements were to be told apart by their speakers.
_HOURS: Migration = (
    """CREATE VIEW counted_answers AS SELECT
        seq,
        bank,
        topic,
        CASE
            WHEN kind = 'multiple_choice' AND json_array_length(facts) > 1
            THEN 'multiple_choice_of_statements'
            ELSE kind
        END AS kind,
        confidence,
        CAST(strftime('%s', at) AS INTEGER) / 3600 AS hour,
        CAST(round(score * 1000000) AS INTEGER) AS points,
        CAST(round(seconds * 1000) AS INTEGER) AS milliseconds
        FROM attempts""",
    """CREATE TABLE hours (
        bank TEXT NOT NULL,
        split TEXT NOT NULL,
        hour INTEGER NOT NULL,
        heading TEXT NOT NULL,
        answered INTEGER NOT NULL,
        points INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        PRIMARY KEY (bank, split, hour, heading)
    ) WITHOUT ROWID""",
    f"""INSERT INTO hours
        SELECT bank, split, hour, heading, count(*), sum(points), sum(milliseconds)
        FROM ({_HEADINGS.format(where="true")}) GROUP BY bank, split, hour, heading""",
    f"""CREATE TRIGGER attempt_timed AFTER INSERT ON attempts BEGIN
        INSERT INTO hours
            SELECT bank, split, hour, heading, 1, points, milliseconds
            FROM ({_HEADINGS.format(where="seq = NEW.seq")}) WHERE true
            ON CONFLICT DO UPDATE SET
                answered = answered + 1,
                points = points + excluded.points,
                milliseconds = milliseconds + excluded.milliseconds;
    END""",
    f"""CREATE TRIGGER attempt_untimed BEFORE DELETE ON attempts BEGIN
        INSERT INTO hours
            SELECT bank, split, hour, heading, -1, -points, -milliseconds
            FROM ({_HEADINGS.format(where="seq = OLD.seq")}) WHERE true
            ON CONFLICT DO UPDATE SET
                answered = answered - 1,
                points = points + excluded.points,
                milliseconds = milliseconds + excluded.milliseconds;
        DELETE FROM hours
            WHERE answered = 0 AND (bank, split, hour, heading) IN (
                SELECT bank, split, hour, heading FROM ({_HEADINGS.format(where="seq = OLD.seq")})
            );
    END""",
    """CREATE INDEX attempts_of_speakers ON attempts (bank, seq)
        WHERE kind IN ('who_says', 'grouping')""",
)

# The sums may be behind the answers (see ``tallies``): ``summed`` has the number of the last
# answer that is in them. Sums by topic and kind over all time follow from those by the hour.
_SUMMED: Migration = (
    "DROP TRIGGER attempt_counted",
    "DROP TRIGGER attempt_taken_back",
    "DROP TABLE tallies",
    "DROP TRIGGER attempt_timed",
    "DROP TRIGGER attempt_untimed",
    "CREATE TABLE summed (up_to INTEGER NOT NULL)",
    "INSERT INTO summed SELECT coalesce(max(seq), 0) FROM attempts",
)

# What answers are looked up by is written with the sums, many at once: an index is one more
# page to write with each answer. ``history`` has those also that are not in there yet.
_HISTORY: Migration = (
    """CREATE TABLE indexed_answers (
        bank TEXT NOT NULL,
        fact TEXT NOT NULL,
        seq INTEGER NOT NULL,
        session INTEGER NOT NULL,
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        day INTEGER,
        rating INTEGER,
        PRIMARY KEY (bank, fact, seq)
    ) WITHOUT ROWID""",
    """INSERT INTO indexed_answers
        SELECT bank, coalesce(fact, ''), seq, session, kind, score, day, rating FROM attempts
        WHERE seq <= (SELECT up_to FROM summed) ORDER BY 1, 2, 3""",
    "CREATE INDEX indexed_by_session ON indexed_answers (session, seq, score)",
    """CREATE VIEW history AS
        SELECT bank, fact, seq, session, kind, score, day, rating FROM indexed_answers
        UNION ALL SELECT bank, fact, seq, session, kind, score, day, rating FROM attempts
            WHERE seq > (SELECT up_to FROM summed)""",
    "DROP INDEX attempts_by_session",
    "DROP INDEX attempts_by_fact",
)

# Each version of the database is made from the one before by the statements of one entry.
# An entry that was once released is never changed. No screen adds up a million rows: sums
# are kept beside the answers.
MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE sessions (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            bank TEXT NOT NULL,
            title TEXT NOT NULL,
            mode TEXT NOT NULL,
            count INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            started TEXT NOT NULL,
            finished TEXT,
            finished_seq INTEGER,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX sessions_by_finish ON sessions (finished_seq)",
        """CREATE TABLE attempts (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            session INTEGER NOT NULL REFERENCES sessions (seq),
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            facts TEXT NOT NULL,
            item TEXT NOT NULL,
            response TEXT NOT NULL,
            score REAL NOT NULL,
            why TEXT NOT NULL,
            at TEXT NOT NULL,
            seconds REAL NOT NULL,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX attempts_by_session ON attempts (session, score)",
        """CREATE TABLE tallies (
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            answered INTEGER NOT NULL,
            score REAL NOT NULL,
            PRIMARY KEY (bank, topic, kind)
        ) WITHOUT ROWID""",
        """CREATE TRIGGER attempt_counted AFTER INSERT ON attempts BEGIN
            INSERT INTO tallies VALUES (NEW.bank, NEW.topic, NEW.kind, 1, NEW.score)
                ON CONFLICT DO UPDATE SET answered = answered + 1, score = score + NEW.score;
        END""",
    ),
    (
        "ALTER TABLE sessions ADD COLUMN plan TEXT",
        "ALTER TABLE sessions ADD COLUMN queue TEXT",
        # The fact that was asked, and what the answer counted for in its schedule.
        """ALTER TABLE attempts ADD COLUMN fact TEXT
            GENERATED ALWAYS AS (json_extract(facts, '$[0]')) VIRTUAL""",
        "ALTER TABLE attempts ADD COLUMN hints INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE attempts ADD COLUMN confidence TEXT",
        "ALTER TABLE attempts ADD COLUMN day INTEGER",
        "ALTER TABLE attempts ADD COLUMN rating INTEGER",
        # Whether the clock showed less than at the answer before.
        "ALTER TABLE attempts ADD COLUMN clock_back INTEGER NOT NULL DEFAULT 0",
        """CREATE INDEX attempts_by_fact
            ON attempts (bank, fact, seq, kind, score, day, rating)""",
        # ``first`` is the day of the first review, 0 where there was none.
        """CREATE TABLE cards (
            bank TEXT NOT NULL,
            fact TEXT NOT NULL,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            last INTEGER NOT NULL,
            due INTEGER NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            suspended INTEGER NOT NULL,
            buried_until INTEGER NOT NULL,
            first INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (bank, fact)
        ) WITHOUT ROWID""",
        # What was undone, set aside, flagged and decided, as the journal has it.
        """CREATE TABLE changes (
            seq INTEGER PRIMARY KEY,
            sort TEXT NOT NULL,
            subject TEXT NOT NULL,
            entry TEXT NOT NULL,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX changes_by_subject ON changes (sort, subject, seq)",
        # Whole millionths of a point: an answer that is undone leaves the very sum before it.
        "DROP TRIGGER attempt_counted",
        "DROP TABLE tallies",
        """CREATE TABLE tallies (
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            answered INTEGER NOT NULL,
            points INTEGER NOT NULL,
            PRIMARY KEY (bank, topic, kind)
        ) WITHOUT ROWID""",
        """INSERT INTO tallies
            SELECT bank, topic, kind, count(*), sum(CAST(round(score * 1000000) AS INTEGER))
            FROM attempts GROUP BY bank, topic, kind""",
        """CREATE TRIGGER attempt_counted AFTER INSERT ON attempts BEGIN
            INSERT INTO tallies VALUES (
                NEW.bank, NEW.topic, NEW.kind, 1, CAST(round(NEW.score * 1000000) AS INTEGER)
            ) ON CONFLICT DO UPDATE
                SET answered = answered + 1, points = points + excluded.points;
        END""",
        """CREATE TRIGGER attempt_taken_back AFTER DELETE ON attempts BEGIN
            UPDATE tallies SET answered = answered - 1,
                points = points - CAST(round(OLD.score * 1000000) AS INTEGER)
                WHERE bank = OLD.bank AND topic = OLD.topic AND kind = OLD.kind;
            DELETE FROM tallies WHERE answered = 0
                AND bank = OLD.bank AND topic = OLD.topic AND kind = OLD.kind;
        END""",
        # Filled when someone searches, and without a copy of the texts (see ``search``).
        """CREATE VIRTUAL TABLE searched USING fts5 (
            shown, given, content = '', tokenize = "unicode61 remove_diacritics 2"
        )""",
    ),
    _HOURS,
    _SUMMED,
    _HISTORY,
)
