// Package dynamo keeps cases and all that belongs to them in one DynamoDB
// table. It passes the contract of package storetest.
//
// Vocabulary. An item's kind is the first word of its partition key, so that a
// function's policy can name the kinds that it may touch (dynamodb:LeadingKeys):
//
//	case#<reference>     case           the case, compressed, and what the indexes show of it
//	contact#<reference>  contact        the customer's name, numbers, address, tracking code
//	event#<reference>    <last seq>     events of one commit
//	clock#<reference>    <name>#<round> a clock's due instant and state, for the index due
//	key#<key>            <reference>    a case with this key: of its account, its phone, its place or its batch
//	effect#<key>         effect         a promised deed; in the index outbox until it is delivered
//	fold#<key>           <part>         a fold that is too large for one transaction
//	token#<reference>    <machine>      where a workflow waits
//	answer#<key>         answer         what was answered under an idempotency key
//	serial#<series>      serial         the last number drawn
//	rota#units           <unit>         what was stored last for a unit
//	rota#revisions       <revision>     the same by revision, and the last revision
//	tally#<day>          tally          the counters of a day
//	board#company        board          what was open when it was counted last
//	restore#table        restore        which export was restored here; a tool's, no function reads it
//
// A row is an item that exists only to find its case by: a clock or a key. The
// case's own item says which rows it has, so that a commit writes those that
// change and no others. An index is sparse: an item that has nothing to be found
// by is not in it. Indexes lag behind by a moment; whoever reads a case by one
// decides by the case.
//
// Partitions that all cases share are split into shards by a hash of the
// reference, and what is read of them is merged in order.
//
// Items that are done with carry the instant of their removal in expires, which
// the table's time to live goes by.
package dynamo
