package tree

// Broadcast overwrites b by what it holds on the rank root, on a power of two of ranks: in every round those that have it hand
// it to as many that have not. Like a sum it is made of exchanges alone, so that ranks which do not make the same calls meet
// in one, and it fails.
func Broadcast(by Partner, rank, size int, b []byte, root int) error {
	from := rank ^ root
	for bit := size / 2; bit > 0; bit /= 2 {
		var err error
		switch from % (2 * bit) {
		case 0:
			err = by.Exchange(b, nil, rank^bit)
		case bit:
			err = by.Exchange(nil, b, rank^bit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
