"""Views of the index: scores over time, what they are made of, how sure they are."""

from __future__ import annotations

from pipeline.dataset.view import View

_BEGINNINGS = """
        SELECT series, lang, valid_from, list(act ORDER BY act) AS begins
        FROM versions WHERE valid_from IS NOT NULL GROUP BY ALL"""

PRESIDENT = View(
    "president",
    "The President's scores, a row for each span of days without a change of text.",
    """
    SELECT series, lang, scheme, valid_from, valid_to, value, partial, score_id
    FROM scores WHERE holder = 'president'
    ORDER BY series, lang, scheme, valid_from
    """,
)

INDEX_BY_DAY = View(
    "index_by_day",
    "The index as a step function of days: each score holds from valid_from until the day before "
    "valid_to; `begins` lists the acts whose texts begin on its first day. Holder is null for a "
    "figure of all holders together.",
    f"""
    WITH beginnings AS ({_BEGINNINGS}
    )
    SELECT
        s.scheme, s.series, s.lang, s.holder, s.valid_from, s.valid_to, s.value, s.low, s.high,
        s.partial, coalesce(b.begins, []) AS begins, s.score_id
    FROM scores s LEFT JOIN beginnings b USING (series, lang, valid_from)
    """,
)

INDEX_BY_VERSION = View(
    "index_by_version",
    "The index on the first day of each text in force: a row a version, scheme and holder.",
    """
    SELECT
        s.scheme, s.series, s.lang, s.holder, v.act, v.version_date, s.valid_from, s.value, s.low,
        s.high, s.partial, v.version_id, s.score_id
    FROM versions v JOIN scores s USING (series, lang, valid_from)
    """,
)

INDEX_BY_YEAR = View(
    "index_by_year",
    "Scores by calendar year: the value on 31 December with its 95% interval (null where no text "
    "is in force on that day), and the mean over the days that have a value. Years run from "
    "the first to the last change of text; a value that still holds fills the last year.",
    """
    WITH yearly AS (
        SELECT
            *,
            unnest(range(year(valid_from), coalesce(
                year(valid_to), (SELECT max(year(greatest(valid_from, valid_to))) FROM scores)
            ) + 1)) AS year
        FROM scores
    ),
    parts AS (
        SELECT
            *, make_date(year + 1, 1, 1) AS next_year,
            greatest(valid_from, make_date(year, 1, 1)) AS part_from,
            least(coalesce(valid_to, DATE '9999-12-31'), make_date(year + 1, 1, 1)) AS part_to
        FROM yearly
    )
    SELECT
        scheme, series, lang, holder, year::INTEGER AS year,
        max(value) FILTER (part_to = next_year) AS value_at_end,
        fsum(value * (part_to - part_from))
            / sum(part_to - part_from) FILTER (value IS NOT NULL) AS mean,
        sum(part_to - part_from)::INTEGER AS days,
        bool_or(partial) AS partial,
        max(low) FILTER (part_to = next_year) AS low_at_end,
        max(high) FILTER (part_to = next_year) AS high_at_end
    FROM parts WHERE part_from < part_to
    GROUP BY ALL
    ORDER BY scheme, series, lang, holder, year
    """,
)

SCORE_PARTS = View(
    "score_parts",
    "Each score by component, with the components' names: what it is the sum of, and how many "
    "powers make each part. A part without a value is one that the texts cannot tell.",
    """
    SELECT
        k.score_id, s.scheme, s.series, s.lang, s.holder, s.valid_from, s.valid_to, k.component,
        n.name_kaz, n.name_rus, n.name_eng,
        CASE WHEN count(*) = count(k.contribution) THEN round(fsum(k.contribution), 9) END AS value,
        count(k.power_id)::INTEGER AS powers
    FROM score_components k JOIN scores s USING (score_id)
    LEFT JOIN components n ON n.scheme = s.scheme AND n.component = k.component
    GROUP BY ALL
    """,
)

SCORE_CLAUSES = View(
    "score_clauses",
    "What each power adds to a score, with the clause that it was read from.",
    """
    SELECT
        k.score_id, k.component, k.contribution, k.rule, k.power_id,
        v.act, v.version_date, c.eid, p.holder, p.action, p.object, p.domain, p.autonomy,
        c.lead_in, c.text, p.clause_id
    FROM score_components k LEFT JOIN powers p ON p.power_id = k.power_id
    LEFT JOIN clauses c ON c.clause_id = p.clause_id
    LEFT JOIN versions v ON v.version_id = p.version_id
    """,
)

SCORES_WITH_DOUBT = View(
    "scores_with_doubt",
    "Each score with its 95% interval from each source of doubt, and from all of them together.",
    """
    SELECT
        s.scheme, s.series, s.lang, s.holder, s.valid_from, s.valid_to, s.value, i.doubt, i.low,
        i.high, i.high - i.low AS width, s.partial, s.score_id
    FROM score_intervals i JOIN scores s USING (score_id)
    """,
)

VERSIONS_COMPARED = View(
    "versions_compared",
    "How far every score differs between any two texts of the constitutions, with its 95% interval "
    "and the probabilities of a rise and of a fall. Each text stands for the first span of days on "
    "which it is in force, with the other acts of those days.",
    """
    SELECT
        a.scheme, a.series, a.lang, a.holder, d.older, d.newer, b.value AS value_older,
        a.value AS value_newer, d.value AS difference, d.low, d.high, d.p_rise, d.p_fall,
        a.partial OR b.partial AS partial
    FROM version_differences d
    LEFT JOIN scores a ON a.score_id = d.after
    LEFT JOIN scores b ON b.score_id = d.before
    """,
)

REFORMS = View(
    "reforms",
    "What each day of change gave and took from each holder: changes by kind, the sums of both "
    "directions, and what the texts that begin or end did to the holder's share and strength, with "
    "the probability of a rise. A power passed on is taken from one holder and given to another.",
    f"""
    WITH beginnings AS ({_BEGINNINGS}
    ),
    moves AS (
        SELECT series, lang, date AS day, holder,
            CASE kind WHEN 'transferred' THEN 'passed_on' ELSE kind END AS kind, partial
        FROM changes
        UNION ALL
        SELECT series, lang, date, holder_to, 'received', partial
        FROM changes WHERE kind = 'transferred'
    ),
    counted AS (
        SELECT
            series, lang, day, holder,
            count(*) FILTER (kind = 'granted') AS granted,
            count(*) FILTER (kind = 'strengthened') AS strengthened,
            count(*) FILTER (kind = 'received') AS received,
            count(*) FILTER (kind = 'removed') AS removed,
            count(*) FILTER (kind = 'weakened') AS weakened,
            count(*) FILTER (kind = 'passed_on') AS passed_on,
            count(*) FILTER (kind = 'reworded') AS reworded,
            bool_or(partial) AS partial
        FROM moves WHERE holder IS NOT NULL GROUP BY ALL
    ),
    scored AS (
        SELECT
            s.series, s.lang, s.valid_from AS day, s.holder,
            max(d.value) FILTER (s.scheme = 'share') AS share_change,
            max(d.p_rise) FILTER (s.scheme = 'share') AS share_p_rise,
            max(d.value) FILTER (s.scheme = 'strength') AS strength_change,
            max(d.p_rise) FILTER (s.scheme = 'strength') AS strength_p_rise,
            bool_or(d.gap) AS gap
        FROM score_differences d JOIN scores s ON s.score_id = d.after
        WHERE s.scheme IN ('share', 'strength') AND s.holder IS NOT NULL
        GROUP BY ALL
    )
    SELECT
        day, series, lang, holder, coalesce(b.begins, []) AS begins,
        coalesce(c.granted + c.strengthened + c.received, 0) AS given,
        coalesce(c.removed + c.weakened + c.passed_on, 0) AS taken,
        c.* EXCLUDE (series, lang, day, holder),
        s.* EXCLUDE (series, lang, day, holder)
    FROM counted c FULL JOIN scored s USING (series, lang, day, holder)
    LEFT JOIN beginnings b ON b.series = series AND b.lang = lang AND b.valid_from = day
    """,
)

INDEX_VIEWS = (
    PRESIDENT,
    INDEX_BY_DAY,
    INDEX_BY_VERSION,
    INDEX_BY_YEAR,
    SCORE_PARTS,
    SCORE_CLAUSES,
    SCORES_WITH_DOUBT,
    VERSIONS_COMPARED,
    REFORMS,
)
