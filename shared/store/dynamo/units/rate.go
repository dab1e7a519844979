package units

// Consistency is how a read is done, by what it costs.
type Consistency float64

// The kinds of reads.
const (
	Eventual      Consistency = 0.5
	Strong        Consistency = 1
	Transactional Consistency = 2
)

// The blocks that are read and written, in bytes.
const (
	readBlock  = 4 << 10
	writeBlock = 1 << 10
)

// ReadUnits are the read units of so many bytes that are read together. Nothing
// costs what the smallest thing does.
func ReadUnits(bytes int, how Consistency) float64 {
	return float64(how) * blocks(bytes, readBlock)
}

// WriteUnits are the write units of one item that is written by itself.
func WriteUnits(bytes int) float64 { return blocks(bytes, writeBlock) }

// blocks rounds up; the least is one.
func blocks(bytes, block int) float64 {
	return float64(max(1, (bytes+block-1)/block))
}
