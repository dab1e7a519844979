-- The figures of a period, counted by SQLite alone from the stored documents of
-- the cases, to check the reports against. Written from the definitions (those
-- that every report prints, and the base counts of the field), not from the
-- program: it shares nothing with it but the documents.
--
--   :from, :to   the period: receipts from :from on and before :to; due instants
--                after :from and up to :to
--   :asOf        what lies after it has not happened
--   :units       the tree of units: [{"unit": "a", "parent": "b", "level": "L1"}, ...], parent "" at the top
--   :holders     limits that others have to keep than the unit of the order: [{"clock": "appeal", "level": "L4"}, ...]
--
-- Instants are text as in the documents, 2026-06-30T16:00:00Z, which sorts as
-- time does. The answer has a row for each dimension (company, unit with all
-- below it, class, area), key of it, and figure that is not zero.
WITH RECURSIVE
tree(unit, parent, level) AS (
	SELECT value->>'unit', value->>'parent', value->>'level' FROM json_each(:units)
),
holders(clock, level) AS (
	SELECT value->>'clock', value->>'level' FROM json_each(:holders)
),
-- every unit with itself and each one above it
above(unit, top) AS MATERIALIZED (
	SELECT unit, unit FROM tree
	UNION ALL
	SELECT above.unit, tree.parent FROM above JOIN tree ON tree.unit = above.top WHERE tree.parent <> ''
),
-- who has to keep a limit of an order of a unit, where it is not that unit
duties(clock, unit, holder) AS MATERIALIZED (
	SELECT clock, above.unit, top FROM holders JOIN tree USING (level) JOIN above ON above.top = tree.unit
),
-- the orders that were recorded by then; ended is the outcome of those that stood closed
orders AS MATERIALIZED (
	SELECT id, doc,
		coalesce(doc->>'unit', '') AS unit,
		coalesce(doc->>'class', '') AS class,
		coalesce(doc->'site'->>'area', '') AS area,
		doc->>'kind' AS kind,
		doc->>'receivedAt' >= :from AND doc->>'receivedAt' < :to AS received,
		iif(doc->>'status' = 'closed' AND doc->>'closedAt' <= :asOf, doc->>'outcome', '') AS ended
	FROM cases
	WHERE doc->>'recordedAt' <= :asOf
),
-- due instants in the period of clocks that had begun, with the end that was known;
-- unit is who had to act: as it was kept when the clock ended or was missed, else as
-- the rules have it, and what no unit has yet is the centre's
limits AS MATERIALIZED (
	SELECT orders.id, k.value->>'name' AS clock, k.value->>'state' AS state, k.value->>'dueAt' AS due,
		iif(k.value->>'endedAt' <= :asOf, k.value->>'endedAt', NULL) AS done,
		coalesce(
			k.value->>'unit',
			iif(orders.unit = '', (SELECT unit FROM tree WHERE level = 'L5'), NULL),
			duties.holder,
			orders.unit
		) AS unit,
		class, area
	FROM orders, json_each(orders.doc, '$.clocks') AS k
	LEFT JOIN duties ON duties.unit = orders.unit AND duties.clock = k.value->>'name'
	WHERE ended <> 'duplicate'
		AND k.value->>'dueAt' > :from AND k.value->>'dueAt' <= :to
		AND k.value->>'startedAt' <= :asOf
),
deadlines AS MATERIALIZED (
	SELECT id, clock, done, unit, class, area,
		CASE
			WHEN state = 'cancelled' AND done IS NOT NULL THEN 'cancelled'  -- fell away
			WHEN due > :asOf THEN 'notYetDue'                              -- done or not
			WHEN state = 'missed' AND due < :asOf THEN 'late'              -- a recorded breach is never taken back
			WHEN done <= due THEN 'inTime'
			WHEN done > due THEN 'late'
			WHEN state = 'paused' OR due = :asOf THEN 'notYetDue'
			ELSE 'late'                                                    -- still open past it
		END AS standing
	FROM limits
),
dimensions(dimension) AS (
	VALUES ('company'), ('class'), ('area'), ('unit')
),
-- the deadlines by company, class and area of the order, and by the units that had to keep them
kept(dimension, key, id, clock, done, standing) AS MATERIALIZED (
	SELECT dimension, CASE dimension WHEN 'company' THEN '' WHEN 'class' THEN class WHEN 'area' THEN area ELSE coalesce(top, deadlines.unit) END,
		id, clock, done, standing
	FROM deadlines JOIN dimensions
	LEFT JOIN above ON dimension = 'unit' AND above.unit = deadlines.unit
),
-- the orders with a deadline in the period
due AS MATERIALIZED (
	SELECT dimension, key, id, doc, ended, max(standing = 'late') AS breached FROM kept JOIN orders USING (id) GROUP BY dimension, key, id
),
-- the orders received in the period, duplicates left out
taken AS MATERIALIZED (
	SELECT * FROM orders WHERE received AND ended <> 'duplicate'
),
-- the orders with a callback limit in the period that was not cancelled
asked AS MATERIALIZED (
	SELECT DISTINCT orders.id, doc FROM deadlines JOIN orders USING (id) WHERE clock = 'callback' AND standing <> 'cancelled'
),
calls AS MATERIALIZED (
	SELECT asked.id, k.key AS number, k.value->>'reached' AS reached, k.value->>'satisfied' AS satisfied
	FROM asked, json_each(asked.doc, '$.callbacks') AS k
	WHERE k.value->>'at' <= :asOf
),
-- what was found of the complaints among the received, and whether an appeal of the unit was upheld
found AS MATERIALIZED (
	SELECT id,
		coalesce(doc->'findings'->>'verified' IN ('yes', 'partly'), 0) AS verified,
		coalesce(CASE WHEN doc->'responsibilityDecision'->>'at' <= :asOf THEN doc->'responsibilityDecision'->>'responsibility'
			ELSE doc->'findings'->>'responsibility' END IN ('utility-marketing', 'utility-operation'), 0) AS ours,
		EXISTS (
			SELECT 1 FROM json_each(doc, '$.appeals') AS a
			WHERE a.value->>'upheld' AND a.value->>'decidedAt' <= :asOf
		) AS upheld
	FROM taken WHERE kind = 'complaint'
),
counted(id, figure, n) AS (
	-- of the orders received in the period
	SELECT id, 'received', 1 FROM taken
	UNION ALL SELECT id, 'receivedComplaints', 1 FROM taken WHERE kind = 'complaint'
	UNION ALL SELECT id, 'duplicates', 1 FROM orders WHERE received AND ended = 'duplicate'
	UNION ALL SELECT id, 'sorted', 1 FROM taken WHERE EXISTS (
		SELECT 1 FROM json_each(doc, '$.phases') AS p WHERE p.value->>'status' = 'sorting' AND p.value->>'at' <= :asOf)
	UNION ALL SELECT id, 'repeats', 1 FROM taken WHERE kind = 'complaint' AND doc->'repeat' IS NOT NULL

	-- V, L, A, and C in both modes
	UNION ALL SELECT id, 'verified', 1 FROM found WHERE verified
	UNION ALL SELECT id, 'responsible', 1 FROM found WHERE verified AND ours
	UNION ALL SELECT id, 'appealsUpheld', 1 FROM found WHERE upheld
	UNION ALL SELECT id, 'assessedCentral', 1 FROM found WHERE NOT upheld
	UNION ALL SELECT id, 'assessedCompany', 1 FROM found WHERE verified AND ours AND NOT upheld

	-- callbacks: the last call that reached the customer decides
	UNION ALL SELECT id, 'callbacksRequired', 1 FROM asked
	UNION ALL SELECT id, 'callbacksMade', 1 FROM calls GROUP BY id
	UNION ALL SELECT id, 'callbacksReached', 1 FROM calls WHERE reached GROUP BY id
	UNION ALL SELECT id, iif(satisfied, 'satisfied', 'dissatisfied'), 1 FROM calls
		WHERE reached AND (id, number) IN (SELECT id, max(number) FROM calls WHERE reached GROUP BY id)
	UNION ALL SELECT id, 'reworked', 1 FROM calls WHERE reached AND NOT satisfied GROUP BY id
),
sums AS MATERIALIZED (
	SELECT id, figure, sum(n) AS n FROM counted GROUP BY id, figure
),
rows(dimension, key, figure, n) AS (
	SELECT 'company', '', figure, n FROM sums
	UNION ALL SELECT 'unit', coalesce(top, orders.unit), figure, n
		FROM sums JOIN orders USING (id) LEFT JOIN above ON above.unit = orders.unit
	UNION ALL SELECT 'class', class, figure, n FROM sums JOIN orders USING (id)
	UNION ALL SELECT 'area', area, figure, n FROM sums JOIN orders USING (id)

	-- of the orders with a deadline in the period
	UNION ALL SELECT dimension, key, 'orders', 1 FROM due
	UNION ALL SELECT dimension, key, 'breachedOrders', 1 FROM due WHERE breached
	UNION ALL SELECT dimension, key, 'openOrders', 1 FROM due WHERE ended = ''
	UNION ALL SELECT dimension, key, 'closed.' || ended, 1 FROM due WHERE ended <> ''
	UNION ALL SELECT dimension, key, 'reworkRounds', max(0, (doc->>'reworks') - (
		SELECT count(*) FROM json_each(doc, '$.clocks') AS k WHERE k.value->>'name' = 'rework' AND k.value->>'startedAt' > :asOf)) FROM due

	-- of the deadlines themselves
	UNION ALL SELECT dimension, key, clock || '.' || standing, 1 FROM kept
	UNION ALL SELECT dimension, key, clock || '.due', 1 FROM kept WHERE standing IN ('inTime', 'late')
	UNION ALL SELECT dimension, key, clock || '.lateOpen', 1 FROM kept WHERE standing = 'late' AND done IS NULL
)
SELECT dimension, key, figure, sum(n) AS value FROM rows
GROUP BY dimension, key, figure HAVING sum(n) <> 0
ORDER BY dimension, key, figure;
