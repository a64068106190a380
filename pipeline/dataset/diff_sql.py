"""The queries of `diff`. Tables of the older release begin with a_, of the newer with b_."""

from __future__ import annotations

TOLERANCE = 1e-12  # of a contribution, far below a score's nine decimals

# What was read in each clause, in one list of words a clause.
_READINGS = """
CREATE TEMP TABLE {side}_read AS
WITH limits AS (
    SELECT power_id,
           list(concat_ws(':', type, actor, value) ORDER BY n) AS limits
    FROM {side}_constraints GROUP BY power_id
),
told AS (
    SELECT p.clause_id, p.power_id,
           concat_ws('/', coalesce(holder, '-'), coalesce(action, '-'), coalesce(object, '-'),
                     coalesce(domain, '-')) || ' ' || polarity || ' ' || autonomy
           || coalesce(' ' || array_to_string(limits, ' '), '') AS power
    FROM {side}_powers p LEFT JOIN limits USING (power_id)
),
listed AS (
    SELECT clause_id, list(power ORDER BY power_id) AS powers FROM told GROUP BY clause_id
)
SELECT c.version_id, c.clause_id, c.text_sha256, c.lead_in, c.label, l.powers
FROM {side}_clauses c LEFT JOIN listed l USING (clause_id)
"""

# Clauses of versions that both releases have, where words or reading differ.
_CLAUSES = """
CREATE TEMP TABLE clause_changes AS
WITH shared AS (SELECT version_id FROM a_versions INTERSECT SELECT version_id FROM b_versions)
SELECT
    coalesce(a.version_id, b.version_id) AS version_id,
    coalesce(a.clause_id, b.clause_id) AS clause_id,
    CASE WHEN a.clause_id IS NULL THEN 'added' WHEN b.clause_id IS NULL THEN 'removed'
         WHEN a.text_sha256 <> b.text_sha256 OR a.lead_in IS DISTINCT FROM b.lead_in THEN 'text'
         ELSE 'reading' END AS what,
    a.label AS label_before, b.label AS label_after,
    a.powers AS powers_before, b.powers AS powers_after
FROM a_read a FULL JOIN b_read b USING (clause_id)
WHERE coalesce(a.version_id, b.version_id) IN (FROM shared)
  AND (a.clause_id IS NULL OR b.clause_id IS NULL
       OR (a.text_sha256, a.lead_in, a.label, a.powers)
          IS DISTINCT FROM (b.text_sha256, b.lead_in, b.label, b.powers))
"""

_TEXT_CHANGES = """
CREATE TEMP TABLE text_changes AS
SELECT
    coalesce(a.version_id, b.version_id) AS version_id,
    CASE WHEN a.version_id IS NULL THEN 'added' WHEN b.version_id IS NULL THEN 'removed'
         WHEN a.snapshot <> b.snapshot THEN 'text' ELSE 'dates' END AS what,
    CASE WHEN a.snapshot <> b.snapshot THEN a.snapshot
         ELSE concat_ws(' to ', a.valid_from, a.valid_to) END AS before,
    CASE WHEN a.snapshot <> b.snapshot THEN b.snapshot
         ELSE concat_ws(' to ', b.valid_from, b.valid_to) END AS after
FROM a_versions a FULL JOIN b_versions b USING (version_id)
WHERE (a.version_id, a.snapshot, a.valid_from, a.valid_to)
      IS DISTINCT FROM (b.version_id, b.snapshot, b.valid_from, b.valid_to)
"""

# The value that held in either release on each day on which a span of either begins or ends.
_DAYS = """
CREATE TEMP TABLE days AS
WITH starts AS (
    SELECT scheme, series, lang, holder, valid_from AS day FROM a_scores
    UNION SELECT scheme, series, lang, holder, valid_from FROM b_scores
    UNION SELECT scheme, series, lang, holder, valid_to FROM a_scores WHERE valid_to IS NOT NULL
    UNION SELECT scheme, series, lang, holder, valid_to FROM b_scores WHERE valid_to IS NOT NULL
)
SELECT
    format('{}/{}/{}/{}/{}', d.scheme, d.series, d.lang, coalesce(d.holder, 'all'), d.day) AS key,
    d.*, a.score_id AS id_before, b.score_id AS id_after, a.value AS before, b.value AS after,
    (a.low, a.high) IS DISTINCT FROM (b.low, b.high) AS other_interval,
    a.score_id IS NULL OR b.score_id IS NULL OR a.value IS DISTINCT FROM b.value AS changed
FROM starts d
LEFT JOIN a_scores a ON a.scheme = d.scheme AND a.series = d.series AND a.lang = d.lang
    AND a.holder IS NOT DISTINCT FROM d.holder
    AND a.valid_from <= d.day AND (a.valid_to IS NULL OR d.day < a.valid_to)
LEFT JOIN b_scores b ON b.scheme = d.scheme AND b.series = d.series AND b.lang = d.lang
    AND b.holder IS NOT DISTINCT FROM d.holder
    AND b.valid_from <= d.day AND (b.valid_to IS NULL OR d.day < b.valid_to)
WHERE a.score_id IS NOT NULL OR b.score_id IS NOT NULL
"""

# The parts of changed scores. A power is the same in both releases when holder, action, object and
# domain are, wherever it stands; `nth` tells several such in one component apart.
_PARTS = """
CREATE TEMP TABLE {side}_parts AS
WITH named AS (
    SELECT d.key, c.component, c.contribution, c.rule, p.version_id, p.clause_id, c.power_id,
           CASE WHEN c.power_id IS NULL THEN '' ELSE
               concat_ws('/', coalesce(p.holder, '-'), coalesce(p.action, '-'),
                         coalesce(p.object, '-'), coalesce(p.domain, '-')) END AS power
    FROM days d
    JOIN {side}_score_components c ON c.score_id = d.{id}
    LEFT JOIN {side}_powers p USING (power_id)
    WHERE d.changed
)
SELECT *, row_number() OVER (PARTITION BY key, component, power ORDER BY power_id) AS nth
FROM named
"""

_POWER_CHANGES = f"""
CREATE TEMP TABLE power_changes AS
WITH joined AS (
    SELECT
        CASE WHEN a.key IS NULL THEN 'came' WHEN b.key IS NULL THEN 'went' ELSE 'changed' END
            AS what,
        coalesce(a.key, b.key) AS key, coalesce(a.component, b.component) AS component,
        coalesce(a.power, b.power) AS power,
        a.clause_id AS clause_before, b.clause_id AS clause_after,
        a.version_id AS version_before, b.version_id AS version_after,
        a.contribution AS before, b.contribution AS after,
        a.rule AS rule_before, b.rule AS rule_after
    FROM a_parts a FULL JOIN b_parts b
        ON a.key = b.key AND a.component = b.component AND a.power = b.power AND a.nth = b.nth
)
FROM joined
WHERE what <> 'changed' OR rule_before IS DISTINCT FROM rule_after
   OR (before IS NULL) <> (after IS NULL) OR abs(before - after) > {TOLERANCE}
"""

PREPARE = (
    _READINGS.format(side="a"),
    _READINGS.format(side="b"),
    _CLAUSES,
    _TEXT_CHANGES,
    _DAYS,
    _PARTS.format(side="a", id="id_before"),
    _PARTS.format(side="b", id="id_after"),
    _POWER_CHANGES,
)

TEXTS = "SELECT version_id, what, before, after FROM text_changes ORDER BY ALL"
CLAUSES = "SELECT * EXCLUDE (version_id) FROM clause_changes ORDER BY clause_id"
# The last column: whether both releases have the scheme.
SCORES = """
SELECT key, scheme, format('{}/{}/{}', series, lang, day),
       CASE WHEN id_before IS NULL THEN 'came' WHEN id_after IS NULL THEN 'went'
            ELSE 'changed' END,
       before, after,
       scheme IN (SELECT scheme FROM a_scores) AND scheme IN (SELECT scheme FROM b_scores)
FROM days WHERE changed ORDER BY key
"""
SAME = "SELECT count(*), count(*) FILTER (other_interval) FROM days WHERE NOT changed"

# A part's own cause: its clause has other words or another reading, or its text is in one release
# alone, or is in both and in force in one alone, which only the registry can bring about.
POWERS = """
WITH clause_of AS (
    SELECT clause_id, CASE what WHEN 'reading' THEN 'reading' ELSE 'text' END AS cause
    FROM clause_changes
),
text_of AS (
    SELECT version_id, CASE what WHEN 'dates' THEN 'dates' ELSE 'text' END AS cause
    FROM text_changes
)
SELECT p.key, p.what, component, power, clause_before, clause_after, before, after,
       rule_before, rule_after,
       coalesce(new.cause, old.cause,
                CASE WHEN 'text' IN (came.cause, went.cause) AND p.what <> 'changed' THEN 'text'
                END)
FROM power_changes p
LEFT JOIN clause_of new ON new.clause_id = p.clause_after
LEFT JOIN clause_of old ON old.clause_id = p.clause_before
LEFT JOIN text_of came ON came.version_id = p.version_after
LEFT JOIN text_of went ON went.version_id = p.version_before
ORDER BY p.key, p.what, abs(coalesce(after, 0) - coalesce(before, 0)) DESC, component, power
"""

# What differs among the texts in force in a series and language on a day: causes, texts, clauses.
AROUND = """
WITH moments AS (SELECT DISTINCT series, lang, day FROM days WHERE changed),
in_force AS (
    SELECT m.*, v.version_id, 'a' AS side FROM moments m JOIN a_versions v
        ON v.series = m.series AND v.lang = m.lang AND v.valid_from <= m.day
       AND (v.valid_to IS NULL OR m.day < v.valid_to)
    UNION ALL
    SELECT m.*, v.version_id, 'b' FROM moments m JOIN b_versions v
        ON v.series = m.series AND v.lang = m.lang AND v.valid_from <= m.day
       AND (v.valid_to IS NULL OR m.day < v.valid_to)
),
found AS (
    SELECT series, lang, day, version_id AS id,
           CASE t.what WHEN 'dates' THEN 'registry' ELSE 'text' END AS cause
    FROM in_force JOIN text_changes t USING (version_id)
    UNION ALL
    SELECT series, lang, day, clause_id,
           CASE c.what WHEN 'reading' THEN 'reading' ELSE 'text' END
    FROM in_force JOIN clause_changes c USING (version_id)
)
SELECT format('{}/{}/{}', series, lang, day), list(DISTINCT cause), list(DISTINCT id ORDER BY id)
FROM found GROUP BY ALL ORDER BY ALL
"""
