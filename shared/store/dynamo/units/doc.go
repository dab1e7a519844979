// Package units computes what DynamoDB bills for: read and write units, and
// the bytes that are stored, from the sizes of items. It is for measuring and
// for tests, never for production: no emulator counts units as DynamoDB does,
// and a program need not count them at all.
//
// Vocabulary. A unit is a read or write request unit of a table on demand. The
// base is the table without its indexes. An entry is what an index stores of an
// item. A [Meter] stands before DynamoDB, or an emulator, and counts the units of
// each call.
//
// The rules are those of the Amazon DynamoDB Developer Guide, in its pages:
//
//   - "DynamoDB item sizes and formats" (CapacityUnitCalculations): [Size]
//   - "DynamoDB read and write operations" (read-write-operations): [ReadUnits],
//     [WriteUnits], and what each operation counts
//   - "Using Global Secondary Indexes in DynamoDB" (GSI, throughput and storage
//     considerations): [Table.Write], [Table.Stored]
//   - "Amazon DynamoDB Transactions: How it works" (transaction-apis, capacity
//     management): a transaction writes each item twice
//   - "Working with items and attributes" (WorkingWithItems): a condition that
//     does not hold costs what the write of the item would have cost
//
// all below https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/.
//
// Where the guide is silent or says two things the package takes this: a
// transaction doubles the base alone, as changes reach the indexes once, after it
// has completed (github.com/nubo-db/dynoxide, pull request 188, measured it so);
// an index that is written what it has already is not written (pull request 177
// of the same); a refused write costs the larger of the item that is there and
// the one that was to be; a canceled transaction costs as much as one that
// succeeds, but for its indexes. Numbers are stored in pairs of digits that are
// aligned at the decimal point, which may take a byte more than the guide's rule.
package units
