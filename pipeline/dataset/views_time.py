"""Views of what happens over time: changes, lives of powers, akims by tier, claims."""

from __future__ import annotations

from pipeline.dataset.view import View

CHANGES_TOLD = View(
    "changes_told",
    "Each change of a power with the clauses of both texts, and the acts that made it as far as "
    "notes or instructions name them.",
    """
    WITH made AS (
        SELECT change_id, list(DISTINCT act ORDER BY act) AS made_by
        FROM change_proofs WHERE act IS NOT NULL GROUP BY ALL
    )
    SELECT
        c.series, c.lang, c.date, c.exact, c.kind, c.holder, c.holder_to, c.action, c.object,
        c.domain, c.polarity, c.differs, o.act AS act_from, f.eid AS eid_from, f.text AS text_from,
        n.act AS act_to, t.eid AS eid_to, t.text AS text_to, coalesce(m.made_by, []) AS made_by,
        c.partial, c.effective_for, c.power, c.change_id, c.other_language
    FROM changes c
    JOIN versions o ON o.version_id = c.older JOIN versions n ON n.version_id = c.newer
    LEFT JOIN powers fp ON fp.power_id = c.power_from
    LEFT JOIN clauses f ON f.clause_id = fp.clause_id
    LEFT JOIN powers tp ON tp.power_id = c.power_to
    LEFT JOIN clauses t ON t.clause_id = tp.clause_id
    LEFT JOIN made m ON m.change_id = c.change_id
    """,
)

LIVES_TOLD = View(
    "lives_told",
    "Each power followed through the texts, whatever its number, words and holder: a row a text.",
    """
    SELECT
        l.power, l.series, l.lang, l.n, p.act, p.version_date, p.valid_from, p.valid_to, p.holder,
        p.action, p.object, p.domain, p.autonomy, p.eid, p.text, l.power_id
    FROM lives l JOIN powers_read p USING (power_id)
    """,
)

AKIMS_BY_TIER = View(
    "akims_by_tier",
    "How akims of each tier come to office and leave it, by span of days, with the clauses that "
    "say so.",
    """
    WITH shown AS (
        SELECT rowid AS rule, unnest(clauses) AS clause_id FROM tiers
        UNION
        SELECT rule, clause_id
        FROM (SELECT rowid AS rule, unnest(powers) AS power_id FROM tiers)
        JOIN powers USING (power_id)
    ),
    texts AS (
        SELECT rule, list(DISTINCT text ORDER BY text) AS texts
        FROM shown JOIN clauses USING (clause_id) GROUP BY ALL
    )
    SELECT
        t.series, t.lang, t.tier, t.valid_from, t.valid_to, t.choice, t.release,
        t.decentralisation, t.everywhere, t.act, coalesce(w.texts, []) AS texts
    FROM tiers t LEFT JOIN texts w ON w.rule = t.rowid
    ORDER BY t.series, t.lang, t.tier, t.valid_from
    """,
)

CLAIMS_TOLD = View(
    "claims_told",
    "Each published claim with what the official and what the restated texts say of it; the "
    "claims' words stand in claims.toml beside the tables.",
    """
    SELECT
        claim,
        max(verdict) FILTER (series = 'official') AS official,
        max(verdict) FILTER (series = 'restated') AS restated,
        max(why) FILTER (series = 'official') AS why_official,
        max(why) FILTER (series = 'restated') AS why_restated
    FROM claims GROUP BY claim ORDER BY min(rowid)
    """,
)

CLAIM_EVIDENCE = View(
    "claim_evidence",
    "The changes and the clauses for and against each claim, with their words.",
    """
    SELECT
        e.claim, e.series, e.verdict, 'change' AS evidence, e.id, c.date, c.kind, c.holder,
        c.action, c.object, c.text_from, c.text_to
    FROM (SELECT claim, series, verdict, unnest(changes) AS id FROM claims) e
    JOIN changes_told c ON c.change_id = e.id
    UNION ALL
    SELECT
        e.claim, e.series, e.verdict, 'clause', e.id, v.version_date, c.label, NULL, NULL, NULL,
        NULL, c.text
    FROM (SELECT claim, series, verdict, unnest(clauses) AS id FROM claims) e
    JOIN clauses c ON c.clause_id = e.id JOIN versions v USING (version_id)
    """,
)

TIME_VIEWS = (CHANGES_TOLD, LIVES_TOLD, AKIMS_BY_TIER, CLAIMS_TOLD, CLAIM_EVIDENCE)
